"""What the address of a search asks for, read once for the page of results and for its feed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.http import urlencode

from articles.models import Author, Section, Tag
from articles.text.plain_text import clean_line

from .query import LONGEST, parse

FILTERS: dict[str, Any] = {"section": Section, "author": Author, "tag": Tag}


@dataclass(frozen=True)
class SearchQuery:
    """What a reader asks for. Dates are newsroom days, both inclusive."""

    text: str
    section: Section | None = None
    author: Author | None = None
    tag: Tag | None = None
    since: date | None = None
    until: date | None = None
    newest_first: bool = False

    @property
    def words(self) -> str:
        """The text in one spelling: small letters, single spaces."""
        return clean_line(self.text.replace("İ", "i").lower())[:LONGEST].strip()

    @property
    def filters(self) -> dict[str, Any]:
        """The section, author and tag to which it is limited, by their parameters."""
        objects = {name: getattr(self, name) for name in FILTERS}
        return {name: obj for name, obj in objects.items() if obj}

    @property
    def canonical(self) -> str:
        """The search as the query of an address: what a feed knows of it, sorted, in one spelling;
        empty where there is no word to look for."""
        if not parse(self.words):
            return ""
        slugs = {name: obj.slug for name, obj in self.filters.items()}
        return urlencode(sorted({**slugs, "q": self.words}.items()))


def read_params(params: Mapping[str, str], at: datetime) -> SearchQuery:
    """The search of an address; parameters that nobody gave out are as if they were not there."""
    filters: dict[str, Any] = {}
    for name, model in FILTERS.items():
        slug = params.get(name, "")
        # What is not public, a tag of drafts, is found as little as nonsense (docs/rules.md 35).
        if re.fullmatch(r"[-\w]{1,100}", slug):
            public = model.public(at)
            present = public.filter(slug=slug).first()
            filters[name] = present or public.filter(aliases__slug=slug).first()
    return SearchQuery(
        text=params.get("q", "").replace("\0", "")[:LONGEST],
        since=_day(params.get("since", "")),
        until=_day(params.get("until", "")),
        newest_first=params.get("sort") == "new",
        **filters,
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 < day.year < 2100 else None
