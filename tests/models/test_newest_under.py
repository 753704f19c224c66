"""The newest few under each of several keys, in one condition."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Edition, EditionTag
from tests import build

pytestmark = pytest.mark.django_db


def test_each_key_gives_its_newest():
    now = timezone.now()
    telecom, science = build.section("Telecom"), build.section("Science")
    for number, section in enumerate([telecom, telecom, telecom, science]):
        build.live(
            headline=f"{section} {number}",
            section=section,
            at=now - timedelta(minutes=number),
        )
    live = Edition.objects.live(now)

    newest = live.newest_under("section", [telecom.pk, science.pk], 2)

    found = live.filter(pk__in=newest).newest_first()
    assert [edition.headline for edition in found] == [
        "Telecom 0",
        "Telecom 1",
        "Science 3",
    ]


def test_a_story_under_two_keys_counts_for_both():
    now = timezone.now()
    build.live(headline="Old", tags=["5G", "ITU"], at=now - timedelta(hours=1))
    build.live(headline="New", tags=["5G"])
    tags = EditionTag.objects.live(now)
    keys = list(dict.fromkeys(tags.values_list("tag", flat=True)))

    newest = tags.newest_under("tag", keys, 1, tie="edition")

    found = Edition.objects.filter(pk__in=newest).newest_first()
    assert [edition.headline for edition in found] == ["New", "Old"]


def test_without_keys_there_is_nothing():
    newest = Edition.objects.live().newest_under("section", [], 2)

    assert list(Edition.objects.filter(pk__in=newest)) == []
