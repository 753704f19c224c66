"""Every kind of page that readers see, each by an address of the demo.

    python bench/kinds.py

prints them as JSON, from the newsroom whose settings the environment holds.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

LISTS = {
    "front": "/",
    "latest": "/latest/",
    "section": "/ict-materials/",
    "tag": "/tag/5g/",
    "author": "/author/ingilab-mammadov/",
    "authors": "/authors/",
    "language-az": "/language/az/",
    "language-ru": "/language/ru/",
    "archive": "/archive/",
    "archive-year": "/archive/2025/",
    "archive-month": "/archive/2025/11/",
    "archive-day": "/archive/2025/11/28/",
    "search": "/search/",
    "search-found": "/search/?q=network",
    "search-nothing": "/search/?q=quagga",
    "corrections": "/corrections/",
    "feeds": "/feeds/",
    "feeds-nothing": "/feeds/?q=quagga",
    "fixed-page": "/about/",
    "not-found": "/no-such-page/",
}


def kinds() -> dict[str, str]:
    """In a process with Django set up: the name of each kind and an address of it."""
    from articles.demo.stories import seed
    from articles.enums import Kind
    from articles.models import Edition
    from articles.pages.story.earlier_editions import earlier_url
    from articles.pages.story.pictures import photo_url

    live, current = Edition.objects.live(), Edition.objects.current()
    gallery = next(one for one in live if one.content["gallery"])
    stories: dict[str, Any] = {
        "article": live.get(article=seed()),
        "article-gallery": gallery,
        "article-table": next(one for one in live if "<table" in one.content["body"]),
        "article-corrected": live.filter(kind=Kind.CORRECTION).first(),
        "article-updated": live.filter(kind=Kind.UPDATE).first(),
        "article-az": live.filter(language="az").first(),
        "article-ru": live.filter(language="ru").first(),
        "hold": current.filter(kind=Kind.HOLD).first(),
        "withdrawn": current.filter(kind=Kind.WITHDRAWAL).first(),
    }
    corrected = stories["article-corrected"]
    photo = photo_url(gallery, gallery.content["gallery"][0]["id"])
    return (
        LISTS
        | {name: edition.get_absolute_url() for name, edition in stories.items()}
        | {"photo": photo, "earlier-words": earlier_url(corrected, corrected.number - 1)}
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    print(json.dumps(kinds()))
