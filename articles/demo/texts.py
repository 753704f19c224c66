"""Reading the demo's stories from their text files."""

from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from articles.text.plain_text import slugify

HERE = Path(__file__).parent
SEED_HEADLINE = "ITU member states define roadmap for digital opportunities at WTDC-25"
SEED_PLACE = "BAKU, Azerbaijan"
SEED_TAGS = [
    "ITU",
    "WTDC-25",
    "Digital inclusion",
    "Baku Declaration",
    "Regional cooperation",
]


@dataclass
class Story:
    """A story as it stands in the files; `head` holds its lines of `name: value`."""

    section: str
    headline: str
    body: str
    head: dict[str, str] = field(default_factory=dict)

    @property
    def fate(self) -> str:
        return self.head.get("fate", "live")

    def names(self, key: str) -> list[str]:
        return [name.strip() for name in self.head.get(key, "").split(",") if name.strip()]


def stories(sections: list[str]) -> list[Story]:
    """Return all stories but the seed, the sections taking turns as in a real day."""
    files = []
    for section in sections:
        text = (HERE / "stories" / f"{slugify(section)}.txt").read_text(encoding="utf-8")
        written = []
        for part in text.split("== ")[1:]:
            top, _, rest = part.partition("\n\n")
            headline, *lines = top.splitlines()
            head = dict(line.split(": ", 1) for line in lines)
            body = _html(rest.strip().split("\n\n"))
            written.append(Story(section, headline, body, head))
        files.append(written)
    rounds = zip_longest(*files)
    return [story for one_of_each in rounds for story in one_of_each if story]


def seed_body() -> str:
    """Return the seed's paragraphs as HTML: without page furniture, dateline and channel."""
    lines = (HERE / "seed.txt").read_text(encoding="utf-8").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith(SEED_PLACE))
    last = next(n for n, line in enumerate(lines) if line.startswith("Stay up-to-date"))
    words = [line.strip() for line in lines[first:last] if line.strip()]
    words[0] = words[0].split(". ", 1)[1]  # the dateline is derived when shown
    return _html(words)


def _html(paragraphs: list[str]) -> str:
    # What begins with a tag is a table, a quote or a subhead already.
    return "".join(
        text if text.startswith("<") else f"<p>{text}</p>" for text in paragraphs
    )
