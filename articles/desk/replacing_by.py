"""Two records of one picture become one: the older keeps its number and takes the new pixels."""

from typing import Any

from django.db import transaction

from articles.models import Photo

from .errors import allow
from .files import original_of
from .replacing import replace_photo
from .usage import delete_photo


def replace_by(photo: Photo, newer: Photo, *, by: Any) -> Photo:
    """Give a photo the picture of another that nothing uses yet, which leaves the library.

    All or nothing: where the new picture can't take its place both stay as they are.
    """
    allow(by, "replace_photo", photo)
    data, name = original_of(newer), newer.original_name
    with transaction.atomic():
        delete_photo(newer, by=by)
        return replace_photo(photo, data, by=by, name=name)
