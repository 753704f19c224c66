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
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.caching import compression, conditional, etags, headers
from articles.caching.freshness import Freshness
from articles.languages import in_site_language
from articles.text import dates

from . import surrogate_keys

DAY = 24 * 60 * 60
# What stands beside a story changes with each publication, which names no key of its page.
RELATED_MAX_AGE = 5 * 60
LONGEST_QUERY = 2_000  # that a redirect passes on


@dataclass(frozen=True)
class CacheablePage:
    """A page that has been found and is not made yet.

    `freshness` was read before anything that the page shows, so that a page may be newer than its
    ETag and never older. `facts` are what else its bytes are made of; a `dated` page says today's
    date. `key` names it for caches that we purge; they keep it for `holds` seconds at most.
    """

    template: str
    context: Callable[[], dict[str, Any]]
    freshness: Freshness
    at: dt.datetime
    key: str
    facts: tuple = ()
    dated: bool = False
    surrogate_max_age: int = DAY
    content_type: str | None = None  # that of HTML

    @property
    def changed_at(self) -> dt.datetime | None:
        return max(filter(None, (self.freshness.changed_at, self._today[0])), default=None)

    @property
    def changes_at(self) -> dt.datetime | None:
        return min(filter(None, (self.freshness.changes_at, self._today[1])), default=None)

    @property
    def _today(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        return dates.day_bounds(dates.newsroom_day(self.at)) if self.dated else (None, None)

    def etag(self, request: HttpRequest) -> str:
        """The ETag: the query counts only by what `facts` take from it."""
        page = (request.path, translation.get_language(), self.template, self.facts)
        freshness = (
            self.freshness.pk,
            self.freshness.own,
            self.freshness.site,
            self._today[0],
        )
        site = (settings.TIME_ZONE, settings.PUBLIC_URL)
        # names of styles and scripts
        static = getattr(staticfiles_storage, "manifest_hash", "")
        return etags.etag(static, site, page, freshness)


View = Callable[..., HttpResponseBase | CacheablePage]


def public(view: View) -> Callable[..., HttpResponseBase]:
    """Serve a view to the public: cheap to ask again, and kept by nobody longer than it holds."""

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with in_site_language():  # until the view activates another
            result = view(request, *args, **kwargs)
            if isinstance(result, CacheablePage):
                return _respond(request, result)
            if result.has_header("Cache-Control"):
                return result
            # Data without a freshness of its own: the bytes are all that could tell of a change.
            etag = etags.etag(result.content)
            response = conditional.respond(request, lambda: result, etag=etag)
            patch_cache_control(response, no_cache=True)
            return response

    wrapped.find = (
        view  # for addresses that are written a little wrong (address_repair.py),
    )
    wrapped.should_append_slash = False  # and Django leaves a missing slash to it
    return wrapped


def permanent_redirect(address: str, request: HttpRequest | None = None) -> HttpResponse:
    """Send a reader on, with the query of the request if one is given; asked again after seconds,
    for a section may move once more.
    """
    address = _with_query(address, request) if request else address
    return headers.cache_briefly(HttpResponsePermanentRedirect(address))


def temporary_redirect(address: str, request: HttpRequest) -> HttpResponse:
    return headers.cache_briefly(HttpResponseRedirect(_with_query(address, request)))


def _with_query(address: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    # An address that has a query is made of the one that was asked.
    keeps = "?" not in address and 0 < len(query) <= LONGEST_QUERY
    return f"{address}?{query}" if keeps else address


def _respond(request: HttpRequest, page: CacheablePage) -> HttpResponseBase:
    etag = page.etag(request)
    # Before a date or `*` gets its 304: making the context may end in a 404. Only who names the
    # ETag has had this very page from us.
    context = {} if conditional.names_etag(request, etag) else page.context()
    response = conditional.respond(
        request,
        lambda: _render(request, page, context),
        etag=etag,
        changed_at=page.changed_at,
    )
    until = page.changes_at
    max_age = headers.lifetime(page.at, until)
    response["Cache-Control"] = headers.stale_while_revalidate(max_age)
    left = int((until - page.at).total_seconds()) if until else page.surrogate_max_age
    response["Surrogate-Control"] = f"max-age={min(page.surrogate_max_age, left)}"
    return compression.compress(request, response)


def _render(
    request: HttpRequest, page: CacheablePage, context: dict[str, Any]
) -> HttpResponseBase:
    if request.method == "HEAD":
        # Streamed, for an answer of no bytes would be given their number as its length.
        response: HttpResponseBase = StreamingHttpResponse((), page.content_type)
    else:
        response = render(request, page.template, context, page.content_type)
    if settings.SURROGATE_NAME:
        keys = (page.key, "site", *surrogate_keys.keys(context))
        # its own may be shown too
        response["Surrogate-Key"] = " ".join(dict.fromkeys(keys))
    return response
