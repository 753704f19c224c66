"""Sitemaps: an index by newsroom month, a file a month, lists of pages, the news of two days."""

import io
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from lxml import etree

from articles.caching import conditional, etags, headers
from articles.models import Edition, SitemapMonth, SiteSettings
from articles.public_urls import absolute_url
from articles.text.dates import iso
from articles.text.xml import legal

from . import locations
from .locations import Location

CONTENT_TYPE = "application/xml; charset=utf-8"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NAMES = {None: SITEMAP[1:-1], "image": IMAGE[1:-1]}
More = Callable[[Any, Location], None]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml: which files there are and when the newest change in each was."""
    at = timezone.now()
    stamps = list(SitemapMonth.objects.for_sitemap())
    standing = {stamp.month: stamp for stamp in stamps if stamp.moment <= at}
    files = [(reverse("sitemap_pages"), None)]
    files += [
        (_address(stamp, page), stamp.stories_changed_at)
        for stamp in standing.values()
        for page in range(1, _pages(stamp) + 1)
    ]
    places = [Location(absolute_url(path), changed_at) for path, changed_at in files]
    changed = max((stamp.changed_at for stamp in standing.values()), default=None)
    return _answer(
        request,
        lambda: _document("sitemapindex", "sitemap", places, {None: SITEMAP[1:-1]}),
        facts=(places,),
        changed_at=changed,
        max_age=headers.fresh_for(at, _next(stamps, at)),
    )


@require_safe
def month(request: HttpRequest, year: str, month: str, page: str = "1") -> HttpResponse:
    """The stories first published in a month, as they stand."""
    at = timezone.now()
    stamps = list(SitemapMonth.objects.for_sitemap().filter(month=int(year + month)))
    stamp = next((stamp for stamp in reversed(stamps) if stamp.moment <= at), None)
    if stamp is None or int(page) > _pages(stamp):
        raise Http404
    return _answer(
        request,
        lambda: _document(
            "urlset",
            "url",
            locations.of_month(int(year), int(month), int(page), at),
            NAMES | {"xhtml": XHTML[1:-1]},
        ),
        facts=(absolute_url(""), stamp.month, page, stamp.moment, stamp.changed_at, stamp.event_id),
        changed_at=stamp.changed_at,
        max_age=headers.fresh_for(at, _next(stamps, at)),
    )


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Front, lists, fixed pages, sections, and the authors and tags that have stories."""
    at = timezone.now()
    places = list(locations.pages(at))
    return _answer(
        request,
        lambda: _document("urlset", "url", places),
        facts=(places,),
        changed_at=None,
        max_age=headers.MAX_AGE,
    )


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """/news-sitemap.xml: the stories of the last 48 hours."""
    at, name = timezone.now(), SiteSettings.load().name
    places = locations.news(at)
    names = NAMES | {"news": NEWS[1:-1]}
    return _answer(
        request,
        # The schema wants an address at least, also where nothing happens for two days.
        lambda: _document("urlset", "url", places or [locations.front()], names, news_of(name)),
        facts=(name, [(place[:3], place.edition.pk) for place in places]),
        changed_at=None,
        max_age=headers.fresh_for(at, _next_news(places, at)),
    )


def _answer(
    request: HttpRequest,
    write: Callable[[], bytes],
    *,
    facts: tuple,
    changed_at: datetime | None,
    max_age: int,
) -> HttpResponse:
    return conditional.answer(
        request,
        write,
        content_type=CONTENT_TYPE,
        etag=etags.etag(*facts),
        changed_at=changed_at,
        cache_control=headers.public(max_age),
        packed=True,
    )


def _pages(stamp: SitemapMonth) -> int:
    return -(-stamp.stories // locations.PAGE)


def _address(stamp: SitemapMonth, page: int) -> str:
    year, month = stamp.name.split("-")
    if page > 1:
        return reverse("sitemap_month_page", args=[year, month, page])
    return reverse("sitemap_month", args=[year, month])


def _next(stamps: Iterable[SitemapMonth], at: datetime) -> datetime | None:
    return min((stamp.moment for stamp in stamps if stamp.moment > at), default=None)


def _next_news(places: list[Location], at: datetime) -> datetime | None:
    """When a story comes, is two days old, or loses a photo."""
    due = Edition.objects.waiting(at).order_by("live_from").values_list("live_from", flat=True)
    old = timedelta(hours=locations.NEWS_HOURS)
    moments = chain(
        due[:1],
        (place.edition.first_published + old for place in places[-1:]),
        (row.photo.ends_at for place in places for row in place.edition.photos.all()),
    )
    return min((moment for moment in moments if moment and moment > at), default=None)


def _document(
    root: str,
    entry: str,
    places: Iterable[Location],
    names: dict[str | None, str] | None = None,
    more: More | None = None,
) -> bytes:
    """A sitemap, written without a tree. `more` adds to an entry what only some have."""
    output = io.BytesIO()
    with etree.xmlfile(output, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(SITEMAP + root, nsmap=names or NAMES):
            for place in places:
                with file.element(SITEMAP + entry):
                    _entry(file, place, more)
    return output.getvalue()


def _entry(file: Any, place: Location, more: More | None) -> None:
    _write(file, SITEMAP + "loc", place.address)
    if place.changed_at:
        _write(file, SITEMAP + "lastmod", iso(place.changed_at))
    if more:
        more(file, place)
    for language, address in place.alternates:
        link = {"rel": "alternate", "hreflang": language, "href": address}
        with file.element(XHTML + "link", link):
            pass
    for address in place.images:
        with file.element(IMAGE + "image"):
            _write(file, IMAGE + "loc", address)


def news_of(publication: str) -> More:
    """What a news sitemap adds to the address of a story."""

    def add(file: Any, place: Location) -> None:
        edition = place.edition
        if edition is None:
            return
        with file.element(NEWS + "news"):
            with file.element(NEWS + "publication"):
                _write(file, NEWS + "name", publication)
                _write(file, NEWS + "language", edition.language)
            _write(file, NEWS + "publication_date", iso(edition.first_published))
            _write(file, NEWS + "title", edition.title)

    return add


def _write(file: Any, name: str, text: str) -> None:
    with file.element(name):
        file.write(legal(text))
