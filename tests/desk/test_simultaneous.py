"""Several processes at the same story at once leave a legal record (docs/rules.md 2–4)."""

import multiprocessing
import os

import pytest
from django.db import connection, connections

from articles import desk
from articles.models import Article, Edition, Event
from tests import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]


def _do(verb: str, name: str, story_id: int, user_id: int, start, answers) -> None:
    """Run one verb in a process of its own, with a connection of its own."""
    connections.close_all()
    from django.contrib.auth import get_user_model

    story = Article.objects.get(pk=story_id)
    by = get_user_model().objects.get(pk=user_id)
    start.wait()
    try:
        if verb == "publish":
            desk.publish(story, revision=story.approved, by=by)
        elif verb == "correct":
            desk.correct(story, revision=story.approved, by=by, what=f"Fact {name}")
        elif verb == "cancel":
            desk.cancel(story, by=by)
        else:
            changes = {"headline": f"Headline {name}"}
            desk.save(story, by=by, version=story.version, changes=changes)
        answers.put("done")
    except desk.DeskError as refused:
        answers.put(type(refused).__name__)
    except Exception as broken:
        answers.put(f"broken: {broken!r}")
    finally:
        connections.close_all()


def at_once(verbs: list[str], story: Article, user) -> list[str]:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.fail("Simultaneous tests need a database in a file.")
    context = multiprocessing.get_context("fork")
    connections.close_all()
    start, answers = context.Barrier(len(verbs)), context.Queue()
    workers = [
        context.Process(target=_do, args=(verb, str(n), story.pk, user.pk, start, answers))
        for n, verb in enumerate(verbs)
    ]
    for worker in workers:
        worker.start()
    results = [answers.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join(10)
    return sorted(results)


@pytest.fixture(autouse=True)
def settings_reach_children(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ["DJANGO_SETTINGS_MODULE"])


def test_simultaneous_publishes_yield_one_edition():
    chief = build.person("Chief")
    story, _ = build.approved(chief)

    results = at_once(["publish"] * 4, story, chief)

    assert results == ["WrongState", "WrongState", "WrongState", "done"]
    assert Edition.objects.count() == Event.objects.count() == 1


def test_simultaneous_saves_lose_nothing_silently():
    chief = build.person("Chief")
    story = build.article(chief)

    results = at_once(["save"] * 4, story, chief)

    assert results == ["StaleCopy", "StaleCopy", "StaleCopy", "done"]
    assert Article.objects.get().version == 2


def test_publishing_correcting_and_cancelling_at_once_leave_a_legal_record():
    chief = build.person("Chief")
    edition = build.live(chief)
    build.edited(edition.article, chief, headline="Second")

    verbs = ["publish", "correct", "cancel", "correct", "save"]
    results = at_once(verbs, edition.article, chief)

    assert not [answer for answer in results if answer.startswith("broken")]
    editions = list(Edition.objects.order_by("number"))
    assert [e.live_until for e in editions[:-1]] == [e.live_from for e in editions[1:]]
    assert editions[-1].live_until is None
