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
    freshness = Freshness.of("site", "", at)
    return _count_page(request, freshness, at, "latest", Edition.objects.live(at))


@public
def language(request: HttpRequest, code: str) -> CacheablePage:
    if code not in Language:
        raise Http404
    translation.activate(code)
    at = timezone.now()
    freshness = Freshness.of("site", "", at)
    rows = Edition.objects.live(at).filter(language=code)
    return _count_page(request, freshness, at, "latest", rows)


@public
def section(request: HttpRequest, slug: str) -> CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("section", slug, at)
    if freshness is None:
        raise Http404
    section = freshness.pk
    rows = Edition.objects.live(at).filter(section=section)
    return _count_page(
        request, freshness, at, key_of("section", section), rows, section=section
    )


def _count_page(
    request: HttpRequest,
    freshness: Freshness,
    at: dt.datetime,
    key: str,
    rows: QuerySet,
    section: int | None = None,
) -> CacheablePage:
    """The live ones of `rows` first published after `?since=`; all of them without it."""
    param = request.GET.get("since", "")
    since = parse_since(param)
    if param and since is None:
        raise Http404

    def make_context() -> dict[str, Any]:
        if section:  # read here, so that a 304 costs no query for it
            translation.activate(Section.objects.get(pk=section).language)
        newer = rows.filter(first_published__gt=since) if since else rows
        # Counted no further than is said: an old page may have thousands above it.
        number = newer.newest_first()[: MOST + 1].count()
        total = f"{MOST}+" if number > MOST else number
        return {"number": min(number, MOST), "total": total}

    return CacheablePage(
        "articles/lists/new_stories.html",
        make_context,
        freshness,
        at,
        key=key,
        facts=(since,),
        content_type=TEXT,
    )
