"""A chief closes the words of single editions, and opens them again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.models import ClosedEdition, Event
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(desk.DeskError) as refused:
        act(*args, **kwargs)
    return str(refused.value)


def test_closing_and_opening_are_in_the_log_with_the_story(chief):
    edition = build.live(chief)

    desk.close_edition(edition, by=chief, note=" A name ")
    desk.open_edition(edition, by=chief)

    told = [(event.verb, event.keys, event.note) for event in Event.objects.all()[:2]]
    keys = [f"article:{edition.article_id}", "latest"]
    assert told == [
        ("open_edition", keys, "Edition 1."),
        ("close_edition", keys, "Edition 1. A name"),
    ]
    assert not ClosedEdition.objects.exists()


def test_who_closed_it_and_why_is_kept(chief):
    edition = build.live(chief)

    desk.close_edition(edition, by=chief, note="A name")

    closed = ClosedEdition.objects.get()
    assert (closed.edition, closed.actor, closed.note) == (edition, chief, "A name")


def test_an_edition_is_closed_once_and_opened_once(chief):
    edition = build.live(chief)
    assert refusal(desk.open_edition, edition, by=chief) == (
        "This edition is not hidden from readers."
    )
    desk.close_edition(edition, by=chief)

    assert refusal(desk.close_edition, edition, by=chief) == (
        "This edition is hidden from readers already."
    )


def test_what_was_never_said_can_not_be_closed(chief, clock):
    later = timezone.now() + timedelta(hours=1)
    waiting, lived = build.live(chief, at=later), build.live(chief)
    clock.shift(60)
    held = desk.hold(lived.article, by=chief)

    said = {refusal(desk.close_edition, edition, by=chief) for edition in (waiting, held)}

    assert said == {"This edition has no text that was public."}


def test_an_editor_closes_nothing(chief):
    edition = build.live(chief)

    assert (
        refusal(desk.close_edition, edition, by=build.person("Editor"))
        == "You may not do this."
    )
