"""Whether the library says of photos what a published page prints."""

from typing import Any

from articles.models import Article, Edition

PRINTED = {"caption": "caption", "credit": "credit", "alt": "alt text"}


def outdated_captions(article: Article, content: dict[str, Any]) -> list[str]:
    """Return a sentence for each photo of the live edition that would now be printed otherwise.

    `content` is the desk copy as `preview` freezes it. An edition never changes by itself
    (docs/rules.md 8): the desk saves the story again and refiles it, if it wants to.
    """
    edition = Edition.objects.live().filter(article=article).first()
    if edition is None:
        return []
    now = dict(_rows(content))
    return [
        f"Photo {pk}: {_words(found)} on the published page would now be different."
        for (place, pk), was in _rows(edition.content)
        if (found := _changed(was, now.get((place, pk))))
    ]


def _rows(content: dict[str, Any]) -> list[tuple[tuple[str, int], dict[str, Any]]]:
    lead = [content["lead"]] if content["lead"] else []
    places = {"lead": lead, "gallery": content["gallery"], "figures": content["figures"]}
    return [((place, row["id"]), row) for place, rows in places.items() for row in rows]


def _changed(was: dict[str, Any], now: dict[str, Any] | None) -> list[str]:
    return [label for name, label in PRINTED.items() if now and was[name] != now[name]]


def _words(found: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(found[:-1]), found[-1]]))
