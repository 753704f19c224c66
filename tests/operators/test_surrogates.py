"""The cache in front is told what a page shows and until when it holds; nobody else is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.pages.story.pictures import photo_url
from tests import build

pytestmark = pytest.mark.django_db
TOLD = ("Surrogate-Key", "Surrogate-Control")
OURS = {"Surrogate-Capability": 'cdn="ESI/1.0", news-edge="Surrogate/1.0 ESI/1.0"'}


def told(client, address, headers=OURS, **meta):
    answer = client.get(address, headers=headers, **meta)
    answer.getvalue()
    return tuple(answer.get(name) for name in TOLD)


@pytest.fixture(autouse=True)
def _named(settings):
    settings.SURROGATE_NAME = "news-edge"


@pytest.fixture
def story():
    return build.live(tags=["ITU"], lead_photo=build.photo(), at=timezone.now())


def test_a_page_names_its_own_key_its_stories_pictures_and_names(client, story):
    other = build.live(headline="Other", section=build.section("Telecom"))
    shown = (
        f"article:{story.article_id} article:{other.article_id} photo:{story.lead_photo_id}"
    )
    one = f"article:{story.article_id} photo:{story.lead_photo_id}"
    keys = {
        "/": f"front site {shown}",
        "/latest/": f"latest site {shown}",
        "/ict-materials/": f"section:{story.section_id} site {one}",
        "/tag/itu/": f"tag:{build.tag().pk} site {one}",
        "/author/ingilab-mammadov/": f"author:{build.author().pk} site {shown}",
        "/authors/": f"latest site author:{build.author().pk}",
        "/corrections/": "corrections site",
        "/about/": "page:about site",
        story.get_absolute_url(): (
            f"article:{story.article_id} site article:{other.article_id} "
            f"author:{build.author().pk} photo:{story.lead_photo_id} tag:{build.tag().pk}"
        ),
    }

    assert {address: told(client, address)[0] for address in keys} == keys


def test_a_search_names_whom_and_what_it_could_be_narrowed_to(client, story):
    build.live(headline="Another roadmap", tags=["5G"], bylines=[build.author("A. Aliyev")])
    keys = told(client, "/search/?q=roadmap")[0].split()
    narrowed = told(client, "/search/?q=roadmap&tag=itu")[0].split()

    people = {
        f"author:{build.author(name).pk}" for name in ("Ingilab Mammadov", "A. Aliyev")
    }
    assert people | {f"tag:{build.tag(name).pk}" for name in ("ITU", "5G")} <= set(keys)
    assert f"tag:{build.tag('ITU').pk}" in narrowed


def test_a_page_says_until_when_it_holds(client, story):
    midnight = 5 * 3600 - 2 * 60
    nothing_comes = (told(client, "/corrections/")[1], told(client, "/")[1])
    build.live(headline="Soon", at=timezone.now() + timedelta(minutes=10))
    something_does = (told(client, "/corrections/")[1], told(client, "/")[1])

    # the latest beside it
    assert told(client, story.get_absolute_url())[1] == "max-age=300"
    assert nothing_comes == ("max-age=86400", f"max-age={midnight}")
    assert something_does == ("max-age=600", "max-age=600")


def test_what_ends_a_page_names_its_keys_too(client, clock, story):
    chief, address = build.person("Chief"), story.get_absolute_url()
    photo = story.lead_photo
    file, page = photo.files[0].get_absolute_url(), photo_url(story, photo.pk)
    desk.stop_photo(photo, by=chief, reason="Rights")
    gone = [told(client, file), told(client, page)]
    clock.shift(60)
    desk.hold(story.article, by=chief)
    held = told(client, address)
    clock.shift(60)
    desk.withdraw(story.article, by=chief, outcome="gone")
    withdrawn = [told(client, address), told(client, page)]

    one = f"article:{story.article_id}"
    assert gone == [(f"photo:{photo.pk}", None), (f"{one} photo:{photo.pk} site", None)]
    assert (held[0].split()[:2], held[1]) == ([one, "site"], None)
    assert withdrawn == [(f"{one} site", None)] * 2


def test_a_file_names_its_photo_and_until_when_it_holds(client, story):
    photo = story.lead_photo
    file = photo.files[0].get_absolute_url()
    for_good = told(client, file)
    end = timezone.now() + timedelta(minutes=10)
    desk.stop_photo(photo, by=build.person("Chief"), reason="Licence", at=end)

    assert for_good == (f"photo:{photo.pk}", "max-age=86400")
    assert told(client, file) == (f"photo:{photo.pk}", "max-age=600")
    assert told(client, file, headers={}) == (None, None)


def test_a_304_says_it_again(client, story):
    had = client.get("/latest/", headers=OURS)
    again = client.get("/latest/", headers=OURS | {"If-None-Match": had["ETag"]})

    assert again.status_code == 304
    assert again["Surrogate-Control"] == had["Surrogate-Control"]


@pytest.mark.parametrize(
    ("headers", "meta"),
    [
        ({}, {}),
        ({"Surrogate-Capability": 'other="Surrogate/1.0"'}, {}),
        ({"Surrogate-Capability": 'my-news-edge="Surrogate/1.0"'}, {}),
        ({"Surrogate-Capability": 'news-edge="ESI/1.0"'}, {}),
        (OURS, {"REMOTE_ADDR": "203.0.113.9"}),
    ],
    ids=["anybody", "another name", "a longer name", "no surrogate", "from elsewhere"],
)
def test_a_stranger_is_told_nothing(client, story, headers, meta):
    assert told(client, "/", headers, **meta) == (None, None)


def test_without_a_name_nobody_is(client, story, settings):
    settings.SURROGATE_NAME = ""
    assert told(client, "/", {"Surrogate-Capability": '="Surrogate/1.0"'}) == (None, None)
