"""How many stories are newer than an open page shows, in words: what its bar says."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone, translation

from articles.caching.freshness import Freshness, key_of
from articles.caching.public_page import CacheablePage, public
from articles.languages import Language
from articles.models import Edition, Section
from articles.pages.lists import parse_since

TEXT = "text/plain; charset=utf-8"
MOST = 30  # as many as a page of a list shows; beyond it a reader needs no count


@public
def latest(request: HttpRequest) -> CacheablePage:
    at = timezone.now()
    return _page(request, Freshness.of("site", "", at), at, "latest", Edition.objects.live(at))


@public
def language(request: HttpRequest, code: str) -> CacheablePage:
    if code not in Language:
        raise Http404
    translation.activate(code)
    at = timezone.now()
    rows = Edition.objects.live(at).filter(language=code)
    return _page(request, Freshness.of("site", "", at), at, "latest", rows)


@public
def section(request: HttpRequest, slug: str) -> CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("section", slug, at)
    if freshness is None:
        raise Http404
    rows = Edition.objects.live(at).filter(section=freshness.pk)
    return _page(
        request, freshness, at, key_of("section", freshness.pk), rows, section=freshness.pk
    )


def _page(
    request: HttpRequest,
    freshness: Freshness,
    at: dt.datetime,
    key: str,
    rows: QuerySet,
    section: int | None = None,
) -> CacheablePage:
    """The live ones of `rows` first published after `?since=`; all of them without it."""
    said = request.GET.get("since", "")
    after = parse_since(said)
    if said and after is None:
        raise Http404

    def context() -> dict[str, Any]:
        if section:  # asked here, so that a 304 costs no query for it
            translation.activate(Section.objects.get(pk=section).language)
        newer = rows.filter(first_published__gt=after) if after else rows
        number = newer.newest_first()[: MOST + 1].count()
        return {"number": min(number, MOST), "total": f"{MOST}+" if number > MOST else number}

    return CacheablePage(
        "articles/lists/new_stories.html",
        context,
        freshness,
        at,
        key=key,
        facts=(after,),
        content_type=TEXT,
    )
