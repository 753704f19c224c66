"""What is longer than a newsroom needs is refused by the verbs, before anything reads it."""

import pytest
from django.core.exceptions import ValidationError

from articles import desk
from articles.models import Article, Section, SiteSettings
from tests import build

pytestmark = pytest.mark.django_db

TOO_LONG = {
    "headline": "x" * 201,
    "slug": "x" * 81,
    "body": "<p>" + "x" * 200_000,
    "standfirst": "x" * 2_001,
    "internal_note": "x" * 10_001,
    "lead_caption": "x" * 4_001,
    "lead_alt": "x" * 301,
    "dateline_place": "x" * 121,
    "source": "x" * 201,
    "source_url": "https://a.example/" + "x" * 2_000,
    "tags": ["x"] * 51,
}


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


@pytest.fixture
def nothing_reads(monkeypatch):
    """Whoever reads a text fails."""

    def read(*args):
        raise AssertionError("This was read.")

    for name in ("clean_body", "clean_line", "clean_text", "clean_url", "slugify", "fold"):
        monkeypatch.setattr(f"articles.desk.stories.saving.{name}", read)
    monkeypatch.setattr("articles.text.plain_text.unicodedata", None)


@pytest.mark.parametrize("name", TOO_LONG)
def test_a_story_is_refused_before_anything_reads_it(name, chief, nothing_reads):
    with pytest.raises(desk.NotReady, match=r"too many|at most 50 tags"):
        desk.save(
            Article(), by=chief, version=0, changes={"headline": "A", name: TOO_LONG[name]}
        )

    assert Article.objects.count() == 0


def test_a_tag_caption_alt_text_and_reason_are_refused_too(chief, nothing_reads):
    photo = object()
    refused = [
        {"tags": ["x" * 101]},
        {"gallery": [(photo, "x" * 4_001)]},
        {"gallery": [(photo, "", "x" * 301)]},
    ]

    for changes in refused:
        with pytest.raises(desk.NotReady, match="1 too many"):
            desk.save(Article(), by=chief, version=0, changes=changes)
    with pytest.raises(desk.NotReady, match="Reason: 301 characters are 1 too many: 300"):
        desk.save(Article(), by=chief, version=0, changes={}, reason="x" * 301)


def test_the_sentence_says_how_many_are_too_many(chief):
    with pytest.raises(desk.NotReady) as refusal:
        build.article(chief, body="x" * 300_000)

    assert refusal.value.sentences == (
        "Body: 300,000 characters are 100,000 too many: 200,000 are the most.",
    )


def test_what_is_too_long_once_it_is_clean_is_refused(chief):
    with pytest.raises(desk.NotReady, match="Body: "):
        build.article(chief, body="<p>x" * 40_000)
    with pytest.raises(desk.NotReady, match="Source url: "):
        build.article(chief, source_url="https://a.example/" + "ə" * 500)

    assert Article.objects.count() == 0


def test_a_body_of_two_hundred_thousand_characters_is_saved(chief):
    body = f"<p>{'x' * 199_993}</p>"

    assert build.article(chief, body=body).body == body


def test_notes_and_reasons_are_refused(chief):
    story, revision = build.approved(chief)
    build.live_of(story, chief)
    long = "x" * 2_001

    for verb, asked in {
        desk.submit: {"revision": revision, "note": long},
        desk.send_back: {"reason": long},
        desk.update: {"revision": revision, "note": long},
        desk.correct: {"revision": revision, "what": long},
        desk.hold: {"reason": long},
        desk.request_withdrawal: {"reason": long},
        desk.withdraw: {"outcome": "gone", "reason": long},
    }.items():
        with pytest.raises(desk.NotReady, match="1 too many"):
            verb(story, by=chief, **asked)


def test_facts_of_photos_are_refused(chief):
    photo, facts = build.photo(), {"caption": "x" * 4_001}

    with pytest.raises(desk.NotReady, match="Caption: "):
        desk.save_photo(photo, facts, by=chief, version=photo.version)
    with pytest.raises(desk.NotReady, match="Caption: "):
        desk.add_photo(build.picture(), by=chief, **facts)
    with pytest.raises(desk.NotReady, match="End reason: "):
        desk.stop_photo(photo, by=chief, reason="x" * 301)


@pytest.mark.parametrize(
    ("thing", "name", "length"),
    [
        (Section, "name", 121),
        (Section, "description", 2_001),
        (SiteSettings, "trust", 20_001),
    ],
)
def test_what_is_of_the_house_is_refused(thing, name, length, chief, monkeypatch):
    monkeypatch.setattr("articles.text.plain_text.unicodedata", None)

    with pytest.raises(ValidationError) as refusal:
        desk.save_site_object(thing(), by=chief, changes={name: "ə" * length})

    assert refusal.value.message_dict[name][0].startswith(
        f"{length:,} characters are 1 too many"
    )


FIGURE = '<figure data-photo="{}"></figure>'


@pytest.mark.parametrize("photos", [lambda n: 1, lambda n: n])
def test_a_text_places_so_many_photos_and_no_more(photos, chief):
    body = "<p>Hall.</p>" + "".join(FIGURE.format(photos(n)) for n in range(1, 202))
    story = build.article(chief)

    with pytest.raises(
        desk.NotReady, match=r"A text shows at most 200 photos; these are 201."
    ):
        desk.save(story, by=chief, version=1, changes={"body": body})
    assert story.revisions.count() == 1 and not Article.objects.get().figures.exists()

    most = body.removesuffix(FIGURE.format(photos(201)))
    assert desk.save(Article.objects.get(), by=chief, version=1, changes={"body": most})


def test_a_gallery_shows_as_many(chief):
    photo = build.photo(chief)

    with pytest.raises(
        desk.NotReady, match=r"A gallery shows at most 200 photos; these are 201."
    ):
        desk.save(
            Article(),
            by=chief,
            version=0,
            changes={"headline": "A", "gallery": [(photo, "", "")] * 201},
        )
