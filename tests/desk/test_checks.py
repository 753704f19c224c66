"""The checks before publishing: each finds its fault, and is as strict as the chief says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.models import CheckSetting, Edition
from tests import build

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def small_leads(monkeypatch):
    """The tests' pictures are small, to be quick."""
    monkeypatch.setattr("articles.desk.stories.checks.LEAD_WIDTH", 600)


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def found(article, *, after=timedelta()) -> dict[str, tuple[str, str]]:
    content, at = desk.preview(article).content, timezone.now() + after
    return {f.check: (f.field, f.severity) for f in desk.findings(article, content, at)}


def sound(chief, **changes):
    """A story in which no check finds anything."""
    changes = {"lead_photo": build.photo(chief), "tags": ["ITU"], **changes}
    return build.article(chief, **changes)


def test_a_sound_story_passes(chief):
    assert found(sound(chief)) == {}


@pytest.mark.parametrize(
    ("check", "facts"),
    [
        ("photo-alt", {"alt": ""}),
        ("photo-credit", {"credit": ""}),
        ("photo-licence", {"licence": "unknown"}),
        ("photo-permission", {"licence": "social"}),
    ],
)
def test_a_photo_that_lacks_a_fact_blocks_wherever_it_stands(chief, check, facts):
    photo = build.photo(chief, **facts)
    body = f'<p>One.</p><figure data-photo="{photo.pk}"></figure>'

    assert found(sound(chief, lead_photo=photo)) == {check: ("lead_photo", "block")}
    assert found(sound(chief, gallery=[(photo, "")])) == {check: ("gallery", "block")}
    assert found(sound(chief, body=body)) == {check: ("body", "block")}


def test_a_decorative_photo_needs_no_alt_text(chief):
    assert found(sound(chief, lead_photo=build.photo(chief, alt="", decorative=True))) == {}


def test_a_noted_permission_is_enough_for_social_media(chief):
    photo = build.photo(
        chief, licence="social", licence_note="N. Valiyeva by mail, 27 November"
    )

    assert found(sound(chief, lead_photo=photo)) == {}


def test_a_stopped_photo_blocks(chief):
    photo = build.photo(chief)
    story = sound(chief, lead_photo=photo)

    desk.stop_photo(photo, by=chief, reason="Wrong picture")

    assert found(story) == {"photo-stopped": ("lead_photo", "block")}


def test_a_licence_must_hold_when_the_story_appears(chief):
    photo = build.photo(chief, licence_until=timezone.now() + HOUR)
    story = sound(chief, lead_photo=photo)

    assert found(story) == {}
    assert found(story, after=HOUR) == {"photo-until": ("lead_photo", "block")}


def test_a_reserved_photo_is_for_its_story_alone(chief):
    photo = build.photo(chief)
    mine, other = sound(chief, lead_photo=photo), sound(chief, lead_photo=photo)

    desk.set_rights(photo, by=chief, version=photo.version, only_for=mine)

    assert found(mine) == {}
    assert found(other) == {"photo-only-for": ("lead_photo", "block")}


def test_a_small_lead_warns(chief):
    facts = {"credit": "Ministry", "alt": "A hall", "licence": "staff"}
    small = desk.add_photo(build.picture((599, 400)), by=chief, **facts)

    assert found(sound(chief, lead_photo=small)) == {"lead-width": ("lead_photo", "warn")}
    assert found(sound(chief, gallery=[(small, "")])) == {}


def test_no_lead_no_tags_and_a_long_headline_warn(chief):
    story = build.article(chief, headline="word " * 23)

    assert found(story) == {
        "lead-missing": ("lead_photo", "warn"),
        "headline-long": ("headline", "warn"),
        "tags-missing": ("tags", "warn"),
    }


def test_the_same_headline_within_a_week_warns(chief, clock):
    build.live(chief, headline="Roadmap")
    again = sound(chief, headline="Roadmap")
    assert found(again) == {"headline-again": ("headline", "warn")}

    clock.shift(timedelta(days=8))

    assert found(again) == {}


def test_publishing_names_everything_that_blocks_and_publishes_nothing(chief):
    photo = build.photo(chief, credit="", alt="")
    story, revision = build.approved(chief, lead_photo=photo)

    with pytest.raises(desk.NotReady) as refused:
        desk.publish(story, revision=revision, by=chief)

    assert len(refused.value.sentences) == 2
    assert not Edition.objects.exists()


def test_a_story_scheduled_beyond_a_licence_is_refused(chief):
    photo = build.photo(chief, licence_until=timezone.now() + HOUR)
    story, revision = build.approved(chief, lead_photo=photo)

    with pytest.raises(desk.NotReady, match="until 28 November 2025 20:02"):
        desk.publish(story, revision=revision, by=chief, at=timezone.now() + 2 * HOUR)


def test_the_chief_makes_checks_stricter_and_milder(chief):
    story = build.article(chief, tags=[], lead_photo=build.photo(chief, alt=""))

    desk.set_checks({"tags-missing": "block", "photo-alt": "off"}, by=chief)

    assert found(story) == {"tags-missing": ("tags", "block")}


def test_an_editor_sets_no_checks_and_nobody_sets_what_is_none(chief):
    with pytest.raises(desk.NotAllowed):
        desk.set_checks({"photo-alt": "off"}, by=build.person("Editor"))
    with pytest.raises(desk.NotReady):
        desk.set_checks({"photo-alt": "gently"}, by=chief)

    assert not CheckSetting.objects.exists()
