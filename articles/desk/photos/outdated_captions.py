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
    present = _uses(content)
    sentences = []
    for (use, pk), entry in _uses(edition.content).items():
        other = present.get((use, pk), entry)
        labels = [label for name, label in PRINTED.items() if entry[name] != other[name]]
        if labels:
            text = " and ".join(filter(None, [", ".join(labels[:-1]), labels[-1]]))
            sentences.append(
                f"Photo {pk}: {text} on the published page would now be different."
            )
    return sentences


def _uses(content: dict[str, Any]) -> dict[tuple[str, int], dict[str, Any]]:
    uses = {
        "lead": [content["lead"]] if content["lead"] else [],
        "gallery": content["gallery"],
        "figures": content["figures"],
    }
    return {(use, entry["id"]): entry for use, entries in uses.items() for entry in entries}
