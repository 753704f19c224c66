"""A program that polls a feed and keeps what it got, as apps and newsrooms do."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lxml import etree

from .grammar import assert_valid
from .reading import NAMES, Told, items

FORMATS = ("rss", "atom", "json")


class Subscriber:
    """Keeps one feed in one format; `poll` tells what was new since the last time."""

    def __init__(self, client: Any, form: str, under: str = "", name: str = "feed") -> None:
        self.client, self.form = client, form
        self.path = f"{under}/{name}.{form}"
        self.kept: dict[str, Told] = {}
        self.stones: dict[str, str] = {}
        self.etag = ""

    def poll(self) -> list[Told]:
        """The items that are new or changed, as they come: nothing is told twice."""
        asked = {"if-none-match": self.etag} if self.etag else {}
        response = self.client.get(self.path, headers=asked)
        if response.status_code == 304:
            return []
        assert (response.status_code, bool(response.content)) == (200, True)
        assert_valid(self.form, response.content)
        self.etag = response["ETag"]
        self._keep_stones(response.content)
        told = items(self.form, response.content)
        return [item for item in told if self._takes(item)]

    def _takes(self, item: Told) -> bool:
        """A change has a later stamp; what has the same stamp has the same words.

        Only categories follow merged and renamed tags without a stamp: no edition was made.
        """
        before = self.kept.get(item.id)
        self.kept[item.id] = item
        if before is not None and before.updated == item.updated:
            assert replace(before, tags=()) == replace(item, tags=())
            return False
        assert before is None or (before.updated < item.updated)
        assert before is None or before.published == item.published
        return True

    def _keep_stones(self, content: bytes) -> None:
        if self.form == "atom":
            stones = etree.fromstring(content).xpath("//at:deleted-entry", namespaces=NAMES)
            self.stones = {stone.get("ref"): stone.get("when") for stone in stones}


class Subscribers:
    """One in each format, who must all be told the same at the same moment."""

    def __init__(self, client: Any, under: str = "", name: str = "feed") -> None:
        self.all = [Subscriber(client, form, under, name) for form in FORMATS]

    def poll(self) -> list[Told]:
        """What each was told: the same in all formats, and nothing when asked again."""
        first, *others = [subscriber.poll() for subscriber in self.all]
        assert others == [first, first]
        assert [subscriber.poll() for subscriber in self.all] == [[], [], []]
        return first

    @property
    def stones(self) -> dict[str, str]:
        return self.all[1].stones

    def told(self, what: Callable[[Told], Any]) -> list[Any]:
        return [what(item) for item in self.poll()]
