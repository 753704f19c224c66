"""The feeds at their addresses: 304, what changed since, or all; 404 and 301 where none is."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles import conditional, stamps
from articles.models import SiteSettings
from articles.stamps import Stamp

from . import delta, http, validators
from .document import WRITERS, Document
from .scopes import KINDS, Moved


@http.for_programs
def feed(
    request: HttpRequest, format: str, kind: str, name: str = "feed", slug: str = ""
) -> HttpResponse:
    """The newest of a scope; `name` is `feed` for full text, `summary` for its twin."""
    at = timezone.now()
    asked = Document(kind, slug, name, format)
    stamp = stamps.stamp(kind, slug, at)
    try:
        if stamp is None or not _certain(request, stamp, asked):
            asked.scope(at).refuse_never_public(at)
    except Moved as to:
        return http.moved(reverse(f"{kind}_{name}", args=[to.slug, format]))
    return _answer(request, asked, stamp, at)


@http.for_programs
def latest(request: HttpRequest, format: str, kind: str, name: str) -> HttpResponse:
    """The latest is the feed of the site: one feed has one address."""
    return http.moved(reverse(name, args=[format]))


@http.for_programs
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


def _certain(request: HttpRequest, stamp: Stamp, asked: Document) -> bool:
    """Tell whether the feed is public for sure: any but a tag's is, and one whose ETag is known.

    A tag of drafts alone must look as if there were none, also to If-None-Match: * and to a date.
    """
    return asked.kind != "tag" or conditional.names(request, validators.tag(stamp, asked.facts))


def _answer(request: HttpRequest, asked: Document, stamp: Stamp, at: datetime) -> HttpResponse:
    tag = validators.tag(stamp, asked.facts)
    told = _since(request, asked, stamp, at)
    response = http.answer(
        request,
        lambda: asked.write(at, stamp.own, only=told),
        content_type=WRITERS[asked.format].CONTENT_TYPE,
        tag=tag,
        changed_at=stamp.changed_at,
        max_age=conditional.fresh_for(at, stamp.changes_at),
        packed_as=tag if told is None else f"{tag} {sorted(told)}",
        vary=("A-IM",),
    )
    if told is not None and response.status_code == 200:
        http.as_delta(response)
    return response


def _since(request: HttpRequest, asked: Document, stamp: Stamp, at: datetime) -> set[int] | None:
    """The articles that a delta tells of; None where the answer is a whole feed or a 304."""
    mark = delta.base(request, stamp, asked.facts, at)
    if mark is None or mark == stamp.own:
        return None
    return delta.stories(stamps.key_of(asked.kind, stamp.pk), mark, at)
