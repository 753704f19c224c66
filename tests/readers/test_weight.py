"""A story is read after 14 KB: its page and its style sheets, compressed, fit in one flight."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from articles.demo import texts
from tests import build

pytestmark = pytest.mark.django_db
# What the first paint waits for: a sheet with media="print" is not among it.
LINKED = re.compile(r'<link rel="stylesheet" href="/static/([^"?]+)">')
SCRIPTS = re.compile(r'<script[^>]* src="/static/([^"?]+)"')


def test_the_seed_story_with_its_styles_is_at_most_14_kb(client):
    for number in range(12):
        build.live(headline=f"Story number {number} of the wire", tags=["5G", "ITU"])
    mine = build.live(body=texts.seed_body(), tags=["5G", "ITU"], at=timezone.now())

    page = client.get(mine.get_absolute_url()).content

    sheets = found(LINKED, page)
    assert len(sheets) >= 1
    assert weight([page, *sheets]) <= 14 * 1024


@pytest.mark.parametrize(
    "address", ["/", "/latest/", "/ict-materials/", "/search/", "/feeds/"]
)
def test_all_script_of_a_page_is_at_most_12_kb(client, address):
    mine = build.live()

    for page in (client.get(address).content, client.get(mine.get_absolute_url()).content):
        assert weight(found(SCRIPTS, page)) <= 12 * 1024


def found(linked: re.Pattern, page: bytes) -> list[bytes]:
    return [Path(finders.find(name)).read_bytes() for name in linked.findall(page.decode())]


def weight(pieces: list[bytes]) -> int:
    return sum(len(gzip.compress(piece)) for piece in pieces)
