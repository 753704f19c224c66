"""What all readers' pages have in common: safe methods, validators, no cookie, no session.

A view finds what a page is of and says how it would be made. Whether it is made is decided here:
who has it already gets a 304, and nothing has been rendered.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control, set_response_etag
from django.views.decorators.http import require_safe

from articles.caching import compression, conditional, etags, headers
from articles.caching.freshness import Stamp
from articles.languages import in_site_language
from articles.text import dates

from . import surrogate_keys

DAY = 24 * 60 * 60
# What stands beside a story changes with each publication, which names no key of its page.
BESIDE = 5 * 60
LONGEST_QUERY = 2_000  # that a redirect passes on


@dataclass(frozen=True)
class CacheablePage:
    """A page that has been found and is not made yet.

    `stamp` was read before anything that the page shows, so that a page may be newer than its
    ETag and never older. `facts` are what else its bytes are made of; a `dated` page says today's
    date. `key` names it for caches that we purge; they keep it for `holds` seconds at most.
    """

    template: str
    context: Callable[[], dict[str, Any]]
    stamp: Stamp
    at: dt.datetime
    key: str
    facts: tuple = ()
    dated: bool = False
    holds: int = DAY
    content_type: str | None = None  # that of HTML

    @property
    def changed_at(self) -> dt.datetime | None:
        return max(filter(None, (self.stamp.changed_at, self._today[0])), default=None)

    @property
    def changes_at(self) -> dt.datetime | None:
        return min(filter(None, (self.stamp.changes_at, self._today[1])), default=None)

    @property
    def _today(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        return dates.day_bounds(dates.newsroom_day(self.at)) if self.dated else (None, None)

    def etag(self, request: HttpRequest) -> str:
        """The ETag: the query counts only by what `facts` take from it."""
        made_of = (request.path, translation.get_language(), self.template, self.facts)
        stamp = (self.stamp.pk, self.stamp.own, self.stamp.house, self._today[0])
        house = (settings.TIME_ZONE, settings.PUBLIC_URL)
        static = getattr(staticfiles_storage, "manifest_hash", "")  # names of styles and scripts
        return etags.etag(static, house, made_of, stamp)


View = Callable[..., HttpResponseBase | CacheablePage]


def public(view: View) -> Callable[..., HttpResponseBase]:
    """Serve a view to the public: cheap to ask again, and kept by nobody longer than it holds."""

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with in_site_language():  # until the view activates another
            found = view(request, *args, **kwargs)
            if isinstance(found, CacheablePage):
                return _answer(request, found)
            return _ready(request, found)

    wrapped.find = view  # for addresses that are written a little wrong (canonical.py),
    wrapped.should_append_slash = False  # and Django leaves a missing slash to it
    return wrapped


def permanent_redirect(address: str, query: str = "") -> HttpResponse:
    """Send a reader on; asked again after seconds, for a section may move once more."""
    keeps = 0 < len(query) <= LONGEST_QUERY
    to = f"{address}?{query}" if keeps else address
    return headers.ending(HttpResponsePermanentRedirect(to))


def _answer(request: HttpRequest, page: CacheablePage) -> HttpResponseBase:
    etag = page.etag(request)
    if conditional.names_etag(request, etag):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        # Before a date or `*` gets its 304: making the context may end in a 404.
        context = page.context()
        if conditional.is_not_modified(request, etag, page.changed_at):
            response = HttpResponseNotModified()
        else:
            response = _rendered(request, page, context)
    response["ETag"] = etag
    headers.set_last_modified(response, page.changed_at)
    until = page.changes_at
    response["Cache-Control"] = headers.polled(headers.fresh_for(page.at, until))
    left = int((until - page.at).total_seconds()) if until else page.holds
    response["Surrogate-Control"] = f"max-age={min(page.holds, left)}"
    return compression.packed(request, response)


def _rendered(
    request: HttpRequest, page: CacheablePage, context: dict[str, Any]
) -> HttpResponseBase:
    if request.method == "HEAD":
        # Streamed, for an answer of no bytes would be given their number as its length.
        response: HttpResponseBase = StreamingHttpResponse((), page.content_type)
    else:
        response = render(request, page.template, context, page.content_type)
    if settings.SURROGATE_NAME:
        keys = (page.key, "site", *surrogate_keys.keys(context))
        response["Surrogate-Key"] = " ".join(dict.fromkeys(keys))  # its own may be shown too
    return response


def _ready(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What a view has answered itself; a page whose data has no stamp gets an ETag of its bytes."""
    if response.has_header("Cache-Control"):
        return response
    patch_cache_control(response, no_cache=True)
    set_response_etag(response)
    if not conditional.is_not_modified(request, response["ETag"]):
        return response
    again = {name: response[name] for name in ("ETag", "Cache-Control")}
    return HttpResponseNotModified(headers=again)
