"""Tear a newsroom down and restore it elsewhere, backed up while editors saved.

    python bench/restore.py [--stories 1000] [--editors 2]

Every page and feed must answer alike in both places, to the byte; no acknowledged save from before
the backup may be missing; the backup must verify. Prints how long each step took.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Save desk copies, one after the other, and say each that was acknowledged.
EDIT = """
import itertools, sys
from articles import desk
from articles.models import Article
from newsroom.accounts.models import Staff
by = Staff.objects.get(username="editor")
stories = list(Article.objects.order_by("pk").values_list("pk", flat=True))[OFFSET::EDITORS]
for number, pk in enumerate(itertools.cycle(stories)):
    story = Article.objects.get(pk=pk)
    try:
        desk.save(story, by=by, version=story.version, changes={"standfirst": f"Saved {number}."})
    except desk.StaleCopy:
        continue
    print(pk, Article.objects.get(pk=pk).version, flush=True)
"""
ASK = """
import hashlib, json
from django.test import Client
from articles.models import Article, Author, Edition, Section, Tag
client, answers = Client(headers={"host": "localhost"}), {}
paths = ["/", "/latest/", "/corrections/", "/feeds/", "/sitemap.xml", "/news-sitemap.xml"]
scopes = [one.get_absolute_url() for kind in (Section, Tag, Author) for one in kind.objects.all()]
for scope in ["/", *scopes]:
    paths += [scope, *(f"{scope}feed.{kind}" for kind in ("rss", "atom", "json"))]
live = Edition.objects.live().select_related("section")
paths += [edition.get_absolute_url() for edition in live]
for path in dict.fromkeys(paths):
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answers[path] = [answer.status_code, hashlib.sha256(body).hexdigest()]
versions = dict(Article.objects.values_list("pk", "version"))
print(json.dumps({"answers": answers, "versions": versions}))
"""


class Place:
    """A newsroom of its own: database, photos, var."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.env = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "VAR_DIR": f"{folder}/var",
            "SECRET_KEY": "restore-bench-" + "0123456789abcdef" * 4,
            "LOG_LEVEL": "ERROR",
            "STATIC_ROOT": "",
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "manage.py", *words]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.env, text=True, stdout=subprocess.PIPE
        )

    def manage(self, *words: str) -> str:
        started = time.monotonic()
        program = self.start(*words)
        said, _ = program.communicate()
        if program.returncode:
            sys.exit(f"manage.py {words[0]} failed.")
        print(f"{words[0]:<10} {time.monotonic() - started:6.1f} s", flush=True)
        return said

    def ask(self) -> dict:
        return json.loads(self.manage("shell", "--no-imports", "-c", ASK).splitlines()[-1])


def back_up_while_editors_save(place: Place, target: Path, editors: int) -> dict[str, int]:
    """Make a backup amid saves; returns the versions acknowledged before it began."""
    programs = [
        place.start(
            "shell", "--no-imports", "-c",
            EDIT.replace("OFFSET", str(n)).replace("EDITORS", str(editors)),
        )
        for n in range(editors)
    ]  # fmt: skip
    before = dict(
        line.split() for p in programs for line in [p.stdout.readline()] if p.stdout
    )
    place.manage("backup", str(target))
    after = 0
    for program in programs:
        program.terminate()
        after += len(program.communicate()[0].splitlines())
    print(f"{after} saves were acknowledged meanwhile")
    return {pk: int(version) for pk, version in before.items()}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--editors", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-restore-bench-") as folder:
        here, there = Place(Path(folder) / "here"), Place(Path(folder) / "there")
        target = Path(folder) / "backups"
        here.manage("migrate", "--verbosity", "0")
        here.manage("demo", "--stories", str(options.stories))
        acknowledged = back_up_while_editors_save(here, target, options.editors)
        asked = here.ask()
        shutil.rmtree(here.folder)
        there.manage("verify", str(target))
        there.manage("restore", str(target))
        found = there.ask()
    wrong = [
        p for p, answer in asked["answers"].items() if found["answers"].get(p) != answer
    ]
    lost = [pk for pk, version in acknowledged.items() if found["versions"][pk] < version]
    print(
        f"{len(asked['answers'])} pages and feeds, {len(wrong)} differ; {len(lost)} saves lost"
    )
    print("\n".join(wrong[:20]))
    return 1 if wrong or lost or len(asked["answers"]) < options.stories else 0


if __name__ == "__main__":
    sys.exit(main())
