"""Time feeds beside Django's own syndication framework, over the same stories in the same run.

    python bench/feeds.py [--stories 2000] [--rounds 9] [--polls 20]

Makes a newsroom in a temporary place (SQLite; DATABASE_URL for another database, which must be
empty) and calls the views themselves, without middleware on either side but Django's own for
conditional answers, which its framework needs. Prints milliseconds of this process's CPU for one
answer: the median of rounds in which all of them take turns. Django's has thirty stories with text,
authors and tags, fetched in three queries; no photos, credits or corrections, and no JSON, so that
its RSS stands beside our JSON. The goals are 20 times for a 304 and 3 times for a feed that is
written; the last line says how many of the six are missed.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
GOALS = {"304": 20, "written": 3}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--polls", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{place}/bench.sqlite3")
        os.environ.update(
            NEWSROOM_ENV="local", LOG_LEVEL="WARNING", MEDIA_ROOT=place, STATIC_ROOT=""
        )
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        sys.path.insert(0, str(ROOT))
        report(options)
    return 0


def report(options: argparse.Namespace) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("demo", stdout=open(os.devnull, "w"))
    call_command("demo", stories=options.stories)
    print(f"{options.stories} stories; {options.rounds} rounds of {options.polls} answers")
    asked = {
        (kind, form): act
        for form in ("rss", "atom", "json")
        for kind, act in ways(form, theirs(form)).items()
    }
    times = {name: [] for name in asked}
    for _ in range(options.rounds):
        for name, act in asked.items():
            times[name].append(spent(act, options.polls))
    show({name: statistics.median(found) for name, found in times.items()})


def show(ms: dict[tuple[str, str], float]) -> None:
    missed = 0
    print(f"{'':<6}{'answer':<10}{'ours, ms':>10}{'Django, ms':>12}{'times':>8}")
    for kind, form in ms:
        if kind.startswith("Django"):
            continue
        beside = ms["Django 304" if kind == "304" else "Django 200", form]
        times = beside / ms[kind, form]
        missed += times < GOALS.get(kind, 0)
        print(f"{form:<6}{kind:<10}{ms[kind, form]:>10.3f}{beside:>12.3f}{times:>8.1f}")
    print(f"goals missed: {missed}")


def ways(form: str, django_feed: Callable) -> dict[str, Callable[[], object]]:
    """What is timed in a format: both as asked for the first time, again, and by validator."""
    from django.test import RequestFactory
    from django.urls import resolve

    from articles.caching.process_cache import documents

    path = f"/feed.{form}"
    found = resolve(path)

    def ours(request: object) -> object:
        return found.func(request, *found.args, **found.kwargs)

    def polling(view: Callable, status: int, **headers: str) -> Callable[[], object]:
        asking = RequestFactory(HTTP_HOST="localhost", headers=headers)

        def act() -> object:
            answer = view(asking.get(path))
            if answer.status_code != status:
                sys.exit(f"{path} answered {answer.status_code}, not {status}.")
            return answer

        return act

    kept, django_whole = polling(ours, 200), polling(django_feed, 200)

    def written() -> object:
        documents.clear()
        return kept()

    return {
        "304": polling(ours, 304, if_none_match=kept()["ETag"]),
        "written": written,
        "kept": kept,
        "Django 200": django_whole,
        "Django 304": polling(django_feed, 304, if_none_match=django_whole()["ETag"]),
    }


def theirs(form: str) -> Callable:
    """Django's own feed, as its documentation writes one."""
    from django.contrib.syndication.views import Feed
    from django.middleware.http import ConditionalGetMiddleware
    from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

    from articles.models import Edition

    class Stories(Feed):
        feed_type = Atom1Feed if form == "atom" else Rss201rev2Feed
        title, link, description = "Newsroom", "/", "The latest"

        def items(self):
            newest = (
                Edition.objects.live().newest_first().select_related("section", "article")
            )
            return newest.prefetch_related("tags", "bylines")[:30]

        def item_title(self, edition):
            return edition.title

        def item_description(self, edition):
            return edition.content["body"]

        def item_pubdate(self, edition):
            return edition.first_published

        def item_updateddate(self, edition):
            return edition.live_from

        def item_guid(self, edition):
            return edition.article.urn

        item_guid_is_permalink = False

        def item_author_name(self, edition):
            return ", ".join(row.name for row in edition.bylines.all())

        def item_categories(self, edition):
            return [row.name for row in edition.tags.all()]

    # Its address of the site comes from the sites framework, or the request where there is none.
    return ConditionalGetMiddleware(Stories())


def spent(act: Callable[[], object], times: int) -> float:
    began = process_time()
    for _ in range(times):
        act()
    return (process_time() - began) * 1000 / times


if __name__ == "__main__":
    sys.exit(main())
