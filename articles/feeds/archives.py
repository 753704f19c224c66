"""Archives of a feed (RFC 5005, 4) at their addresses.

The stories of a part never change, what is told of a story does: a withdrawn one is a stub for
thirty days and then no more. So a part is asked for again after a minute like any feed (rule 26).
"""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from articles.caching import conditional, etags
from articles.caching.public_page import permanent_redirect
from articles.models import SiteSettings
from articles.text.dates import day_bounds

from . import archive_parts
from .archive_parts import ArchivePart
from .channel import channel
from .document import WRITERS, items
from .open_access import for_programs
from .scopes import KINDS, Scope, SlugRetired


@for_programs
def archive(
    request: HttpRequest, kind: str, name: str, format: str, slug: str = "", **where: str
) -> HttpResponseBase:
    """One part of a day of the site or of a section."""
    at, site = timezone.now(), SiteSettings.load()
    try:
        part = _part(KINDS[kind].find(slug, site, at), **where)
    except SlugRetired as retired:
        numbers = [where[name] for name in ("year", "month", "day", "number")]
        args = [retired.slug, *numbers, format]
        return permanent_redirect(reverse(f"{kind}_archive_{name}", args=args), request)
    editions = archive_parts.stories(part, at)
    if editions is None:
        raise Http404
    newest = max((edition.changed_at(at) for edition in editions), default=None)
    head = channel(part.scope, site, format, newest, name)
    links = {"current": head.address}
    # Of its neighbours none may be there: the first and the last part have one.
    for rel, neighbour in (
        ("prev-archive", archive_parts.earlier(part, at)),
        ("next-archive", archive_parts.later(part, at)),
    ):
        if neighbour:
            links[rel] = neighbour.address(format, name)
    head = head.archived(part.address(format, name), links)
    body = WRITERS[format].write(head, items(editions, at, full=head.full))
    return conditional.respond_with_bytes(
        request,
        lambda: body,
        content_type=WRITERS[format].CONTENT_TYPE,
        etag=etags.etag(body),
        compressed=True,
    )


def _part(scope: Scope, year: str, month: str, day: str, number: str) -> ArchivePart:
    """The part of an address. Raises Http404 where there is no such day."""
    try:
        date = dt.date(int(year), int(month), int(day))
        day_bounds(date)
    except (ValueError, OverflowError):
        raise Http404 from None
    return ArchivePart(scope, date, int(number))
