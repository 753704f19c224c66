"""Every door where a person types a moment refuses what has passed; import and demo have their own.

It is 28 November 2025 19:02 in the newsroom (UTC +04:00).
"""

import inspect
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from articles import desk
from articles.admin.fields import ComingMomentField, MomentField
from articles.desk import moments
from articles.models import Article, Edition, Event, FrontSlot, Photo
from tests import build

from .typing_in import confirmed, opened, told

TYPED = (forms.DateField, forms.DateTimeField, forms.SplitDateTimeField, forms.TimeField)
TO_COME = {
    "Article.breaking_until",
    "Article.embargo_until",
    "ArticleForm.breaking_until",
    "ArticleForm.embargo_until",
    "CorrectForm.at",
    "FrontSlot.since",
    "FrontSlot.until",
    "Photo.licence_until",
    "PublishForm.at",
    "ScheduleForm.at",
    "UpdateForm.at",
}
# asked, not decided
OF_THE_PAST = {
    "LibraryForm.since",
    "LibraryForm.until",
    "Photo.taken_at",
}
PASSED = [
    "2025-11-28T19:00",
    "2025-11-27T23:59",
    "1998-01-01T00:00",
    "2025-11-28T14:59:30+00:00",
]
NOW = datetime(2025, 11, 28, 15, 2, tzinfo=UTC)
AN_HOUR_AGO = NOW - timedelta(hours=1)


# Where a moment is typed


