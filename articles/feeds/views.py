"""The feeds at their addresses: fetch what is public now, answer 304 or write."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition, SiteSettings

from . import atom, harvest, http, jsonfeed, rss
from .channel import channel
from .items import item
from .scopes import KINDS, Moved, Scope

WRITERS = {"rss": rss, "atom": atom, "json": jsonfeed}


@require_safe
def feed(
    request: HttpRequest, format: str, kind: str, name: str = "feed", slug: str = ""
) -> HttpResponse:
    """The newest of a scope; `name` is `feed` for full text, `summary` for its twin."""
    at, site = timezone.now(), SiteSettings.load()
    try:
        found = KINDS[kind].find(slug, site, at)
    except Moved as to:
        return http.moved(reverse(f"{kind}_{name}", args=[to.slug, format]))
    return _answer(request, found, site, format, name, at)


@require_safe
def latest(request: HttpRequest, format: str, kind: str, name: str) -> HttpResponse:
    """The latest is the feed of the site: one feed has one address."""
    return http.moved(reverse(name, args=[format]))


@require_safe
def old_feed(request: HttpRequest, kind: str, old: str, slug: str = "") -> HttpResponse:
    """An address that another system gave to this feed: for ever, and in one hop."""
    at, feed_format = timezone.now(), _format_of(old)
    try:
        found = KINDS[kind].find(slug, SiteSettings.load(), at)
        found.refuse_never_public(at)
    except Moved as to:
        return http.moved(reverse(f"{kind}_feed", args=[to.slug, feed_format]))
    return http.moved(found.address(feed_format))


def _format_of(old: str) -> str:
    """RSS, unless the old name says another."""
    return next((name for name in ("atom", "json") if name in old), "rss")


def _answer(
    request: HttpRequest, of: Scope, site: SiteSettings, feed_format: str, name: str, at: datetime
) -> HttpResponse:
    editions = harvest.harvest(of, at)
    if not editions:
        of.refuse_never_public(at)
    credits = harvest.credits(editions, at)
    newest = max((edition.changed_at(at) for edition in editions), default=None)
    head = channel(of, site, feed_format, newest, name)
    writer = WRITERS[feed_format]

    def write() -> bytes:
        corrections = harvest.corrections(editions, at)
        pictures = harvest.renditions(editions, credits, at)
        return writer.write(
            head,
            [
                item(
                    edition,
                    at,
                    credits=credits[edition.pk],
                    pictures=pictures,
                    corrections=corrections[edition.article_id],
                    full=head.full,
                )
                for edition in editions
            ],
        )

    until = (harvest.next_moment(editions, at, credits=credits), of.changes_at)
    return http.answer(
        request,
        write,
        content_type=writer.CONTENT_TYPE,
        tag=http.etag(head, settings.TIME_ZONE, [_facts(e, at, credits[e.pk]) for e in editions]),
        changed_at=max(filter(None, (newest, of.changed_at, site.changed_at)), default=None),
        max_age=http.fresh_for(at, min(filter(None, until), default=None)),
    )


def _facts(edition: Edition, at: datetime, credits: harvest.Credits) -> tuple:
    """What an item's bytes depend on: the content by the edition's id, and what may change."""
    return edition.pk, edition.changed_at(at), edition.section.slug, credits
