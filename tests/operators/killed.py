"""Run by test_killed.py: forks workers that take photos in, or save and publish, until killed.

A line on stdin, `photos` or `stories`, starts one; its process id is the answer, and what the
worker has been told is done follows, a line each. Forking saves the seconds that Django takes to
start.
"""

import io
import itertools
import os
import random
import signal
import sys

import django

django.setup()

from django.db import connections  # noqa: E402
from PIL import Image  # noqa: E402

from articles import desk  # noqa: E402
from articles.models import Article, Author, Photo, Section  # noqa: E402
from newsroom.accounts.models import Staff  # noqa: E402


def photos(by: Staff) -> None:
    while True:
        shade = tuple(random.randbytes(3))
        out = io.BytesIO()
        noise = Image.effect_noise((700, 460), 40).convert("RGB")
        Image.blend(noise, Image.new("RGB", noise.size, shade), 0.5).save(out, "JPEG")
        photo = desk.add_photo(out.getvalue(), by=by, credit="Ministry", licence="staff")
        print(f"photo {photo.pk}", flush=True)
        if random.random() < 0.3:
            photo = Photo.objects.get(pk=photo.pk)
            desk.replace_photo(photo, _other(out.getvalue()), by=by, version=photo.version)


def _other(data: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).rotate(90, expand=True).save(out, "JPEG")
    return out.getvalue()


def stories(by: Staff) -> None:
    section, author = Section.objects.first(), Author.objects.first()
    for number in itertools.count(1):
        story = Article()
        changes = {
            "headline": f"Story {os.getpid()} {number}",
            "section": section,
            "body": f"<p>{'word ' * 500}</p>",
            "bylines": [author],
        }
        revision = desk.save(story, by=by, version=0, changes=changes)
        print(f"revision {revision.pk}", flush=True)
        desk.approve(story, revision=revision, by=by)
        edition = desk.publish(story, revision=revision, by=by)
        print(f"edition {edition.pk}", flush=True)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    by = Staff.objects.get(username="killed")
    connections.close_all()
    for line in sys.stdin:
        if child := os.fork():
            print(f"pid {child}", flush=True)
            continue
        random.seed()
        {"photos": photos, "stories": stories}[line.strip()](by)


if __name__ == "__main__":
    main()
