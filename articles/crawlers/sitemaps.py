"""Sitemaps: an index by newsroom month, a file a month, lists of pages, the news of two days."""

import io
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from articles.caching import conditional, etags, headers
from articles.caching.public_page import public
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


@public
def index(request: HttpRequest) -> HttpResponseBase:
    """/sitemap.xml: which files there are and when the newest change in each was."""
    at = timezone.now()
    months = list(SitemapMonth.objects.for_sitemap())
    # In their order, so the last that has begun is the one of its month that holds.
    current = {month.month: month for month in months if month.moment <= at}
    files = [Location(absolute_url(reverse("sitemap_pages")))]
    for month in current.values():
        for page in range(1, _page_count(month) + 1):
            files.append(Location(_url(month, page), month.stories_changed_at))
    return _respond(
        request,
        lambda: _document("sitemapindex", "sitemap", files, {None: SITEMAP[1:-1]}),
        facts=(files,),
        changed_at=max((month.changed_at for month in current.values()), default=None),
        max_age=headers.lifetime(at, _next_change(months, at)),
    )


@public
def month(request: HttpRequest, year: str, month: str, page: str = "1") -> HttpResponseBase:
    """The stories first published in a month, as they stand."""
    at = timezone.now()
    months = list(SitemapMonth.objects.for_sitemap().filter(month=int(year + month)))
    begun = [row for row in months if row.moment <= at]
    if not begun or int(page) > _page_count(begun[-1]):
        raise Http404
    row = begun[-1]
    return _respond(
        request,
        lambda: _document(
            "urlset",
            "url",
            locations.of_month(int(year), int(month), int(page), at),
            NAMES | {"xhtml": XHTML[1:-1]},
        ),
        facts=(absolute_url(""), row.month, page, row.moment, row.changed_at, row.event_id),
        changed_at=row.changed_at,
        max_age=headers.lifetime(at, _next_change(months, at)),
    )


@public
def pages(request: HttpRequest) -> HttpResponseBase:
    """Front, lists, fixed pages, sections, and the authors and tags that have stories."""
    urls = list(locations.pages(timezone.now()))
    return _respond(
        request,
        lambda: _document("urlset", "url", urls),
        facts=(urls,),
        max_age=headers.MAX_AGE,
    )


@public
def news(request: HttpRequest) -> HttpResponseBase:
    """/news-sitemap.xml: the stories of the last 48 hours."""
    at, name = timezone.now(), SiteSettings.load().name
    stories = locations.news(at)
    # The schema wants an address at least, also where nothing happens for two days.
    urls = stories or [locations.front()]
    names = NAMES | {"news": NEWS[1:-1]}
    return _respond(
        request,
        lambda: _document("urlset", "url", urls, names, news_of(name)),
        facts=(name, [(story[:3], story.edition.pk) for story in stories]),
        max_age=headers.lifetime(at, _next_news(stories, at)),
    )


def _respond(
    request: HttpRequest,
    write: Callable[[], bytes],
    *,
    facts: tuple,
    changed_at: datetime | None = None,
    max_age: int,
) -> HttpResponseBase:
    return conditional.respond_with_bytes(
        request,
        write,
        content_type=CONTENT_TYPE,
        etag=etags.etag(*facts),
        changed_at=changed_at,
        cache_control=headers.public(max_age),
        compressed=True,
    )


def _page_count(month: SitemapMonth) -> int:
    return -(-month.stories // locations.PAGE)


def _url(row: SitemapMonth, page: int) -> str:
    year, month = row.name.split("-")
    if page > 1:
        return absolute_url(reverse("sitemap_month_page", args=[year, month, page]))
    return absolute_url(reverse("sitemap_month", args=[year, month]))


def _next_change(months: Iterable[SitemapMonth], at: datetime) -> datetime | None:
    return min((month.moment for month in months if month.moment > at), default=None)


def _next_news(stories: list[Location], at: datetime) -> datetime | None:
    """When a story comes, is two days old, or loses a photo."""
    waiting = (
        Edition.objects.waiting(at)
        .order_by("live_from")
        .values_list("live_from", flat=True)
    )
    moments = list(waiting[:1])
    if stories:  # the oldest is the last
        oldest = stories[-1].edition.first_published
        moments.append(oldest + timedelta(hours=locations.NEWS_HOURS))
    for story in stories:
        moments += [row.photo.ends_at for row in story.edition.photos.all()]
    return min((moment for moment in moments if moment and moment > at), default=None)


def _document(
    root: str,
    entry: str,
    urls: Iterable[Location],
    names: dict[str | None, str] | None = None,
    more: More | None = None,
) -> bytes:
    """A sitemap, written without a tree. `more` adds to an entry what only some have."""
    output = io.BytesIO()
    with etree.xmlfile(output, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(SITEMAP + root, nsmap=names or NAMES):
            for location in urls:
                with file.element(SITEMAP + entry):
                    _write_entry(file, location, more)
    return output.getvalue()


def _write_entry(file: Any, location: Location, more: More | None) -> None:
    _write(file, SITEMAP + "loc", location.address)
    if location.changed_at:
        _write(file, SITEMAP + "lastmod", iso(location.changed_at))
    if more:
        more(file, location)
    for language, address in location.alternates:
        link = {"rel": "alternate", "hreflang": language, "href": address}
        with file.element(XHTML + "link", link):
            pass
    for address in location.images:
        with file.element(IMAGE + "image"):
            _write(file, IMAGE + "loc", address)


def news_of(publication: str) -> More:
    """What a news sitemap adds to the address of a story."""

    def add(file: Any, location: Location) -> None:
        edition = location.edition
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
