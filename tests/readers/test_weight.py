"""A story is read after 14 KB: its page and its style sheets, compressed, fit in one flight."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from articles.management.demo import texts
from tests import build

pytestmark = pytest.mark.django_db
LINKED = re.compile(r'<link rel="stylesheet" href="/static/([^"?]+)"')


def test_the_seed_story_with_its_styles_is_at_most_14_kb(client):
    for number in range(12):
        build.live(headline=f"Story number {number} of the wire", tags=["5G", "ITU"])
    mine = build.live(body=texts.seed_body(), tags=["5G", "ITU"], at=timezone.now())

    page = client.get(mine.get_absolute_url()).content

    sheets = [finders.find(name) for name in LINKED.findall(page.decode())]
    pieces = [page, *(Path(sheet).read_bytes() for sheet in sheets)]
    assert len(sheets) >= 1
    assert sum(len(gzip.compress(piece)) for piece in pieces) <= 14 * 1024
