"""The same story in other languages: live ones only, asked when the page is made."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings

from articles.models import Edition
from articles.models.prepared_query import NOW, Prepared
from articles.public_urls import absolute_url


def translations(edition: Edition, at: dt.datetime) -> list[Edition]:
    """Return a live story in each of its languages, its own among them; none where it is alone."""
    # The prepared query first: most stories have no translation.
    ids = _translating.ids(at, edition.article_id)
    if edition.pk not in ids or len(ids) == 1:
        return []
    rows = Edition.objects.live(at).translating([edition.article_id])
    return list(rows.for_link().order_by("language"))


def alternates(editions: Iterable[Edition]) -> list[tuple[str, str]]:
    """Return (hreflang, address) of translations, as every page and sitemap names them.

    Readers of any other language are sent to the one that the site speaks.
    """
    links = [
        (edition.language, absolute_url(edition.get_absolute_url())) for edition in editions
    ]
    default = [("x-default", url) for code, url in links if code == settings.SITE_LANGUAGE]
    return links + default


_translating = Prepared(
    lambda at, article: Edition.objects.live(at).translating([article]).values_list("pk"),
    NOW,
    -11,  # the mark of an article: no row has such a number
)
