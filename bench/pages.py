"""Measure readers' pages on the real server, beside a bare Django view of the same bytes.

    python bench/pages.py [--stories 1000 10000] [--rounds 3]

Two servers, one worker each, take turns page by page: ours (`manage.py serve`) and a bare Django
view. No page comes from a cache. What counts is processor time, for a busy machine stretches the
rest. Exits with 1 where a page costs more than half again of what it costs with the fewest stories.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from serving import Server, ask, free_port, granian, served

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
OURS, BARE = "ours", "bare"
# requests a round, one after another and on connections
ALONE, TOGETHER, CONNECTIONS = (
    40,
    80,
    4,
)
PATIENCE = 4.0  # seconds a page may take of a round
GROWTH = 1.5
VALIDATED = "article, 304"


@dataclass
class Site:
    """A running server, and how it calls a page."""

    name: str
    server: Server
    paths: dict[str, str]
    queries: dict[str, int] = field(default_factory=dict)


@dataclass
class Measured:
    """What one page of one site cost, over all rounds."""

    requests: int = 0
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    bytes: int = 0

    @property
    def cost(self) -> float:
        """Milliseconds of processor for one answer."""
        return self.seconds * 1000 / self.requests

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(
        f"{time.strftime('%d %B %Y')}, Python {platform.python_version()}, {os.cpu_count()} cores"
    )
    costs = {stories: measure(stories, options.rounds) for stories in options.stories}
    missed = growing(costs)
    print("\n".join(missed) or "\nEvery goal is met.")
    return 1 if missed else 0


def measure(stories: int, rounds: int) -> dict[str, float]:
    """Print what the pages of both cost with so many stories; return ours by page."""
    with (
        tempfile.TemporaryDirectory(prefix="newsroom-bench-") as place,
        ExitStack() as stack,
    ):
        sites = list(started(stack, Path(place), stories))
        pages = list(sites[0].paths)
        found = {(page, site.name): Measured() for page in pages for site in sites}
        for number in range(rounds + 1):  # The first warms up.
            for page in pages:
                for site in sites:
                    if page in site.paths:
                        _one_round(site, page, found[page, site.name], warm=number == 0)
        memory = ", ".join(f"{site.name} {site.server.megabytes():.0f}" for site in sites)
        print(f"\n{stories} stories, {rounds} rounds. MB of memory afterwards: {memory}\n")
        show(sites, found)
        return {page: found[page, OURS].cost for page in pages}


def started(stack: ExitStack, place: Path, stories: int) -> Iterator[Site]:
    """Make the content and start the servers upon it."""
    environment = _environment(place)
    out = _run([sys.executable, "bench/content.py", "--stories", str(stories)], environment)
    paths = json.loads(out.splitlines()[-1])
    ours = Site(OURS, stack.enter_context(newsroom(place, environment)), paths)
    ours.queries = _queries(paths, environment)
    ours.paths = paths | {VALIDATED: paths["article"]}
    yield ours
    yield Site(BARE, *stack.enter_context(bare(place, ours)))


@contextmanager
def newsroom(place: Path, environment: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with served(
        command, port=port, environment=environment, cwd=ROOT, log=place / "ours.log"
    ) as server:
        yield server


@contextmanager
def bare(place: Path, ours: Site) -> Iterator[tuple[Server, dict[str, str]]]:
    """The bytes of our pages, answered by a view of one line."""
    folder, port = place / "bare", free_port()
    folder.mkdir()
    names = {
        page: str(number) for number, page in enumerate(ours.paths) if page != VALIDATED
    }
    for page, name in names.items():
        (folder / name).write_bytes(ask(ours.server, ours.paths[page], requests=1).body)
    with served(
        granian("bare:application", python=sys.executable, port=port),
        port=port,
        environment={"BARE_PAGES": str(folder)},
        cwd=BENCH,
        log=place / "bare.log",
    ) as server:
        yield server, {page: f"/{name}" for page, name in names.items()}


def _one_round(site: Site, page: str, measured: Measured, *, warm: bool) -> None:
    server, path, headers = site.server, site.paths[page], {}
    if warm or page == VALIDATED:
        seen = ask(server, path, requests=1 if page == VALIDATED else 5, seconds=PATIENCE)
        if seen.status != 200:
            sys.exit(f"{site.name} answered {seen.status} at {path}.")
        if page == VALIDATED:
            headers = {"If-None-Match": seen.headers["etag"]}
        if warm:
            return
    before = server.seconds()
    alone = together = ask(server, path, requests=ALONE, seconds=PATIENCE, headers=headers)
    measured.requests += alone.count
    if alone.count == ALONE:  # Quick enough to be asked by several at once.
        together = ask(
            server,
            path,
            requests=TOGETHER,
            connections=CONNECTIONS,
            seconds=PATIENCE,
            headers=headers,
        )
        measured.requests += together.count
    measured.seconds += server.seconds() - before
    measured.latencies += alone.latencies
    measured.rates.append(together.count / together.wall)
    measured.bytes = len(alone.body)
    expected = 304 if headers else 200
    if alone.status != expected:
        sys.exit(f"{site.name} answered {alone.status} at {path}.")


def show(sites: list[Site], found: dict[tuple[str, str], Measured]) -> None:
    """A table in Markdown. `of ours` says how many times our processor time a site takes."""
    print(
        "| page | site | CPU ms | of ours | requests/s | p50 ms | p99 ms | queries | KB |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for page in sites[0].paths:
        ours = found[page, OURS].cost
        for site in sites:
            row = found[page, site.name]
            if not row.requests:
                continue
            print(
                f"| {page} | {site.name} | {row.cost:.2f} | {row.cost / ours:.2f} "
                f"| {statistics.median(row.rates):.0f} | {row.percentile(0.5):.1f} "
                f"| {row.percentile(0.99):.1f} | {site.queries.get(page, '')} "
                f"| {row.bytes / 1024:.1f} |"
            )


def growing(costs: dict[int, dict[str, float]]) -> list[str]:
    """The pages that cost more the more stories there are."""
    fewest = min(costs)
    return [
        f"Missed: {page} costs {cost / costs[fewest][page]:.2f} times as much with "
        f"{stories} stories as with {fewest}."
        for stories, pages in costs.items()
        for page, cost in pages.items()
        if cost > costs[fewest][page] * GROWTH
    ]


def _environment(place: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{place}/newsroom.sqlite3",
        "VAR_DIR": str(place / "var"),
        "MEDIA_ROOT": str(place / "media"),
        "NEWSROOM_ENV": "local",
        "WORKERS": "1",
        "FOLLOW": "false",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "PYTHONPATH": str(ROOT),
    }


def _run(command: list[str], environment: dict[str, str]) -> str:
    """Run a program to its end; where it fails, what it said."""
    run = subprocess.run(
        command,
        env=os.environ | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{run.stderr[-3_000:]}")
    return run.stdout


def _queries(paths: dict[str, str], environment: dict[str, str]) -> dict[str, int]:
    out = _run([sys.executable, str(BENCH / "queries.py"), *paths.values()], environment)
    counts = json.loads(out.splitlines()[-1])
    return {page: counts[path] for page, path in paths.items()}


if __name__ == "__main__":
    sys.exit(main())
