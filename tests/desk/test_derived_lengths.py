"""What is made of a text may be longer than the text: it fits its column, or is refused in words.

On SQLite no column refuses what is too long, so each is measured here.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Max
from django.db.models.functions import Length

from articles import desk
from articles.desk.site import ACTIONS
from articles.models import (
    Article,
    FixedPage,
    FrontSlot,
    NavigationLink,
    Photo,
    SiteSettings,
    Tag,
)
from articles.models.named import Named
from articles.models.photo_facts import FACTS, RIGHTS
from tests import build

pytestmark = pytest.mark.django_db

AGENCY = "Telecommunications Infrastructure Development and Digital Transformation Agencyx"
GROWING = {
    "a phrase in one letter": "\ufdfa",  # folded, eighteen
    "a word in one sign": "\u3300",
    "Hebrew with two points": "\ufb2c",  # three as soon as it is cleaned
    "a capital i with its dot": "İ",
    "Chinese": "壮",  # six letters of an address
    "a plain letter": "x",
}
# What nobody types: names and digests of our own, and what programs answer, which is cut.
OURS = {
    "CheckSetting": "check_id",
    "Due": "error",
    "Follower": "holder name",
    "Hub": "holder url answer",
    "Notice": "mail_address mail_answer",
    "Ping": "topic error",
    "PreviewLink": "digest",
    "RetiredFile": "name",
}


def columns():
    """Every column of a length of its own, of every model of the journalism."""
    for model in apps.get_app_config("articles").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField) and not field.choices:
                yield model, field


def longest():
    """How long what stands in each column is, at most."""
    return {
        (model.__name__, field.name): (
            model.objects.aggregate(n=Max(Length(field.name)))["n"] or 0,
            field.max_length,
        )
        for model, field in columns()
    }


def texts(model, names, sign):
    """Each text of a form at its full length, one at a time."""
    for field in (model._meta.get_field(name) for name in names):
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            long = sign * (field.max_length or 300)
            url = f"https://a.example/{long}"[: field.max_length]
            fitting = {
                "email": f"me@{sign * 60}.az",
                "address": url,
                "slug": f"a{long[:-1]}",
            }
            yield {
                field.name: url if "url" in field.name else fitting.get(field.name, long)
            }


def tried(verb, *args, **asked):
    """Do it, or be refused by sentences."""
    try:
        with transaction.atomic():
            return verb(*args, **asked)
    except (desk.DeskError, ValidationError) as refusal:
        assert all(len(said) > 10 for said in getattr(refusal, "messages", [str(refusal)]))


def write_the_house(sign, chief):
    story = build.live(chief).article
    lacking = {
        FixedPage: {"slug": "about", "title": "About"},
        NavigationLink: {"label": "5G", "address": "/tag/5g/"},
        FrontSlot: {"article": story},
        SiteSettings: {"channel_url": "https://a.example/"},
    }
    for model in ACTIONS:
        names = [field.name for field in model._meta.concrete_fields if field.editable]
        plain = lacking.get(model, {"name": "Plain"})
        thing = model(**plain)
        desk.save_site_object(thing, by=chief)
        for changes in texts(model, names, sign):
            if model is FrontSlot or (issubclass(model, Named) and "name" in changes):
                tried(desk.save_site_object, model(), by=chief, changes=plain | changes)
            if not isinstance(thing, FrontSlot):
                tried(desk.save_site_object, thing, by=chief, changes=changes)
                thing.refresh_from_db()


def write_stories(sign, chief):
    said, photo = sign * 300, build.photo(chief)
    names = [field.name for field in Article._meta.concrete_fields if field.editable]
    for changes in [
        *texts(Article, names, sign),
        {
            "headline": said[:200],
            "lead_photo": photo,
            "photo_flag": "on",
            "video_flag": "on",
        },
        {"tags": [sign * 100, sign * 50, sign * 11, sign, AGENCY, f"{AGENCY}!"]},
        {"gallery": [(photo, said, said)]},
        {"gallery": [(photo, said, sign * 30)]},
    ]:
        story = Article()
        plain = {"headline": "Plain", "section": build.section(), "body": build.BODY}
        saved = tried(
            desk.save, story, by=chief, version=0, changes=plain | changes, reason=said
        )
        if saved and changes.keys() & {"lead_photo", "tags", "gallery"}:
            publish(story, said, chief)


def publish(story, said, chief):
    """Through the hands of the desk, each with as much to say as may be said."""
    before = build.an_hour_ago()
    desk.publish(story, revision=build.approve(story, chief), by=chief, at=before)
    revision = build.edited(story, chief, headline="Other")
    correct = {"revision": revision, "what": said, "where": said[:200]}
    correct["at"] = before + timedelta(minutes=30)
    tried(desk.correct, story, by=chief, **correct)
    other = build.person("Chief", first_name=said[:150], last_name=said[:150])
    tried(desk.hold, story, by=other, reason=said)


def write_photos(sign, chief):
    said = sign * 300
    photo = desk.add_photo(build.picture(), by=chief, name=said, licence="staff")
    for changes in texts(Photo, [*FACTS, *RIGHTS], sign):
        photo.refresh_from_db()
        tried(
            desk.save_photo, photo, changes, by=chief, version=photo.version, summary=said
        )
    tried(desk.stop_photo, photo, by=chief, reason=said)
    tried(desk.stop_photo, photo, by=chief, reason=sign * 16)
    tried(desk.allow_photo, photo, by=chief, reason=said)
    tried(desk.stop_photo, photo, by=chief, reason=sign * 16)
    desk.replace_photo(photo, build.picture(), by=chief, name=said)


@pytest.mark.parametrize("sign", GROWING.values(), ids=GROWING)
def test_what_grows_fits_or_is_refused_wherever_it_is_typed(sign):
    chief = build.admin()

    write_the_house(sign, chief)
    write_stories(sign, chief)
    write_photos(sign, chief)

    found = longest()
    assert {key for key, (most, limit) in found.items() if most > limit} == set()
    if sign == "x":
        ours = {(model, name) for model, names in OURS.items() for name in names.split()}
        assert {key for key, (most, _) in found.items() if not most} - ours == set()


@pytest.mark.parametrize("name", [AGENCY, "C" * 80, f"{'a' * 77}-bb", "Şəhər " * 14])
def test_numbers_of_addresses_are_appended_within_their_length(name):
    marks = ["", *"!?+#&*~=;"]
    build.article(tags=[name.strip() + mark for mark in marks])

    slugs = list(Tag.objects.order_by("pk").values_list("slug", flat=True))
    assert len(slugs) == len(set(slugs)) == 10
    assert max(map(len, slugs)) <= 80
    assert [slug.rpartition("-")[2] for slug in slugs[1:]] == [str(n) for n in range(2, 11)]
    assert not any("--" in slug for slug in slugs)


@pytest.mark.parametrize(("name", "length"), [("\ufdfa" * 50, 900), ("\u3300" * 90, 360)])
def test_a_tag_that_is_too_long_written_out_is_refused_in_words(name, length):
    with pytest.raises(ValidationError) as refusal:
        build.article(tags=["5G", name])

    assert refusal.value.messages == [
        f"“{name}”, written out: {length} characters are {length - 200} too many: 200 are the most."
    ]
    assert Tag.objects.count() == 0


def test_a_tag_of_before_that_is_too_long_can_be_renamed():
    chief, tag = build.person("Chief"), build.tag("Old")
    if connection.vendor == "sqlite":
        Tag.objects.filter(pk=tag.pk).update(name="\ufdfa" * 50, folded="x" * 900)
        tag.refresh_from_db()

    desk.save_site_object(tag, by=chief, changes={"name": "New"})

    assert Tag.objects.get().folded == "new"


@pytest.mark.parametrize("sign", ["\u3300", "\ufdfa", "w", "\U00020000"])
def test_a_long_word_is_published_and_found(sign, client):
    word = sign * 200
    edition = build.live(headline="Kept", body=f"<p>{word} agreement</p>")

    answer = client.get("/search/", {"q": word})

    assert answer.status_code == 200
    assert edition.get_absolute_url() in answer.content.decode()


def test_a_story_of_long_words_is_published_and_its_beginning_found(client):
    words = " ".join("\u3300" * 100 + str(number) for number in range(1_900))
    edition = build.live(headline="Kept", body=f"<p>Beginning {words}</p>")

    answer = client.get("/search/", {"q": "beginning"})

    assert edition.get_absolute_url() in answer.content.decode()
