"""Make a newsroom with many stories and print the addresses that are measured, as JSON by page.

    python bench/content.py --stories 1000

DATABASE_URL, VAR_DIR and MEDIA_ROOT say where the newsroom is made.
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
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django

    django.setup()
    _make(options.stories)
    print(json.dumps(addresses()))


def _make(stories: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("demo", stdout=open(os.devnull, "w"))
    call_command("demo", stories=stories)
    call_command("collectstatic", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def addresses() -> dict[str, str]:
    from django.utils import timezone

    from articles.models import Author, Edition, Tag
    from articles.text.dates import newsroom_day

    live = Edition.objects.live(timezone.now()).select_related("section")
    middle = live.order_by("first_published")[live.count() // 2]
    pictured = live.filter(lead_photo__isnull=False, photos__isnull=False).newest_first()[0]
    section = middle.section.get_absolute_url()
    day = newsroom_day(middle.first_published)
    return {
        "front": "/",
        "section": section,
        "section, page 50": f"{section}{_deep(live, middle.section)}",
        "article": middle.get_absolute_url(),
        "article with photos": pictured.get_absolute_url(),
        "tag": Tag.objects.get(name="Broadband").get_absolute_url(),
        "author": Author.objects.order_by("pk").first().get_absolute_url(),
        "archive, month": f"/archive/{day:%Y/%m}/",
        "search, a common word": "/search/?q=says",
    }


def _deep(live: Any, section: Any) -> str:
    """The query of page 50, or of the last one: it names the last row of the page before."""
    from articles.views import keyset

    rows = live.filter(section=section).newest_first()
    number = min(DEEP, -(-rows.count() // keyset.SIZE))
    last = rows[(number - 1) * keyset.SIZE - 1]
    key = keyset.make_key(last.first_published, last.pk)
    return f"?after={key}&page={number}"


if __name__ == "__main__":
    main()
