"""The audit log: what tells it, and that nobody changes it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.models.immutable import ImmutableError
from newsroom.audit.actions import Action
from newsroom.audit.log import log_action
from newsroom.audit.models import AuditEntry
from tests import build

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def told(action):
    return list(AuditEntry.objects.filter(action=action).order_by("pk"))


def at_desk(person):
    client = Client()
    client.force_login(person)
    return client


def test_an_entry_says_who_what_when_and_from_where(rf):
    chief, story = build.person("Chief"), build.article()

    entry = log_action("exported", by=chief, about=story, note="one", request=rf.get("/"))

    assert (entry.actor, entry.at, entry.note) == (chief, timezone.now(), "one")
    assert (entry.about, entry.about_id) == ("articles.article", str(story.pk))
    assert entry.address == "127.0.0.1"


def test_the_list_of_actions_is_closed():
    with pytest.raises(ValueError, match="'danced' is not a valid Action"):
        log_action("danced")


def test_every_action_that_the_journalism_tells_is_in_the_list():
    files = list((ROOT / "articles").rglob("*.py"))
    words = [
        w for file in files for w in re.findall(r'\baudit\(\s*"(\w+)"', file.read_text())
    ]

    assert len(words) >= 6
    assert set(words) - set(Action.values) == set()


def test_an_entry_is_neither_changed_nor_deleted():
    entry = log_action("exported")
    attempts = [
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(note="other"),
    ]

    for attempt in attempts:
        with pytest.raises(ImmutableError):
            attempt()
    assert AuditEntry.objects.get().note == ""


def test_publishing_holding_and_withdrawing_are_recorded(clock):
    chief = build.person("Chief")
    story = build.live(chief).article
    clock.shift(60)
    desk.hold(story, by=chief, reason="A doubt")
    clock.shift(60)
    desk.release(story, by=chief)
    clock.shift(60)
    desk.withdraw(story, by=chief, outcome="gone")

    recorded = AuditEntry.objects.filter(about="articles.article").order_by("pk")

    assert [(entry.action, entry.note) for entry in recorded] == [
        ("published", "first"),
        ("held", "hold: A doubt"),
        ("released", "release"),
        ("withdrawn", "withdrawal"),
    ]


def test_what_is_rolled_back_is_not_recorded():
    story, revision = build.approved()
    other = build.approved()[1]

    with pytest.raises(desk.NotApproved):
        desk.publish(story, revision=other, by=build.person("Chief"))
    assert (revision.article_id, told("published")) == (story.pk, [])


def test_earlier_words_that_are_closed_and_opened_again_are_recorded():
    chief, edition = build.person("Chief"), build.live()

    desk.close_edition(edition, by=chief, note="A name")
    desk.open_edition(edition, by=chief)

    (closed,), (opened,) = told("edition_closed"), told("edition_opened")
    assert closed.actor == opened.actor == chief
    assert closed.about_id == str(edition.article_id)
    assert closed.note == "close_edition: Edition 1. A name"


def test_a_stopped_photo_is_recorded():
    photo, chief = build.photo(), build.person("Chief")

    desk.stop_photo(photo, by=chief, reason="Not ours")

    (entry,) = told("photo_stopped")
    assert (entry.actor, entry.about, entry.about_id) == (
        chief,
        "articles.photo",
        str(photo.pk),
    )


def test_a_preview_link_is_recorded_without_its_token():
    chief, story = build.person("Chief"), build.article()

    desk.make_preview_link(story, revision=story.revisions.first(), by=chief)

    assert [entry.note for entry in told("preview_made")] == ["revision 1"]


def test_an_export_is_recorded():
    chief, story = build.person("Chief"), build.article()
    data = {"action": "export", "_selected_action": [story.pk]}

    at_desk(chief).post(reverse("admin:articles_article_changelist"), data)

    assert [(e.actor, e.note) for e in told("exported")] == [(chief, "1 stories as CSV")]


def test_a_refused_upload_is_recorded_though_its_form_rolls_back():
    reporter = build.person("Reporter")
    file = SimpleUploadedFile("x.jpg", b"GIF89a rubbish", "image/jpeg")

    facts = {"title": "X", "licence": "staff"}
    at_desk(reporter).post(reverse("admin:articles_photo_add"), {"file": file, **facts})

    assert [entry.actor for entry in told("upload_refused")] == [reporter]


def test_a_refused_page_is_recorded_with_the_id_that_its_answer_carries():
    legal = build.person("Legal")

    answer = at_desk(legal).get(reverse("admin:articles_photo_add"))

    (entry,) = told("refused")
    assert answer.status_code == 403
    assert (entry.actor, entry.request_id) == (legal, answer.headers["X-Request-ID"])


def test_a_verb_that_is_not_allowed_is_recorded():
    reporter, story = build.person("Reporter"), build.article()

    with pytest.raises(desk.NotAllowed):
        desk.make_preview_link(story, revision=story.revisions.first(), by=reporter)
    assert [entry.note for entry in told("refused")] == ["preview_links"]


def test_signing_in_and_out_is_recorded():
    chief = build.person("Chief")
    client = at_desk(chief)

    client.post(reverse("admin:logout"))

    assert [entry.actor for entry in (*told("signed_in"), *told("signed_out"))] == [
        chief,
        chief,
    ]


@pytest.mark.parametrize(
    ("name", "note"), [("chief", "chief"), ("hunter2", "unknown name")]
)
def test_a_failed_sign_in_keeps_no_word_that_may_be_a_password(client, name, note):
    build.person("Chief", "chief")

    client.post(reverse("admin:login"), {"username": name, "password": "wrong"})

    assert [entry.note for entry in told("sign_in_failed")] == [note]


def test_addresses_are_forgotten_after_ninety_days(rf, clock):
    log_action("exported", request=rf.get("/"))
    clock.shift(timedelta(days=91))
    log_action("exported", request=rf.get("/"))

    message = call_command("purge_addresses")

    assert [entry.address for entry in told("exported")] == ["", "127.0.0.1"]
    assert message == "1 addresses older than 90 days blanked."
