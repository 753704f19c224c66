"""Archives of a feed (RFC 5005, 4) at their addresses.

The stories of a part never change, what is told of a story does: a withdrawn one is a stub for
thirty days and then no more. So a part is asked for again after a minute like any feed (rule 26).
"""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.caching import conditional, etags
from articles.models import SiteSettings
from articles.text.dates import day_bounds

from . import archive_parts
from .archive_parts import Part
from .channel import Channel, channel
from .document import WRITERS, items
from .open_access import for_programs, permanent_redirect
from .scopes import KINDS, Moved, Scope


@for_programs
def archive(
    request: HttpRequest, kind: str, name: str, format: str, slug: str = "", **where: str
) -> HttpResponse:
    """One part of a day of the site or of a section."""
    at, site = timezone.now(), SiteSettings.load()
    try:
        part = _part(KINDS[kind].find(slug, site, at), **where)
    except Moved as to:
        args = [to.slug, *(where[part] for part in ("year", "month", "day", "number")), format]
        return permanent_redirect(reverse(f"{kind}_archive_{name}", args=args))
    editions = archive_parts.stories(part, at)
    if editions is None:
        raise Http404
    newest = max((edition.changed_at(at) for edition in editions), default=None)
    head = _head(part, channel(part.scope, site, format, newest, name), format, name, at)
    body = WRITERS[format].write(head, items(editions, at, full=head.full))
    return conditional.answer(
        request,
        lambda: body,
        content_type=WRITERS[format].CONTENT_TYPE,
        etag=etags.etag(body),
        changed_at=None,
        packed=True,
    )


def _head(part: Part, of: Channel, feed_format: str, name: str, at: dt.datetime) -> Channel:
    """The head of the feed, with the ways to its newest stories and to the parts beside."""
    beside = {
        "prev-archive": archive_parts.earlier(part, at),
        "next-archive": archive_parts.later(part, at),
    }
    links = {rel: one.address(feed_format, name) for rel, one in beside.items() if one}
    return of.archived(part.address(feed_format, name), {"current": of.address, **links})


def _part(scope: Scope, year: str, month: str, day: str, number: str) -> Part:
    """The part of an address. Raises Http404 where there is no such day."""
    try:
        found = dt.date(int(year), int(month), int(day))
        day_bounds(found)
    except (ValueError, OverflowError):
        raise Http404 from None
    return Part(scope, found, int(number))
