"""`manage.py demo`: the newsroom that the documentation shows."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.demo import bulk, cast, pictures, stories, texts
from articles.enums import Kind
from articles.models import (
    Article,
    Edition,
    EditionTag,
    Event,
    FrontSlot,
    Notice,
    Photo,
    Revision,
)
from articles.models.canonical import digest
from articles.text.dates import newsroom_time
from tests import build

pytestmark = pytest.mark.django_db


def demo(*args: str, **options) -> str:
    out = StringIO()
    call_command("demo", *args, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def small_pictures(monkeypatch):
    """Drawing is tested once; a story needs any picture, the same for the same name."""
    kept = {}

    def draw(kind, seed):
        return kept.setdefault((kind, seed), build.picture((96, 64)))

    monkeypatch.setattr(pictures, "draw", draw)


@pytest.fixture
def made(small_pictures):
    return demo()


def test_the_seed_story_is_live_since_its_minute(made):
    edition = Edition.objects.live().get(article=stories.seed())

    assert (
        edition.title
        == "ITU member states define roadmap for digital opportunities at WTDC-25 (PHOTO)"
    )
    assert newsroom_time(edition.first_published) == "28 November 2025 19:02 (UTC +04:00)"
    assert edition.section.name == "ICT Materials"
    assert [row.name for row in edition.bylines.all()] == ["Ingilab Mammadov"]
    assert edition.content["body"].startswith("<p>The member states of the International")
    assert FrontSlot.objects.standing().get(position=1).article_id == edition.article_id


def test_one_story_names_its_translation_and_a_corrected_one_its_earlier_words(
    made, client
):
    russian = Edition.objects.live().get(headline__startswith="Курсы цифровых навыков")
    corrected = Edition.objects.live().filter(kind=Kind.CORRECTION).first()

    page = client.get(russian.get_absolute_url()).content.decode()
    history = client.get(corrected.get_absolute_url()).content.decode()

    assert 'hreflang="az"' in page
    assert "Вечерний Баку, вид с бухты." in page and 'alt="Светящиеся окна' in page
    assert f"{corrected.get_absolute_url()}edition/{corrected.number - 1}/" in history


def test_the_first_section_is_the_seed_storys(made):
    assert next(iter(cast.SECTIONS))[0] == "ICT Materials"


def test_stories_stand_in_every_state(made):
    now = timezone.now()
    kinds = set(Edition.objects.current(now).values_list("kind", flat=True))

    assert kinds == {Kind.FIRST, Kind.CORRECTION, Kind.UPDATE, Kind.HOLD, Kind.WITHDRAWAL}
    assert Edition.objects.waiting(now).count() == 1
    assert Edition.objects.live(now).count() > 30
    assert set(Edition.objects.live(now).values_list("language", flat=True)) == {
        "en",
        "az",
        "ru",
    }
    assert Article.objects.filter(editions=None, state="submitted").count() == 1
    assert Article.objects.filter(editions=None).count() == 5


def test_stories_are_spread_over_the_days_before(made):
    lived = Edition.objects.live().exclude(article=stories.seed())
    days = {timezone.localtime(edition.first_published).date() for edition in lived}

    assert len(days) > 9
    assert max(days) >= timezone.localtime().date() - timedelta(days=1)


def test_a_second_run_changes_nothing(made):
    before = (Article.objects.count(), Event.objects.count(), Photo.objects.count())

    said = demo()

    assert said == "The demo is there already: nothing has changed.\n"
    assert (Article.objects.count(), Event.objects.count(), Photo.objects.count()) == before


def test_everybody_signs_in_with_the_password_that_is_printed(made, client):
    for name in cast.USERNAMES:
        assert client.login(username=name, password="dateline-baku-2025")
        assert f"  {name} " in made
    assert get_user_model().objects.filter(is_staff=True).count() == len(cast.USERNAMES)


def test_logins_are_not_printed_where_passwords_were_changed(made):
    for person in get_user_model().objects.all():
        person.set_password("another long password")
        person.save()

    assert demo("--logins") == ""


def test_if_empty_leaves_a_newsroom_with_stories_alone():
    build.article()

    assert demo("--if-empty") == ""
    assert Article.objects.count() == 1


def test_a_dry_run_makes_nothing():
    said = demo("--dry-run")

    assert said.startswith("Would make 50 stories")
    assert (Article.objects.count(), get_user_model().objects.count()) == (0, 0)


def test_production_refuses(settings):
    settings.NEWSROOM_ENV = "production"

    with pytest.raises(CommandError, match="not in production"):
        demo()


def test_stories_come_in_bulk_as_the_verbs_would_write_them(made, monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 20)

    demo("--stories", "45")

    added = Edition.objects.filter(revision__reason="Generated")
    assert added.count() == 45
    assert all(edition.digest == digest(edition.content) for edition in added)
    assert all(edition.digest == edition.article.approved.digest for edition in added)
    real = Revision.objects.exclude(reason="Generated").first().story
    assert all(set(edition.content) == set(real) for edition in added)


def test_a_third_of_the_generated_stories_carry_one_tag(made):
    demo("--stories", "30")

    rows = EditionTag.objects.live().filter(edition__revision__reason="Generated")
    assert rows.filter(name=bulk.FREQUENT).count() == 10


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_a_picture_is_drawn_alike_each_time(kind):
    first = pictures.draw(kind, 1)

    assert pictures.draw(kind, 1) == first
    assert pictures.draw(kind, 2) != first
    assert len(first) > 40_000


def test_the_seed_text_is_the_sample_page_word_for_word():
    body = texts.seed_body()

    assert body.count("<p>") == 11
    assert "BAKU, Azerbaijan" not in body
    assert "WhatsApp" not in body


def test_unread_is_only_what_somebody_has_yet_to_do(made):
    unread = Notice.objects.unread()

    kinds = unread.filter(to__username="chief2").values_list("kind", flat=True)
    assert set(kinds) == {"submitted", "to_confirm"}
