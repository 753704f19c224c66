"""The feeds at their addresses: 304 or all of it; 404 and 301 where none is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from articles.caching import conditional, etags, headers
from articles.caching.freshness import Freshness
from articles.caching.public_page import permanent_redirect
from articles.models import SiteSettings

from .document import WRITERS, Document
from .open_access import for_programs
from .scopes import KINDS, SlugRetired


@for_programs
def feed(
    request: HttpRequest, format: str, kind: str, name: str = "feed", slug: str = ""
) -> HttpResponse:
    """The newest of a scope; `name` is `feed` for full text, `summary` for its twin."""
    at = timezone.now()
    # Read before the feed is written: it may be newer than its ETag and never older.
    freshness = Freshness.of(kind, slug, at)
    if freshness is None:
        try:
            raise KINDS[kind].retired_or_missing(slug, at)
        except SlugRetired as retired:
            present = reverse(f"{kind}_{name}", args=[retired.slug, format])
            return permanent_redirect(present, request)
    address = (kind, slug, name, format)
    icon = static("articles/icon-512.png")  # Its name moves with its bytes.
    site = (settings.TIME_ZONE, settings.PUBLIC_URL, settings.WEBSUB_HUBS, icon)
    return conditional.respond_with_bytes(
        request,
        lambda: Document(*address).write(at, freshness.own),
        content_type=WRITERS[format].CONTENT_TYPE,
        etag=etags.etag(freshness.pk, freshness.own, freshness.site, address, *site),
        changed_at=freshness.changed_at,
        cache_control=headers.stale_while_revalidate(
            headers.lifetime(at, freshness.changes_at)
        ),
        compressed=True,
    )


@for_programs
def latest(request: HttpRequest, format: str, kind: str, name: str) -> HttpResponse:
    """The latest is the feed of the site: one feed has one address."""
    return permanent_redirect(reverse(name, args=[format]), request)


@for_programs
def old_feed(request: HttpRequest, kind: str, old: str, slug: str = "") -> HttpResponse:
    """An address that another system gave to this feed: for ever, and in one hop."""
    at = timezone.now()
    # RSS, unless the old name says another.
    feed_format = next((name for name in ("atom", "json") if name in old), "rss")
    try:
        scope = KINDS[kind].find(slug, SiteSettings.load(), at)
    except SlugRetired as retired:
        present = reverse(f"{kind}_feed", args=[retired.slug, feed_format])
        return permanent_redirect(present, request)
    return permanent_redirect(scope.address(feed_format), request)
