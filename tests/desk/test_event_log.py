"""The log of public changes: in commit order, with nothing behind a follower's cursor."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles import desk
from articles.models import Event
from tests import build


@pytest.mark.django_db
def test_a_follower_reads_on_from_its_cursor():
    chief = build.person("Chief")
    first, second = build.live(chief), build.live(chief, headline="Second")
    cursor = Event.objects.tail(0)[0].pk

    assert [event.edition for event in Event.objects.tail(0)] == [first, second]
    assert [event.edition for event in Event.objects.tail(cursor)] == [second]


@pytest.mark.django_db
def test_a_scheduled_change_is_in_the_log_at_once_with_its_moment():
    moment = timezone.now() + timedelta(hours=1)

    build.live(at=moment)

    assert [event.effective_at for event in Event.objects.tail(0)] == [moment]


@pytest.mark.django_db
def test_a_refused_verb_leaves_no_event():
    story = build.article()

    with pytest.raises(desk.NotApproved):
        desk.publish(story, revision=story.revisions.first(), by=build.person("Chief"))

    assert not Event.objects.exists()


@pytest.mark.real_time
@pytest.mark.django_db(transaction=True)
def test_no_event_appears_behind_one_that_was_read():
    chief = build.person("Chief")
    slow, quick = build.approved(chief), build.approved(chief, headline="Quick")
    written, may_commit = threading.Event(), threading.Event()

    def publish_slowly() -> None:
        with transaction.atomic():
            desk.publish(slow[0], revision=slow[1], by=chief)
            written.set()
            may_commit.wait(10)
        connection.close()

    worker = threading.Thread(target=publish_slowly)
    worker.start()
    written.wait(10)
    timer = threading.Timer(0.3, may_commit.set)
    timer.start()
    desk.publish(quick[0], revision=quick[1], by=chief)
    worker.join()

    assert [event.article for event in Event.objects.tail(0)] == [slow[0], quick[0]]
