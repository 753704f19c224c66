"""What is kept of each month equals what a count of the editions finds, now and later."""

import random
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import desk
from articles.desk.log import sitemap_months
from articles.models import SitemapMonth
from tests import build

pytestmark = pytest.mark.django_db


def known(at=None) -> list[tuple[int, datetime, int]]:
    standing = SitemapMonth.objects.standing(at or timezone.now())
    return [(stamp.month, stamp.moment, stamp.stories) for stamp in standing.values()]


def told() -> list:
    """What the table says now and at every moment to come."""
    coming = SitemapMonth.objects.filter(moment__gt=timezone.now())
    moments = coming.values_list("moment", flat=True)
    return [known(at) for at in (timezone.now(), *sorted(set(moments)))]


def test_a_scheduled_story_counts_from_its_minute_without_anybody(clock):
    now = timezone.now()
    build.live()
    build.live(at=now + timedelta(hours=1))
    assert known() == [(202511, now, 1)]
    assert known(now + timedelta(hours=1)) == [(202511, now + timedelta(hours=1), 2)]


def test_a_cancelled_story_never_moves_its_month():
    now, chief = timezone.now(), build.person("Chief")
    build.live(chief)
    later = build.live(chief, at=now + timedelta(days=10))
    desk.cancel(later.article, by=chief)
    assert known(now + timedelta(days=11)) == [(202511, now, 1)]


def test_a_photo_that_ends_later_moves_the_month_of_its_story_then():
    now, photo = timezone.now(), build.photo()
    build.live(at=datetime.fromisoformat("2014-07-01T12:00:00+05:00"), lead_photo=photo)
    end = now + timedelta(days=3)
    desk.stop_photo(photo, by=build.person("Chief"), reason="Rights", at=end)
    assert known(end) == [(201407, end, 1)]


def test_a_month_whose_stories_are_gone_has_none(clock):
    chief = build.person("Chief")
    story = build.live(chief).article
    clock.shift(60)
    desk.withdraw(story, by=chief, outcome="gone", reason="Wrong")
    assert [stories for _, _, stories in known()] == [0]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_a_rebuild_finds(clock, seed):
    dice, chief = random.Random(seed), build.person("Chief")
    photos = [build.photo(chief), build.photo(chief)]
    stories = []
    for _ in range(14):
        _act(dice, chief, stories, photos)
        kept = told()
        sitemap_months.rebuild()
        assert told() == kept
        clock.shift(dice.choice([60, 3600, 86_400 * 4]))


def _act(dice, chief, stories, photos):
    later = timezone.now() + timedelta(hours=dice.choice([2, 40, 300]))
    try:
        match dice.choice(
            ["new", "new", "later", "hold", "release", "withdraw", "stop", "cancel"]
        ):
            case "new":
                stories.append(build.live(chief, lead_photo=dice.choice(photos)).article)
            case "later":
                stories.append(build.live(chief, at=later).article)
            case "hold":
                desk.hold(dice.choice(stories), by=chief)
            case "release":
                desk.release(dice.choice(stories), by=chief)
            case "withdraw":
                desk.withdraw(
                    dice.choice(stories), by=chief, outcome="gone", reason="Wrong"
                )
            case "stop":
                desk.stop_photo(dice.choice(photos), by=chief, reason="Rights", at=later)
            case "cancel":
                desk.cancel(dice.choice(stories), by=chief)
    except (desk.DeskError, IndexError):
        pass  # not possible now: the next act


def test_a_command_counts_anew(capsys):
    build.live()
    SitemapMonth.objects.all().delete()
    call_command("repair", "months", dry_run=True)
    assert known() == []
    call_command("repair", "months")
    assert known() == [(202511, timezone.now(), 1)]
    said = capsys.readouterr().out.splitlines()
    assert said == ["1 month would be counted.", "1 month counted."]
