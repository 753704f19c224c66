"""The feeds at their addresses: 304 or all of it; 404 and 301 where none is."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from articles.caching import conditional, etags, freshness, headers
from articles.caching.freshness import Stamp
from articles.models import SiteSettings

from .document import WRITERS, Document
from .open_access import for_programs, permanent_redirect
from .scopes import KINDS, Moved


@for_programs
def feed(
    request: HttpRequest, format: str, kind: str, name: str = "feed", slug: str = ""
) -> HttpResponse:
    """The newest of a scope; `name` is `feed` for full text, `summary` for its twin."""
    at = timezone.now()
    asked = Document(kind, slug, name, format)
    stamp = freshness.stamp(kind, slug, at)
    try:
        if stamp is None:
            raise KINDS[kind].moved_or_missing(slug, at)
    except Moved as to:
        return permanent_redirect(reverse(f"{kind}_{name}", args=[to.slug, format]))
    return _answer(request, asked, stamp, at)


@for_programs
def latest(request: HttpRequest, format: str, kind: str, name: str) -> HttpResponse:
    """The latest is the feed of the site: one feed has one address."""
    return permanent_redirect(reverse(name, args=[format]))


@for_programs
def old_feed(request: HttpRequest, kind: str, old: str, slug: str = "") -> HttpResponse:
    """An address that another system gave to this feed: for ever, and in one hop."""
    at, feed_format = timezone.now(), _format_of(old)
    try:
        found = KINDS[kind].find(slug, SiteSettings.load(), at)
    except Moved as to:
        return permanent_redirect(reverse(f"{kind}_feed", args=[to.slug, feed_format]))
    return permanent_redirect(found.address(feed_format))


def _format_of(old: str) -> str:
    """RSS, unless the old name says another."""
    return next((name for name in ("atom", "json") if name in old), "rss")


def _answer(request: HttpRequest, asked: Document, stamp: Stamp, at: datetime) -> HttpResponse:
    return conditional.answer(
        request,
        lambda: asked.write(at, stamp.own),
        content_type=WRITERS[asked.format].CONTENT_TYPE,
        etag=_etag(stamp, asked),
        changed_at=stamp.changed_at,
        cache_control=headers.polled(headers.fresh_for(at, stamp.changes_at)),
        packed=True,
    )


def _etag(stamp: Stamp, asked: Document) -> str:
    """The ETag: the last event and moment of the scope and of the house, and what else is said."""
    icons = static("articles/icon-512.png")  # Its name moves with its bytes.
    house = (settings.TIME_ZONE, settings.PUBLIC_URL, settings.WEBSUB_HUBS, icons)
    return etags.etag(stamp.pk, stamp.own, stamp.house, asked.facts, *house)
