"""Upgrade in place while readers ask at a steady rate: not one of their requests may fail.

    python bench/upgrade.py [--rate 50] [--upgrades 2]

Deploys this source by deploy/ into a temporary folder, behind nginx with TLS, and upgrades it to
itself, then passes readers back. Exits with 1 where an answer was not 200 or did not come.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.deployment import ROOT, Connection, Deployment

STORIES = """
from tests import build
chief = build.person("Chief", "chief")
chief.set_unusable_password()
chief.save()
for number in range(20):
    build.live(chief, headline=f"Story {number}")
"""
PATHS = ("/", "/latest/", "/feed.rss", "/feed.atom", "/sitemap.xml", "/ict-materials/")


class Readers:
    """Ask at a steady rate, whatever the answers do, each over a new connection."""

    def __init__(self, port: int, rate: float) -> None:
        self.port, self.rate = port, rate
        self.answers: Counter[str] = Counter()
        self.times: list[float] = []
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        with ThreadPoolExecutor(64) as pool:
            due = time.monotonic()
            for number in range(10**9):
                if self.stopped.wait(max(0.0, due - time.monotonic())):
                    return
                due += 1 / self.rate
                pool.submit(self._ask, PATHS[number % len(PATHS)])

    def _ask(self, path: str) -> None:
        started = time.monotonic()
        connection = Connection(self.port)
        try:
            connection.request("GET", path, headers={"Connection": "close"})
            answer = connection.getresponse()
            answer.read()
            said = str(answer.status)
        except Exception as error:
            said = type(error).__name__
        finally:
            connection.close()
        self.answers[said] += 1
        self.times.append((time.monotonic() - started) * 1000)


def finish(upgrade: subprocess.Popen[str]) -> None:
    said, _ = upgrade.communicate(timeout=300)
    print(said, end="")
    if upgrade.returncode:
        sys.exit("The upgrade failed.")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--upgrades", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-upgrade-") as place:
        deployment = Deployment(Path(place))
        deployment.write_nginx()
        deployment.upstream.unlink()
        deployment.manage("migrate", "--verbosity", "0")
        deployment.manage("shell", "--no-imports", "-c", STORIES, LOG_LEVEL="WARNING")
        deployment.upstream.write_text("server 127.0.0.1:9;\n")  # for nginx to start
        deployment.nginx()
        try:
            finish(deployment.upgrade(ROOT, BACKUPS="", DRAIN="1"))
            readers = Readers(deployment.https, options.rate)
            readers.thread.start()
            time.sleep(2)
            for _ in range(options.upgrades):
                finish(deployment.upgrade(ROOT, DRAIN="5"))
            finish(deployment.upgrade(ROOT, "--back", DRAIN="5"))
            time.sleep(2)
            readers.stopped.set()
            readers.thread.join()
        finally:
            deployment.stop()
    times = sorted(readers.times)
    print(f"{len(times)} requests at {options.rate:g}/s: {dict(readers.answers)}")
    print(
        f"median {statistics.median(times):.0f} ms, 99 % {times[int(len(times) * 0.99)]:.0f} ms"
    )
    return 0 if set(readers.answers) == {"200"} else 1


if __name__ == "__main__":
    sys.exit(main())
