"""A search as a feed: the newest stories that match, and stubs, the same whatever is searched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.enums import KINDS_WITH_TEXT
from articles.models import Edition, SiteSettings
from articles.search.params import FILTERS, SearchQuery, read_params
from articles.search.results import newest_ids

from . import views
from .open_access import for_programs
from .scopes import KINDS, Scope

STUBS = 30


@for_programs
def feed(request: HttpRequest, format: str, name: str) -> HttpResponse:
    """/search/feed.rss?q=…: of the query only what a search feed knows counts."""
    slug = _read(request.GET, timezone.now()).canonical
    return views.feed(request, format=format, kind=OfSearch.kind, name=name, slug=slug)


@for_programs
def old_feed(request: HttpRequest, old: str) -> HttpResponse:
    """/search/feed/?q=…, as other systems have it."""
    slug = _read(request.GET, timezone.now()).canonical
    return views.old_feed(request, kind=OfSearch.kind, old=old, slug=slug)


def _read(params: Mapping[str, str], at: datetime) -> SearchQuery:
    """The search of an address. Raises Http404 where there is no word to look for, or a filter is
    not public: without it the feed would bring stories that nobody wanted to follow."""
    query = read_params(params, at)
    filters = {name for name in FILTERS if params.get(name)}
    if not query.canonical or filters != query.filters.keys():
        raise Http404
    return query


@dataclass(frozen=True)
class OfSearch(Scope):
    """`slug` is the canonical query, `matches` the live editions that match, newest first.

    Subscribers keep what they fetched, so the newest of all stubs go with any search: were they
    those of stories that once matched, the words of a withdrawn story could be asked for.
    """

    kind: ClassVar[str] = "search"
    pushed: ClassVar[bool] = False  # nobody can say which searches a change concerns

    matches: tuple[int, ...] = ()
    stubs: tuple[int, ...] = ()
    name: str = ""

    @classmethod
    def find(cls, slug: str, site: SiteSettings, at: datetime) -> Self:
        query = _read(dict(parse_qsl(slug)), at)
        filters = list(query.filters.values())
        labels = ", ".join(obj.public_name(at) for obj in filters)
        within = f" ({labels})" if labels else ""
        numbers = [f"{obj._meta.model_name}-{obj.pk}" for obj in filters]
        moments = [obj.changed_at for obj in (site, *filters)]
        overwriting = Edition.objects.wire(at).filter(overwrites=True)
        stubs = overwriting.exclude(kind__in=KINDS_WITH_TEXT).order_by("-live_from", "-id")
        return cls(
            title=f"{site.name}: search for {query.words}{within}",
            description=f"The newest stories in which {query.words} is found{within}",
            home=f"{reverse('search')}?{query.canonical}",
            changed_at=max(filter(None, moments), default=None),
            slug=query.canonical,
            matches=tuple(newest_ids(query, at)),
            stubs=tuple(stubs.values_list("id", flat=True)[:STUBS]),
            name=" ".join([query.words, *numbers]),
        )

    @property
    def id(self) -> str:
        """Of the words and of numbers: it outlives the slugs of what narrows the search."""
        host = urlsplit(settings.PUBLIC_URL).hostname
        return f"tag:{host},2025:feed/search/{sha256(self.name.encode()).hexdigest()[:24]}"

    def address(self, feed_format: str, name: str = "feed") -> str:
        return f"{reverse(f'search_{name}', args=[feed_format])}?{self.slug}"

    def of(self, editions: QuerySet, at: datetime) -> QuerySet:
        return editions.filter(pk__in=self.matches + self.stubs)

    def newest(self, at: datetime, limit: int) -> Any:
        return self.matches[:limit] + self.stubs

    def overwritten(self, at: datetime, limit: int) -> Any:
        """Those of what matches, and all of the stubs."""
        rows = self.of(Edition.objects.wire(at).filter(overwrites=True), at)
        return rows.order_by("-live_from", "-id").values("id")[: limit + len(self.stubs)]

    def sort_key(self, edition: Any) -> tuple:
        """Stubs stand last, so that none takes the room of a story."""
        return edition.has_text, *super().sort_key(edition)


KINDS[OfSearch.kind] = OfSearch
