"""Sitemaps: an index by newsroom month, a file a month, one of the pages that are no stories."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from lxml import etree

from articles.enums import WITH_WORDS
from articles.formats.address import absolute
from articles.models import Edition, FixedPage, Rendition, Section
from articles.text.dates import iso, month_bounds, newsroom_day

from . import http
from .harvest import next_moment
from .xml import add, document

CONTENT_TYPE = "application/xml; charset=utf-8"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
PAGE = 10_000  # The protocol allows 50,000 addresses a file.


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml: which files there are and when the newest change in each was."""
    at = timezone.now()
    root = etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap={None: SITEMAP})
    _add(_add(root, "sitemap"), "loc", absolute(reverse("sitemap_pages")))
    for year, month, stories, changed_at in _months(at):
        for page in range(1, -(-stories // PAGE) + 1):
            entry = _add(root, "sitemap")
            _add(entry, "loc", absolute(_address(year, month, page)))
            _add(entry, "lastmod", iso(changed_at))
    return _answer(request, root, at)


@require_safe
def month(request: HttpRequest, year: str, month: str, page: str = "1") -> HttpResponse:
    """The stories first published in a month, as they stand."""
    at = timezone.now()
    start = (int(page) - 1) * PAGE
    editions = _of_month(Edition.objects.live(at), int(year), int(month))
    editions = list(editions[start : start + PAGE])
    if not editions:
        raise Http404
    root = _urlset()
    for edition in editions:
        _story(_add(root, "url"), edition, at)
    return _answer(request, root, at)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Front, latest, sections and fixed pages."""
    paths = [reverse("front"), reverse("latest")]
    paths += [section.get_absolute_url() for section in Section.objects.active()]
    paths += [page.get_absolute_url() for page in FixedPage.objects.all()]
    root = _urlset()
    for path in paths:
        _add(_add(root, "url"), "loc", absolute(path))
    return _answer(request, root, timezone.now())


def _months(at: datetime) -> Iterable[tuple[int, int, int, datetime]]:
    """Year, month, number of stories, newest change; months without live stories left out.

    One query of one arm a month: each walks its part of the index on first publication. A held or
    withdrawn story counts for the change, so that a month moves when it loses a story.
    """
    ends = Edition.objects.live(at).aggregate(
        first=Min("first_published"), last=Max("first_published")
    )
    if ends["first"] is None:
        return []
    arms = [_arm(year, month, at) for year, month in _between(ends["first"], ends["last"])]
    rows = arms[0].union(*arms[1:], all=True) if len(arms) > 1 else arms[0]
    found = sorted(row for row in rows if row[1])
    return [
        (name // 100, name % 100, count, max(filter(None, stamps)))
        for name, count, *stamps in found
    ]


def _arm(year: int, month: int, at: datetime) -> QuerySet:
    ended = Q(photos__photo__ends_at__lte=at)
    return (
        _of_month(Edition.objects.current(at), year, month)
        .order_by()
        .annotate(name=Value(year * 100 + month))
        .values("name")
        .annotate(
            stories=Count("pk", filter=Q(kind__in=WITH_WORDS), distinct=True),
            changed=Max("live_from"),
            ended=Max("photos__photo__ends_at", filter=ended),
        )
        .values_list("name", "stories", "changed", "ended")
    )


def _between(first: datetime, last: datetime) -> Iterable[tuple[int, int]]:
    day, end = newsroom_day(first), newsroom_day(last)
    months = range(day.year * 12 + day.month - 1, end.year * 12 + end.month)
    return [(month // 12, month % 12 + 1) for month in months]


def _of_month(editions: QuerySet, year: int, month: int) -> QuerySet:
    try:
        start, end = month_bounds(year, month)
    except ValueError:
        raise Http404 from None
    return (
        editions.filter(first_published__gte=start, first_published__lt=end)
        .newest_first()
        .select_related("section", "lead_photo")
        .defer("content")
        .prefetch_related(
            Prefetch("lead_photo__renditions", Rendition.objects.plain()), "photos__photo"
        )
    )


def _story(url: etree._Element, edition: Edition, at: datetime) -> None:
    _add(url, "loc", absolute(edition.get_absolute_url()))
    _add(url, "lastmod", iso(edition.changed_at(at)))
    photo = edition.lead_photo
    if photo and not photo.ended(at) and photo.files:
        image = add(url, f"{{{IMAGE}}}image")
        add(image, f"{{{IMAGE}}}loc", absolute(photo.files[-1].get_absolute_url()))


def _address(year: int, month: int, page: int) -> str:
    name = f"{year:04}-{month:02}"
    if page > 1:
        return reverse("sitemap_month_page", args=[name[:4], name[5:], page])
    return reverse("sitemap_month", args=[name[:4], name[5:]])


def _urlset() -> etree._Element:
    return etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "image": IMAGE})


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    return add(parent, f"{{{SITEMAP}}}{name}", text)


def _answer(request: HttpRequest, root: etree._Element, at: datetime) -> HttpResponse:
    body = document(root)
    return http.answer(
        request,
        lambda: body,
        content_type=CONTENT_TYPE,
        tag=http.etag(body),
        changed_at=None,
        max_age=http.fresh_for(at, next_moment([], at)),
    )
