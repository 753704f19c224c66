"""Search for people, and suggestions while they type."""

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.caching import freshness
from articles.caching.public_page import CacheablePage, public
from articles.models import Author, Edition, Section, Tag
from articles.pages.cards import cards
from articles.pages.feed_links import SearchFeed
from articles.pages.site import SiteContext
from articles.search.highlight import Wanted, marked, piece_around
from articles.search.query import LONGEST
from articles.search.results import Asked, Found, find, in_order, narrowing, spelled, suggestions
from articles.text.body import plain
from articles.text.dates import newsroom_date

PAGE = 20
FILTERS = ("section", "author", "tag", "since", "until", "sort")


@public
def search(request: HttpRequest) -> CacheablePage:
    """The results of a search; without words, the form."""
    at = timezone.now()
    stamp = freshness.stamp("site", "", at)
    facts = tuple(request.GET.get(name, "") for name in ("q", *FILTERS, "page"))
    return CacheablePage(
        "articles/search/search.html",
        lambda: _results_page(request, SiteContext.cached(stamp.house, at), at),
        stamp,
        at,
        key="latest",
        facts=facts,
        dated=True,  # what is fresh today stands lower tomorrow
    )


def _results_page(request: HttpRequest, site: SiteContext, at: datetime) -> dict[str, Any]:
    asked = asked_of(request)
    found = find(asked, at)
    links = Links(request, asked)
    number = _page_number(request, len(found.ids))
    shown = found.ids[(number - 1) * PAGE : number * PAGE]
    # With their contents, for the piece of text around the words.
    editions = in_order(shown, Edition.objects.live(at).select_related("section", "lead_photo"))
    other = spelled(asked, at) if found.query and not found.ids else ""
    return {
        "site": site,
        "at": at,
        "title": _("Search"),
        "here": _("Search"),
        "robots": "noindex",
        "asked": asked,
        "feed": SearchFeed(asked.words, asked.canonical) if asked.canonical else None,
        "found": found,
        "results": _results(editions, found.query.wanted, at),
        "spelled": other,
        "spelled_address": links.address(q=other, page=""),
        "chosen": links.chosen(),
        "facets": links.facets(found),
        "sorts": links.sorts(),
        "turning": links.turning(number, -(-len(found.ids) // PAGE)),
    }


@public
def suggest(request: HttpRequest) -> JsonResponse:
    """A few live stories for the words typed so far."""
    text = request.GET.get("q", "")
    editions = suggestions(text, timezone.now()) if len(text.strip()) > 1 else []
    return JsonResponse(
        [{"title": one.title, "address": one.get_absolute_url()} for one in editions], safe=False
    )


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for; filters that nobody gave out are as if they were not there."""
    given = request.GET
    return Asked(
        text=given.get("q", "").replace("\0", "")[:LONGEST],
        section=_thing(Section, given.get("section")),
        author=_thing(Author, given.get("author")),
        tag=_thing(Tag, given.get("tag")),
        since=_day(given.get("since")),
        until=_day(given.get("until")),
        newest_first=given.get("sort") == "new",
    )


def _thing(model: Any, slug: str | None) -> Any:
    if not slug or not re.fullmatch(r"[-\w]{1,100}", slug):
        return None
    at = timezone.now()
    found = narrowing(model, slug, at)
    return found if found and found.name_is_public(at) else None


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if 1970 < found.year < 2100 else None


def _page_number(request: HttpRequest, count: int) -> int:
    text, last = request.GET.get("page", ""), max(1, -(-count // PAGE))
    return min(max(1, int(text)), last) if re.fullmatch("[0-9]{1,4}", text) else 1


def _results(editions: list[Edition], wanted: Wanted, at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "card": card,
            "title": marked(card.edition.title, wanted),
            "piece": piece_around(_text_of(card.edition), wanted),
        }
        for card in cards(editions, at)
    ]


def _text_of(edition: Edition) -> str:
    return f"{edition.standfirst} {plain(edition.content['body'])}".strip()


def _said(name: str, value: Any) -> str:
    if isinstance(value, date):
        word = _("From") if name == "since" else _("To")
        return f"{word} {newsroom_date(value, get_language())}"
    return value.name


class Links:
    """Addresses of the same search: narrowed, widened, sorted and turned over."""

    def __init__(self, request: HttpRequest, asked: Asked) -> None:
        self.asked = asked
        self.said = {name: given for name in ("q", *FILTERS) if (given := request.GET.get(name))}

    def address(self, **changed: Any) -> str:
        said = {name: value for name, value in {**self.said, **changed}.items() if value}
        return f"{reverse('search')}?{urlencode(said)}"

    def chosen(self) -> list[tuple[str, Any, str]]:
        """What narrows the search, in words and as it is, each with the address without it."""
        names = ("section", "author", "tag", "since", "until")
        given = [(name, value) for name in names if (value := getattr(self.asked, name))]
        return [
            (_said(name, value), value, self.address(**{name: "", "page": ""}))
            for name, value in given
        ]

    def facets(self, found: Found) -> list[dict[str, Any]]:
        """What the search could be narrowed to, each with a count and an address."""
        kinds = (
            ("section", _("Section"), found.sections),
            ("author", _("Author"), found.authors),
            ("tag", _("Tag"), found.tags),
        )
        return [
            {
                "label": label,
                "entries": [
                    (thing, count, self.address(**{name: thing.slug})) for thing, count in entries
                ],
            }
            for name, label, entries in kinds
            if not getattr(self.asked, name) and len(entries) > 1
        ]

    def sorts(self) -> list[tuple[str, str, bool]]:
        newest = self.asked.newest_first
        return [
            (_("Best match"), self.address(sort=""), not newest),
            (_("Newest first"), self.address(sort="new"), newest),
        ]

    def turning(self, number: int, last: int) -> dict[str, Any]:
        return {
            "number": number,
            "last": last,
            "previous": self.address(page=number - 1) if number > 1 else "",
            "next": self.address(page=number + 1) if number < last else "",
        }
