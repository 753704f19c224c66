"""Whatever the desk does, in whatever order, the record stays legal (docs/rules.md 1–7)."""

from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import desk
from articles.enums import KINDS_WITH_TEXT, Outcome
from articles.models import Edition, EditionByline, EditionTag
from tests import build

pytestmark = pytest.mark.django_db

START = "2025-11-28T15:02:00Z"
VERBS = ["publish", "refile", "update", "correct", "later", "cancel", "hold", "release", "ask",
         "withdraw", "save"]  # fmt: skip
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(1, 5000)), max_size=14)


def act(verb, story, chief):
    revision = story.approved
    again = {"revision": revision, "by": chief}
    soon = timezone.now() + timedelta(minutes=30)
    return {
        "publish": lambda: desk.publish(story, **again),
        "refile": lambda: desk.refile(story, **again),
        "update": lambda: desk.update(story, **again),
        "correct": lambda: desk.correct(story, what=f"Fact {timezone.now()}", **again),
        "later": lambda: desk.publish(story, at=soon, **again),
        "cancel": lambda: desk.cancel(story, by=chief),
        "hold": lambda: desk.hold(story, by=chief),
        "release": lambda: desk.release(story, by=chief),
        "ask": lambda: desk.request_withdrawal(story, by=chief, reason="Doubt"),
        "withdraw": lambda: desk.withdraw(story, by=chief, outcome=Outcome.GONE),
        "save": lambda: build.edited(story, chief, headline=f"At {timezone.now()}"),
    }[verb]()


def check(story):
    editions = list(story.editions.order_by("number"))
    lives = [e for e in editions if e.live_until is None or e.live_until > e.live_from]
    for before, after in pairwise(lives):
        assert before.live_until is not None
        assert before.live_until <= after.live_from
    assert sum(e.live_until is None for e in editions) <= 1
    assert story.editions.waiting().count() <= 1
    firsts = {e.first_published for e in lives if e.live_from <= timezone.now()}
    assert len(firsts) <= 1
    assert set(Edition.objects.live()) <= set(Edition.objects.current())
    for rows in (EditionTag, EditionByline):
        for row in rows.objects.select_related("edition"):
            assert (row.kind, row.live_from, row.live_until, row.first_published) == (
                row.edition.kind,
                row.edition.live_from,
                row.edition.live_until,
                row.edition.first_published,
            )
    for edition in editions:
        if edition.kind in KINDS_WITH_TEXT:
            assert edition.digest == edition.revision.digest


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_random_verbs_keep_every_rule(db, steps):
    with time_machine.travel(START, tick=False) as clock:
        chief = build.person("Chief")
        story, _ = build.approved(chief, tags=["ITU"])
        for verb, seconds in steps:
            clock.shift(seconds)
            try:
                act(verb, story, chief)
            except desk.DeskError as refused:
                assert str(refused).endswith(".")
            check(story)
