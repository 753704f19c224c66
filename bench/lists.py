"""Time what public lists ask of the database, with many generated stories.

    python bench/lists.py [--stories 100000] [--rounds 20]

Makes a newsroom in a temporary place (SQLite; DATABASE_URL for another database, which must be
empty), asks for each public list, and prints the median and the worst time that its queries
took in the database, their number, and, with --plans, how the database runs them. Exits with 1
where a list's median is 10 ms or more; the sitemap index is shown, and judged by crawlers' needs.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
LIMIT_MS = 10.0


class Recorder:
    """An execute wrapper that keeps the queries of a page."""

    def __init__(self) -> None:
        self.queries: list = []

    def __call__(self, execute, sql, params, many, context):
        self.queries.append((sql, params))
        return execute(sql, params, many, context)


def addresses() -> dict[str, str]:
    from articles.models import Author, Edition, Section, Tag
    from articles.text.dates import newsroom_day

    middle = Edition.objects.live().order_by("first_published")[1000]
    day = newsroom_day(middle.first_published)
    section, author = Section.objects.first(), Author.objects.first()
    frequent = Tag.objects.get(name="Broadband")
    return {
        "front": "/",
        "latest": "/latest/",
        "section": section.get_absolute_url(),
        "tag in a third": frequent.get_absolute_url(),
        "author": author.get_absolute_url(),
        "archive, year": f"/archive/{day:%Y}/",
        "archive, month": f"/archive/{day:%Y/%m}/",
        "archive, day": f"/archive/{day:%Y/%m/%d}/",
        "corrections": "/corrections/",
        "article": middle.get_absolute_url(),
        "site feed": "/feed.rss",
        "section feed": f"{section.get_absolute_url()}feed.atom",
        "tag feed": f"{frequent.get_absolute_url()}feed.rss",
        "author feed": f"{author.get_absolute_url()}feed.atom",
        "sitemap index": "/sitemap.xml",
    }


def queries_of(address: str) -> list:
    from django.db import connection
    from django.test import Client

    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        answer = Client().get(address, HTTP_HOST="localhost")
        b"".join(answer) if answer.streaming else answer.content
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code}.")
    return recorder.queries


def replay(queries: list) -> float:
    """Ask a page's queries again, every row fetched; return milliseconds."""
    from django.db import connection

    started = perf_counter()
    with connection.cursor() as cursor:
        for sql, params in queries:
            cursor.execute(sql, params)
            cursor.fetchall()
    return (perf_counter() - started) * 1000


def plan(sql: str, params) -> str:
    from django.db import connection

    prefix = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(prefix + sql, params)
        return "\n".join(f"      {row[-1]}" for row in cursor.fetchall())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--plans", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{place}/bench.sqlite3")
        os.environ.update(NEWSROOM_ENV="local", MEDIA_ROOT=place, STATIC_ROOT="")
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        sys.path.insert(0, str(ROOT))
        return report(options)


def report(options: argparse.Namespace) -> int:
    import django
    from django.core.management import call_command

    django.setup()
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("demo", stdout=open(os.devnull, "w"))
    call_command("demo", stories=options.stories)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    slow = 0
    print(f"{options.stories} stories on {connection.vendor}, {options.rounds} rounds")
    print(f"{'list':<16} {'median ms':>10} {'worst ms':>10} {'queries':>8}")
    for name, address in addresses().items():
        queries = queries_of(address)
        times = [replay(queries) for _ in range(options.rounds)]
        median = statistics.median(times)
        slow += median >= LIMIT_MS and name != "sitemap index"
        print(f"{name:<16} {median:>10.2f} {max(times):>10.2f} {len(queries):>8}")
        if options.plans:
            for sql, params in queries:
                print("   ", sql[:200], "\n" + plan(sql, params))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
