"""When a photo ends, its public files end too: nobody else may serve what we no longer may."""

from django.core.files.storage import default_storage
from django.utils import timezone

from articles.models import Event, Photo, Rendition, RetiredFile

PHOTO = "photo:"


class PhotoFiles:
    """Deletes the files of ended photos. Their rows stay, so that the addresses answer 410.

    The photo is read again at the moment: an end that was lifted or moved deletes nothing.
    """

    name = "photo_files"

    def wants(self, event: Event) -> bool:
        """An event of a story names photos too, but ends none."""
        return event.edition_id is None and any(key.startswith(PHOTO) for key in event.keys)

    def handle(self, event: Event) -> None:
        ids = [int(key.removeprefix(PHOTO)) for key in event.keys if key.startswith(PHOTO)]
        now = timezone.now()
        ended = [photo.pk for photo in Photo.objects.filter(pk__in=ids) if photo.ended(now)]
        for kind in (Rendition, RetiredFile):
            for file in kind.objects.filter(photo__in=ended):
                default_storage.delete(file.name)
