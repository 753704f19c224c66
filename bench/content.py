"""A newsroom with many stories, and the same content as JSON for another system.

    python bench/content.py --stories 1000 FOLDER

DATABASE_URL, VAR_DIR and MEDIA_ROOT say where the newsroom is made; FOLDER gets content.json
and addresses.json, the addresses that are measured.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DEEP = 50  # the page of a section that is measured, or its last one


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, required=True)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django

    django.setup()
    _make(options.stories)
    for name, data in (("content", content()), ("addresses", addresses())):
        (options.folder / f"{name}.json").write_text(json.dumps(data, default=str))


def _make(stories: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("demo", stdout=open(os.devnull, "w"))
    call_command("demo", stories=stories)
    call_command("collectstatic", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def content() -> dict[str, Any]:
    from django.utils import timezone

    from articles.models import Author, Edition, Section, SiteSettings, Tag
    from articles.pages import slotted

    now = timezone.now()
    live = Edition.objects.live(now).select_related("section")
    settings = SiteSettings.load()
    return {
        "site": {"name": settings.name, "description": settings.description},
        "sections": list(Section.objects.active().values("slug", "name", "description")),
        "authors": list(Author.objects.values("slug", "name", "job_title", "bio")),
        "tags": list(Tag.objects.values("slug", "name")),
        "photos": _photos(),
        "slots": [_name(edition) for edition in slotted(live, now)],
        "stories": [_story(edition) for edition in live.order_by("first_published", "id")],
    }


def _photos() -> list[dict[str, Any]]:
    from articles.models import Photo, Rendition

    rows = []
    for photo in Photo.objects.all():
        file = photo.renditions.filter(shape=Rendition.WHOLE, format=Rendition.JPEG)
        name = file.order_by("width").values_list("name", flat=True).last()
        rows.append({"id": photo.pk, "file": name, "title": photo.caption, "credit": photo.credit})
    return rows


def _story(edition: Any) -> dict[str, Any]:
    """A story as readers see it, the pictures of its text in their places."""
    from articles.text.clean import split_figures

    frozen = edition.content
    figures = {row["id"]: row for row in frozen["figures"]}
    parts = [figures.get(photo, html) for html, photo in split_figures(frozen["body"])]
    same = "standfirst language dateline_place source source_url lead gallery".split()
    return {
        **{name: frozen[name] for name in same},
        "slug": _name(edition),
        "title": edition.title,
        "section": edition.section.slug,
        "published": edition.first_published.isoformat(),
        "bylines": [row["name"] for row in frozen["bylines"]],
        "tags": [row["name"] for row in frozen["tags"]],
        "parts": parts,
    }


def _name(edition: Any) -> str:
    return f"{edition.article_id}-{edition.slug}"


def addresses() -> dict[str, dict[str, str]]:
    """Address by page: `ours`, and `numbered` where the other system counts its pages."""
    from django.utils import timezone

    from articles.models import Author, Edition, Tag
    from articles.text.dates import newsroom_day

    live = Edition.objects.live(timezone.now()).select_related("section")
    middle = live.order_by("first_published")[live.count() // 2]
    pictured = live.filter(lead_photo__isnull=False, photos__isnull=False).newest_first()[0]
    section = middle.section.get_absolute_url()
    day = newsroom_day(middle.first_published)
    number, deep = _deep(live, middle.section)
    found = {
        "front": "/",
        "section": section,
        "section, page 50": f"{section}{deep}",
        "article": middle.get_absolute_url(),
        "article with photos": pictured.get_absolute_url(),
        "tag": Tag.objects.get(name="Broadband").get_absolute_url(),
        "author": Author.objects.order_by("pk").first().get_absolute_url(),
        "archive, month": f"/archive/{day:%Y/%m}/",
        "search, a common word": "/search/?q=says",
    }
    pages = {name: {"ours": address, "numbered": address} for name, address in found.items()}
    pages["section, page 50"]["numbered"] = f"{section}?page={number}"
    return pages


def _deep(live: Any, section: Any) -> tuple[int, str]:
    """Page 50, or the last: its number and its query, which names the last row of page 49."""
    from articles.views import keyset

    rows = live.filter(section=section).newest_first()
    number = min(DEEP, -(-rows.count() // keyset.SIZE))
    last = rows[(number - 1) * keyset.SIZE - 1]
    key = keyset.make_key(last.first_published, last.pk)
    return number, f"?after={key}&page={number}"


if __name__ == "__main__":
    main()
