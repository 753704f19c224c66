"""Time sitemaps with a million simulated stories, beside Django's own framework on the same rows.

    python bench/sitemaps.py [--stories 1000000] [--rounds 2]

Copies one story of the demo in SQL without its content, ten and a half minutes apart, each with a
photo, in a temporary place (SQLite; DATABASE_URL for another database, which must be empty), and
prints milliseconds of this process's CPU, the best of the rounds. Django's sitemap names no photos
and knows no photo that ended; its index has no lastmod, which it would find by reading every story.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[1]
SECONDS_APART = 630


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{place}/bench.sqlite3")
        os.environ.update(
            NEWSROOM_ENV="local", LOG_LEVEL="WARNING", MEDIA_ROOT=place, STATIC_ROOT=""
        )
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        began = perf_counter()
        fill(options.stories)
        print(f"filled in {perf_counter() - began:.0f} s", flush=True)
        report(options)
    return 0


def fill(stories: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("demo", stdout=open(os.devnull, "w"))
    from articles.models import Article, Edition, EditionPhoto

    template = Edition.objects.live().filter(photos__isnull=False).order_by("pk").first()
    shown = template.photos.first()
    start = 10_000_000
    when = moment("e.first_published", connection.vendor)
    copy(
        Article, template.article_id, stories, {"id": f"{start} + n", "uuid": fresh_uuid()}
    )
    life = dict.fromkeys(("live_from", "first_published"), when)
    # No sitemap reads the content: without it a million rows are a file of hundreds of megabytes.
    number = {"id": f"{start} + n", "article_id": f"{start} + n", "content": "'{}'"}
    copy(Edition, template.pk, stories, {**number, **life})
    copy(
        EditionPhoto,
        shown.pk,
        stories,
        {"id": f"{start} + n", "edition_id": f"{start} + n"},
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy(model, pk: int, count: int, changed: dict[str, str]) -> None:
    """Insert `count` copies of a row with some columns computed from the number n."""
    from django.db import connection

    names = [field.column for field in model._meta.concrete_fields]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(changed.get(name, f'e."{name}"') for name in names)
    # Columns of our own models and a number: no word of a stranger.
    numbers = f"SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE numbers AS ({numbers}) "  # noqa: S608
            f'INSERT INTO "{model._meta.db_table}" ({columns}) '
            f'SELECT {values} FROM numbers, "{model._meta.db_table}" e WHERE e.id = {pk}'
        )


def moment(column: str, vendor: str) -> str:
    if vendor == "sqlite":
        seconds = f"'-' || (n * {SECONDS_APART}) || ' seconds'"
        return f"strftime('%Y-%m-%d %H:%M:%S', {column}, {seconds})"
    return f"{column} - n * interval '{SECONDS_APART} seconds'"


def fresh_uuid() -> str:
    from django.db import connection

    return (
        "lower(hex(randomblob(16)))"
        if connection.vendor == "sqlite"
        else "gen_random_uuid()"
    )


def report(options: argparse.Namespace) -> None:
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client

    from articles.desk.log import sitemap_months
    from articles.models import SitemapMonth

    began = perf_counter()
    count = sitemap_months.rebuild()
    print(f"{options.stories:,} stories on {connection.vendor}; {options.rounds} rounds")
    print(f"counting {count} months anew: {perf_counter() - began:.1f} s")
    stamps = list(SitemapMonth.objects.order_by("-month"))
    stamp = stamps[len(stamps) // 2]
    path = f"/sitemap-{stamp.name}.xml"

    def ask(path: str, **headers: str) -> Callable[[], bytes]:
        client = Client(HTTP_HOST="localhost", headers=headers)

        def act() -> bytes:
            answer = client.get(path)
            if answer.status_code not in (200, 304):
                sys.exit(f"{path} answered {answer.status_code}.")
            return b"".join(answer) if answer.streaming else answer.content

        return act

    def fresh(path: str) -> Callable[[], bytes]:
        asked = ask(path)

        def again() -> bytes:
            caches["pages"].clear()
            return asked()

        return again

    print(f"{path}: {fresh(path)().count(b'<loc>'):,} addresses")
    tag = Client(HTTP_HOST="localhost").get(path)["ETag"]
    theirs = framework()
    rows = {
        "index": best(fresh("/sitemap.xml"), options.rounds),
        "Django's index, no lastmod": best(theirs["index"], options.rounds),
        f"a month, {stamp.stories} stories, written": best(fresh(path), options.rounds),
        "a month, kept": best(ask(path), options.rounds),
        "a month, 304": best(ask(path, if_none_match=tag), options.rounds),
        f"Django's page of {stamp.stories}": best(
            lambda: theirs["page"](stamp.stories), options.rounds
        ),
        "news sitemap": best(fresh("/news-sitemap.xml"), options.rounds),
        "counting a month at publication": best(
            lambda: sitemap_months.count_month(stamp.month, None), options.rounds
        ),
    }
    for name, ms in rows.items():
        print(f"{name:<40} {ms:>10.2f} ms")
    ms = list(rows.values())
    print(f"index: {ms[1] / ms[0]:.0f} times; month: {ms[5] / ms[2]:.1f} times Django's")


def framework() -> dict[str, Callable]:
    """Django's own sitemap, as its documentation writes one."""
    from django.contrib import sitemaps
    from django.template import Context, Engine

    from articles.models import Edition

    class Stories(sitemaps.Sitemap):
        protocol = "http"

        def items(self):
            return (
                Edition.objects.live()
                .select_related("section")
                .defer("content")
                .newest_first()
            )

        def lastmod(self, edition):
            return edition.live_from

    class Site:
        domain = "localhost"

    engine = Engine(dirs=[Path(sitemaps.__file__).parent / "templates"])
    write = {
        name: engine.get_template(name).render
        for name in ("sitemap.xml", "sitemap_index.xml")
    }

    def page(size: int) -> bytes:
        sitemap = Stories()
        sitemap.limit = size
        urls = sitemap.get_urls(page=1, site=Site)
        return write["sitemap.xml"](Context({"urlset": urls})).encode()

    def index() -> bytes:
        sitemap = Stories()
        pages = range(1, sitemap.paginator.num_pages + 1)
        places = [{"location": f"http://localhost/s.xml?p={page}"} for page in pages]
        return write["sitemap_index.xml"](Context({"sitemaps": places})).encode()

    return {"page": page, "index": index}


def best(act: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = process_time()
        act()
        times.append((process_time() - began) * 1000)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
