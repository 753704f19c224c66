"""A search as a feed: the newest stories that match, and stubs, the same whatever is asked."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.enums import KINDS_WITH_TEXT
from articles.models import Author, Edition, Section, SiteSettings, Tag
from articles.search.results import Asked, matching, narrowing

from . import views
from .open_access import for_programs
from .scopes import KINDS, Scope

STUBS = 30
FILTERS: dict[str, type[Model]] = {"author": Author, "section": Section, "tag": Tag}


@for_programs
def feed(request: HttpRequest, format: str, name: str) -> HttpResponse:
    """/search/feed.rss?q=…: of the query only what a search feed knows counts."""
    asked = _asked(request.GET.dict(), timezone.now())
    return views.feed(request, format=format, kind=OfSearch.kind, name=name, slug=asked.canonical)


@for_programs
def old_feed(request: HttpRequest, old: str) -> HttpResponse:
    """/search/feed/?q=…, as other systems have it."""
    asked = _asked(request.GET.dict(), timezone.now())
    return views.old_feed(request, kind=OfSearch.kind, old=old, slug=asked.canonical)


def _asked(given: dict[str, str], at: datetime) -> Asked:
    """What an address asks for. Raises Http404 where there is no word to look for, or what the
    search is narrowed to is not public."""
    narrowed = {name: given[name] for name in FILTERS if given.get(name)}
    things = {name: _thing(FILTERS[name], slug, at) for name, slug in narrowed.items()}
    asked = Asked(given.get("q", ""), **things)
    if not asked.canonical:
        raise Http404
    return asked


def _thing(model: Any, slug: str, at: datetime) -> Any:
    found = narrowing(model, slug, at)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class OfSearch(Scope):
    """`slug` is the canonical query, `told` the live editions that match, newest first.

    Subscribers keep what they fetched, so the newest of all stubs go with any search: were they
    those of stories that once matched, the words of a withdrawn story could be asked for.
    """

    kind: ClassVar[str] = "search"
    pushed: ClassVar[bool] = False  # nobody can say which searches a change concerns

    told: tuple[int, ...] = ()
    stubs: tuple[int, ...] = ()
    name: str = ""

    @classmethod
    def find(cls, slug: str, site: SiteSettings, at: datetime) -> Self:
        asked = _asked(dict(parse_qsl(slug)), at)
        things = [thing for thing in (asked.section, asked.author, asked.tag) if thing]
        within = f" ({', '.join(thing.public_name(at) for thing in things)})" if things else ""
        return cls(
            title=f"{site.name}: search for {asked.words}{within}",
            description=f"The newest stories in which {asked.words} is found{within}",
            home=f"{reverse('search')}?{asked.canonical}",
            changed_at=max(filter(None, (one.changed_at for one in (site, *things))), default=None),
            slug=asked.canonical,
            told=tuple(matching(asked, at)),
            stubs=tuple(_stubs(at)),
            name=" ".join([asked.words, *(f"{t._meta.model_name}-{t.pk}" for t in things)]),
        )

    @property
    def id(self) -> str:
        """Of the words and of numbers: it outlives the slugs of what narrows the search."""
        host = urlsplit(settings.PUBLIC_URL).hostname
        return f"tag:{host},2025:feed/search/{sha256(self.name.encode()).hexdigest()[:24]}"

    def address(self, feed_format: str, name: str = "feed") -> str:
        return f"{reverse(f'search_{name}', args=[feed_format])}?{self.slug}"

    def of(self, editions: QuerySet, at: datetime) -> QuerySet:
        return editions.filter(pk__in=self.told + self.stubs)

    def newest(self, at: datetime, limit: int) -> Any:
        return self.told[:limit] + self.stubs

    def overwritten(self, at: datetime, limit: int) -> Any:
        """Those of what matches, and all of the stubs."""
        rows = self.of(Edition.objects.wire(at).filter(overwrites=True), at)
        return rows.order_by("-live_from", "-id").values("id")[: limit + len(self.stubs)]

    def place(self, edition: Any) -> tuple:
        """Stubs stand last, so that none takes the room of a story."""
        return edition.has_text, *super().place(edition)


def _stubs(at: datetime) -> QuerySet:
    """Ids of what is on hold or was withdrawn lately, the latest first."""
    overwriting = Edition.objects.wire(at).filter(overwrites=True)
    stubs = overwriting.exclude(kind__in=KINDS_WITH_TEXT).order_by("-live_from", "-id")
    return stubs.values_list("id", flat=True)[:STUBS]


KINDS[OfSearch.kind] = OfSearch