def all_forms():
    """Every page of the admin and every form of ours, by name."""
    request = RequestFactory().get("/admin/")
    request.user = build.admin()
    for model, page in admin.site._registry.items():
        if page.has_add_permission(request):
            yield model.__name__, page.get_form(request, None)
        if page.has_change_permission(request, model()):
            yield model.__name__, page.get_form(request, model(), change=True)
    waiting = [forms.Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith(("articles", "newsroom")):
            yield form.__name__, form


def test_these_are_all_the_moments_that_a_person_types():
    found = {
        f"{name}.{field_name}": field
        for name, form in all_forms()
        for field_name, field in form.base_fields.items()
        if isinstance(field, TYPED)
    }

    assert set(found) == TO_COME | OF_THE_PAST
    assert {
        n for n, field in found.items() if isinstance(field, ComingMomentField)
    } == TO_COME


# What has passed is refused at each


def published(client, editor, verb, at):
    """Confirm a publishing verb, which needs a live story that has changed or one that is new."""
    if verb == "approve-and-schedule":
        story = build.article(editor)
    else:
        story = build.live(editor, at=AN_HOUR_AGO).article
        build.edited(story, editor, headline="Member states agree")
    url = reverse("admin:articles_article_verb", args=[story.pk, verb])
    return confirmed(
        client, url, at=at, **({"what": "The place."} if "correct" in verb else {})
    )


VERBS = ["approve-and-schedule", "refile", "update", "correct"]


@pytest.mark.parametrize("typed", PASSED)
@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_published_at_a_moment_that_has_passed(at_desk, editor, verb, typed):
    shown = published(at_desk(editor), editor, verb, typed)

    [sentence] = shown.context["form"].errors.pop("at")
    assert " has passed: " in sentence and sentence.endswith("choose a later moment.")
    assert shown.context["form"].errors == {}
    assert shown.context["form"]["at"].value() == typed
    assert not Edition.objects.filter(live_from__gt=AN_HOUR_AGO).exists()
    assert not Edition.objects.filter(live_from__lt=AN_HOUR_AGO).exists()


@pytest.mark.parametrize("typed", PASSED)
@pytest.mark.parametrize("name", ["embargo_until", "breaking_until"])
def test_a_story_takes_no_embargo_and_no_breaking_until_the_past(
    at_desk, editor, name, typed
):
    story, client = build.article(editor), at_desk(editor)
    url = reverse("admin:articles_article_change", args=[story.pk])

    shown = client.post(url, {**opened(client, url), "headline": "Kept", name: typed})

    form = shown.context["adminform"].form
    assert list(form.errors) == [name]
    assert "has passed" in form.errors[name][0]
    assert (form["headline"].value(), form[name].value()) == ("Kept", typed)
    assert Article.objects.get().version == story.version


@pytest.mark.parametrize("typed", PASSED)
@pytest.mark.parametrize("name", ["since", "until"])
def test_the_front_of_a_past_minute_is_changed_by_nobody(at_desk, editor, name, typed):
    story = build.live(editor, at=AN_HOUR_AGO).article
    url, before = reverse("admin:articles_frontslot_add"), Event.objects.count()

    shown = at_desk(editor).post(url, {"article": story.pk, "position": 1, name: typed})

    assert list(shown.context["adminform"].form.errors) == [name]
    assert shown.context["adminform"].form[name].value() == typed
    assert (FrontSlot.objects.count(), Event.objects.count()) == (0, before)


@pytest.mark.parametrize("typed", PASSED)
def test_a_licence_that_is_over_already_is_a_stop(at_desk, typed):
    photo, client = build.photo(), at_desk(build.person("Photo desk"))
    url = reverse("admin:articles_photo_change", args=[photo.pk])

    shown = client.post(url, {**opened(client, url), "licence_until": typed})

    [sentence] = shown.context["adminform"].form.errors["licence_until"]
    assert sentence.endswith("a photo that may no longer be used is stopped instead.")
    assert Photo.objects.get().licence_until is None


def test_no_photo_comes_in_with_a_licence_that_is_over(at_desk, reporter):
    file = SimpleUploadedFile("hall.jpg", build.picture(), "image/jpeg")
    typed = {"file": file, "title": "The hall", "licence": "staff"}

    shown = at_desk(reporter).post(
        reverse("admin:articles_photo_add"), {**typed, "licence_until": "2025-01-01T00:00"}
    )

    assert list(shown.context["adminform"].form.errors) == ["licence_until"]
    assert Photo.objects.count() == 0


# This very minute is now


@pytest.mark.parametrize("typed", ["2025-11-28T19:02", "2025-11-28 19:02:10"])
@pytest.mark.parametrize("verb", VERBS)
def test_this_very_minute_is_now(at_desk, editor, clock, verb, typed):
    clock.shift(40)

    shown = published(at_desk(editor), editor, verb, typed)

    assert told(shown)[-1] == "Published."
    assert Edition.objects.live().get().live_from == NOW + timedelta(seconds=40)


def test_a_place_of_the_front_begins_when_its_form_is_sent(at_desk, editor, clock):
    story, client = build.live(editor).article, at_desk(editor)
    url = reverse("admin:articles_frontslot_add")
    sent = opened(client, url)
    clock.shift(20 * 60)

    client.post(url, {**sent, "article": story.pk, "position": 1})

    assert FrontSlot.objects.get().since == NOW + timedelta(minutes=20)


@pytest.mark.parametrize(
    ("hour", "stands"), [("00:29", False), ("00:30", True), ("00:31", True)]
)
def test_midnight_is_the_newsrooms(at_desk, editor, clock, hour, stands):
    clock.move_to(datetime(2025, 11, 28, 20, 30, 59, tzinfo=UTC))  # there it is the 29th

    published(at_desk(editor), editor, "approve-and-schedule", f"2025-11-29T{hour}")

    assert Edition.objects.exists() is stands


# What stood there and has passed since hinders nobody


def test_an_embargo_and_a_flag_that_have_passed_stay_as_they_are(at_desk, editor, clock):
    until = NOW + timedelta(minutes=5, microseconds=7)
    story = build.article(editor, breaking=True, breaking_until=until, embargo_until=until)
    client, url = at_desk(editor), reverse("admin:articles_article_change", args=[story.pk])
    clock.shift(3600)

    shown = client.post(
        url, {**opened(client, url), "headline": "An hour later"}, follow=True
    )

    story.refresh_from_db()
    assert told(shown) == ["Saved as revision 2."]
    assert (story.breaking_until, story.embargo_until) == (until, until)


def test_a_photo_whose_licence_is_over_is_still_described(at_desk, clock):
    photo = build.photo(licence_until=NOW + timedelta(minutes=5))
    client = at_desk(build.person("Photo desk"))
    url = reverse("admin:articles_photo_change", args=[photo.pk])
    clock.shift(3600)

    client.post(url, {**opened(client, url), "alt": "The same hall"})
    client.post(
        url, {**opened(client, url), "alt": "Else", "licence_until": "2025-11-28T19:06"}
    )

    photo.refresh_from_db()
    assert (photo.alt, photo.licence_until) == ("The same hall", NOW + timedelta(minutes=5))


def test_a_moment_that_came_twice_is_left_as_it_stands(at_desk):
    # Baku's clocks showed 04:30 again
    twice = datetime(2014, 10, 26, 0, 30, 0, 7, tzinfo=UTC)
    photo = build.photo(taken_at=twice)
    client = at_desk(build.person("Photo desk"))
    url = reverse("admin:articles_photo_change", args=[photo.pk])

    client.post(url, {**opened(client, url), "alt": "The same hall"})

    photo.refresh_from_db()
    assert (photo.alt, photo.taken_at) == ("The same hall", twice)


def test_what_stood_there_is_asked_of_the_record_not_of_the_request(at_desk, editor):
    story = build.live(editor).article
    forged = {"since": "2025-01-01T00:00", "initial-since": "2025-01-01T00:00"}

    at_desk(editor).post(
        f"{reverse('admin:articles_frontslot_add')}?since=2025-01-01T00:00",
        {"article": story.pk, "position": 1, **forged},
    )

    assert FrontSlot.objects.count() == 0


# The door of import and demo, which no request reaches


def into_the_past(verb):
    """Call a verb as a view does that forgot its form."""
    by = build.person("Chief")
    story = build.live(by).article
    revision = build.edited(story, by, headline="Member states agree")
    slot = FrontSlot(article=story, since=AN_HOUR_AGO)
    calls = {
        "save_site_object": lambda: desk.save_site_object(slot, by=by),
        "end_slot": lambda: desk.end_slot(slot, by=by, at=AN_HOUR_AGO),
        "stop_photo": lambda: desk.stop_photo(
            build.photo(), by=by, reason="x", at=AN_HOUR_AGO
        ),
        "correct": lambda: desk.correct(
            story, revision=revision, by=by, what="The place.", at=AN_HOUR_AGO
        ),
    }
    again = getattr(desk, verb)
    return calls.get(verb) or (
        lambda: again(story, revision=revision, by=by, at=AN_HOUR_AGO)
    )


WITH_MOMENTS = [
    "publish",
    "refile",
    "update",
    "correct",
    "save_site_object",
    "end_slot",
    "stop_photo",
]


@pytest.mark.parametrize("verb", WITH_MOMENTS)
def test_no_request_changes_what_was_public_whatever_its_form_lets_through(verb):
    act = into_the_past(verb)
    said = "28 November 2025 18:02 (UTC +04:00) has passed: what readers saw then stays as it was."

    with pytest.raises(desk.NotReady) as refused:
        moments.no_past_for_requests(lambda request: act())(RequestFactory().post("/"))

    assert refused.value.sentences == (said,)


@pytest.mark.parametrize("verb", VERBS)
def test_every_request_is_one(at_desk, editor, verb, monkeypatch):
    monkeypatch.setattr(ComingMomentField, "to_python", MomentField.to_python)

    shown = published(at_desk(editor), editor, verb, "2025-11-28T18:30")

    [sentence] = shown.context["form"].non_field_errors()
    assert sentence.endswith("has passed: what readers saw then stays as it was.")


def test_every_verb_that_takes_a_moment_refuses_the_past_to_requests():
    taking = {
        name
        for name in desk.__all__
        if inspect.isfunction(verb := getattr(desk, name))
        and {"by", "at"} <= set(inspect.signature(verb).parameters)
    }

    assert taking == set(WITH_MOMENTS) - {"save_site_object"}


def test_import_and_demo_say_when_it_was():
    edition = build.live(at=AN_HOUR_AGO)

    assert Edition.objects.live(AN_HOUR_AGO).get() == edition
    assert not moments._in_a_request.get()
