"""The same story in other languages: live ones only, asked when the page is made."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings

from articles.formats.address import absolute
from articles.models import Edition


def translations(edition: Edition, at: dt.datetime) -> list[Edition]:
    """Return a live story in each of its languages, its own among them; none where it is alone."""
    rows = Edition.objects.live(at).translating([edition.article_id])
    found = list(rows.for_link().order_by("language"))
    return found if edition in found and len(found) > 1 else []


def alternates(editions: Iterable[Edition]) -> list[tuple[str, str]]:
    """Return (hreflang, address) of translations, as every page and sitemap names them.

    Readers of any other language are sent to the one that the site speaks.
    """
    found = [(edition.language, absolute(edition.get_absolute_url())) for edition in editions]
    house = settings.SITE_LANGUAGE
    return found + [("x-default", address) for name, address in found if name == house]
