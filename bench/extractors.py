"""Read the demo's stories with three article extractors and compare what they say.

    python bench/extractors.py

trafilatura, newspaper4k and readability-lxml are installed in a temporary place, for the newsroom
itself does not need them. From the bytes of each page alone they must find title, author, day,
tags, picture and the whole text, and no word of what stands beside it. Exits with 1 where one does
not, with 2 where they can't be installed.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PINNED = ["trafilatura==2.3.1", "newspaper4k==0.9.6", "readability-lxml==0.9"]
BESIDE = re.compile(r"Latest|Related stories|\(UTC \S+\) \d+ (?:minute|dəqiqə|мин)")


def main() -> int:
    if sys.argv[1:2] == ["--read"]:
        return read(json.loads(Path(sys.argv[2]).read_text()))
    with tempfile.TemporaryDirectory() as place:
        python = install(Path(place))
        if python is None:
            print("the extractors can't be installed from here")
            return 2
        os.environ["DATABASE_URL"] = f"sqlite:///{place}/bench.sqlite3"
        os.environ.update(NEWSROOM_ENV="local", MEDIA_ROOT=place, STATIC_ROOT="")
        os.environ.update(DJANGO_SETTINGS_MODULE="newsroom.settings", LOG_LEVEL="WARNING")
        sys.path.insert(0, str(ROOT))
        stories = Path(place) / "stories.json"
        stories.write_text(json.dumps(published()))
        command = [python, "-W", "ignore", __file__, "--read", stories]
        return subprocess.run(command, check=False).returncode


def install(place: Path) -> Path | None:
    venv.create(place / "venv", with_pip=True)
    python = place / "venv" / "bin" / "python"
    # An older pip stumbles over one package's two wishes for one extra.
    for what in (["--upgrade", "pip"], PINNED):
        pip = [python, "-m", "pip", "install", "--quiet", *what]
        if subprocess.run(pip, check=False).returncode:
            return None
    return python


def published() -> list[dict[str, Any]]:
    """The demo's live stories: the page's bytes and what they should be found to say."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from articles.models import Edition

    call_command("migrate", verbosity=0)
    call_command("demo", verbosity=0)
    told = []
    for edition in Edition.objects.live(timezone.now()).select_related("section"):
        page = Client().get(edition.get_absolute_url(), headers={"host": "localhost"})
        told.append(expected(edition) | {"html": page.content.decode()})
    return told


def expected(edition: Any) -> dict[str, Any]:
    from articles.public_urls import absolute_url
    from articles.text.body import plain
    from articles.text.dates import iso

    content = edition.content
    paragraphs = [one for one in plain(content["body"]).split("\n\n") if len(one) > 40]
    return {
        "url": absolute_url(edition.get_absolute_url()),
        "title": edition.title,
        "authors": [row["name"] for row in content["bylines"]],
        "tags": [row["name"] for row in content["tags"]],
        "published": iso(edition.first_published),
        "picture": bool(content["lead"]),
        "paragraphs": [
            one.replace("\n", " ")[:60] for one in (paragraphs[0], paragraphs[-1])
        ],
    }


def read(stories: list[dict[str, Any]]) -> int:
    """In the extractors' own environment: print what each got wrong and count it."""
    wrong = 0
    for name, reader in (
        ("trafilatura", trafilatura), ("newspaper4k", newspaper), ("readability", readability),
    ):  # fmt: skip
        faults = [
            (story["url"], fault) for story in stories for fault in reader(story) if fault
        ]
        for url, fault in faults:
            print(f"  {name}: {fault} of {url}")
        print(f"{name}: {len(stories)} stories, {len(faults)} faults")
        wrong += len(faults)
    return 1 if wrong else 0


def trafilatura(story: dict[str, Any]) -> list[str]:
    from trafilatura import bare_extraction

    found = bare_extraction(story["html"], url=story["url"], with_metadata=True).as_dict()
    return [
        found["title"] != story["title"] and "title",
        (found["author"] or "").split("; ") != story["authors"] and "authors",
        found["date"] != story["published"][:10] and "day",
        # It adds the keywords as one more.
        found["tags"][: len(story["tags"])] != story["tags"] and "tags",
        bool(found["image"]) != story["picture"] and "picture",
        *_text(found["text"], story),
    ]


def newspaper(story: dict[str, Any]) -> list[str]:
    from newspaper import Article

    found = Article(story["url"], fetch_images=False)
    found.download(input_html=story["html"])
    found.parse()
    return [
        found.title != story["title"] and "title",
        # It takes the addresses of author pages for more names.
        found.authors[: len(story["authors"])] != story["authors"] and "authors",
        f"{found.publish_date:%Y-%m-%dT%H:%M}" != story["published"][:16] and "moment",
        [one for one in found.meta_keywords if one] != story["tags"] and "tags",
        # Where a story has none it takes the site's icon.
        story["picture"] and not found.top_image and "picture",
        *_text(found.text, story),
    ]


def readability(story: dict[str, Any]) -> list[str]:
    from lxml.html import fromstring
    from readability import Document

    found = Document(story["html"])
    text = fromstring(found.summary()).text_content()
    # It keeps the whole of an article's head, so that only its title and paragraphs are asked for.
    lost = [one for one in story["paragraphs"] if one not in " ".join(text.split())]
    return [found.short_title() != story["title"] and "title", *lost]


def _text(text: str, story: dict[str, Any]) -> list[str]:
    said = " ".join(text.split())
    return [
        *(f"paragraph “{one}”" for one in story["paragraphs"] if one not in said),
        *(f"“{found[0]}” beside the text" for found in BESIDE.finditer(said)),
    ]


if __name__ == "__main__":
    sys.exit(main())
