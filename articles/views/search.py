"""Search for people, and suggestions while they type."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.caching.freshness import Freshness
from articles.caching.public_page import CacheablePage, public
from articles.models import Edition
from articles.pages.cards import cards
from articles.pages.feed_links import SearchFeed
from articles.pages.site import SiteContext
from articles.search.highlight import HighlightTerms, marked, piece_around
from articles.search.params import FILTERS, SearchQuery, read_params
from articles.search.results import (
    SearchResults,
    correct_spelling,
    find,
    in_order,
    suggestions,
)
from articles.text.body import plain
from articles.text.dates import newsroom_date

PAGE = 20
PARAMS = ("q", *FILTERS, "since", "until", "sort")


@public
def search(request: HttpRequest) -> CacheablePage:
    """The results of a search; without words, the form."""
    at = timezone.now()
    freshness = Freshness.of("site", "", at)
    return CacheablePage(
        "articles/search/search.html",
        lambda: _results_page(request, SiteContext.cached(freshness.site, at), at),
        freshness,
        at,
        key="latest",
        facts=tuple(request.GET.get(name, "") for name in (*PARAMS, "page")),
        dated=True,  # what is fresh today stands lower tomorrow
    )


def _results_page(request: HttpRequest, site: SiteContext, at: datetime) -> dict[str, Any]:
    query = read_params(request.GET, at)
    # An author or a tag whose name may not be told now filters nothing.
    untold = [name for name, obj in query.filters.items() if not obj.name_is_public(at)]
    query = replace(query, **dict.fromkeys(untold))
    matches = find(query, at)
    links = Links(request, query)
    number = _page_number(request, len(matches.ids))
    shown = matches.ids[(number - 1) * PAGE : number * PAGE]
    # With their contents, for the piece of text around the words.
    editions = in_order(
        shown, Edition.objects.live(at).select_related("section", "lead_photo")
    )
    spelling = correct_spelling(query, at) if matches.query and not matches.ids else ""
    return {
        "site": site,
        "at": at,
        "title": _("Search"),
        "here": _("Search"),
        "robots": "noindex",
        "query": query,
        "feed": SearchFeed(query.words, query.canonical) if query.canonical else None,
        "matches": matches,
        "results": _results(editions, matches.query.highlight_terms, at),
        "spelling": spelling,
        "spelling_url": links.url(q=spelling, page=""),
        "filters": links.filters(),
        "facets": links.facets(matches),
        "sorts": links.sorts(),
        "pagination": links.pagination(number, -(-len(matches.ids) // PAGE)),
    }


@public
def suggest(request: HttpRequest) -> JsonResponse:
    """A few live stories for the words typed so far."""
    text = request.GET.get("q", "")
    # One letter begins words of nearly every story.
    editions = suggestions(text, timezone.now()) if len(text.strip()) > 1 else []
    return JsonResponse(
        [{"title": one.title, "address": one.get_absolute_url()} for one in editions],
        safe=False,
    )


def _page_number(request: HttpRequest, count: int) -> int:
    # What is no page that anybody gave out means the first; past the end is the last.
    text, last = request.GET.get("page", ""), max(1, -(-count // PAGE))
    return min(max(1, int(text)), last) if re.fullmatch("[0-9]{1,4}", text) else 1


def _results(
    editions: list[Edition], terms: HighlightTerms, at: datetime
) -> list[dict[str, Any]]:
    results = []
    for card in cards(editions, at):
        edition = card.edition
        text = f"{edition.standfirst} {plain(edition.content['body'])}".strip()
        title, piece = marked(edition.title, terms), piece_around(text, terms)
        results.append({"card": card, "title": title, "piece": piece})
    return results


class Links:
    """Addresses of the same search: with a filter more or less, sorted, on another page."""

    def __init__(self, request: HttpRequest, query: SearchQuery) -> None:
        self.query = query
        self.params = {name: value for name in PARAMS if (value := request.GET.get(name))}

    def url(self, **changes: Any) -> str:
        params = {
            name: value for name, value in {**self.params, **changes}.items() if value
        }
        return f"{reverse('search')}?{urlencode(params)}"

    def filters(self) -> list[tuple[str, Any, str]]:
        """What limits the search: its label, itself, and the address without it."""
        limits = [(name, obj.name, obj) for name, obj in self.query.filters.items()]
        days = (
            ("since", _("From"), self.query.since),
            ("until", _("To"), self.query.until),
        )
        for name, word, day in days:
            if day:
                limits.append((name, f"{word} {newsroom_date(day, get_language())}", day))
        # Without the page's number too: each of these addresses has another list behind it.
        return [
            (label, value, self.url(**{name: "", "page": ""}))
            for name, label, value in limits
        ]

    def facets(self, matches: SearchResults) -> list[dict[str, Any]]:
        """By what the search could be filtered, each with a count and an address."""
        kinds = (
            ("section", _("Section"), matches.sections),
            ("author", _("Author"), matches.authors),
            ("tag", _("Tag"), matches.tags),
        )
        return [
            {
                "label": label,
                "entries": [
                    (obj, count, self.url(**{name: obj.slug})) for obj, count in entries
                ],
            }
            for name, label, entries in kinds
            if name not in self.query.filters and len(entries) > 1
        ]

    def sorts(self) -> list[tuple[str, str, bool]]:
        newest = self.query.newest_first
        return [
            (_("Best match"), self.url(sort=""), not newest),
            (_("Newest first"), self.url(sort="new"), newest),
        ]

    def pagination(self, number: int, last: int) -> dict[str, Any]:
        return {
            "number": number,
            "last": last,
            "previous": self.url(page=number - 1) if number > 1 else "",
            "next": self.url(page=number + 1) if number < last else "",
        }
