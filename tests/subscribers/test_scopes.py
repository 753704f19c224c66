"""Which feeds there are and what they say of themselves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import desk
from articles.models import FrontSlot, SiteSettings
from tests import build

from .grammar import assert_valid
from .reading import head, items, tree

pytestmark = pytest.mark.django_db
# Where a feed is, what it is called, and its page for people.
NAMES = [
    ("", "Newsroom", "/"),
    ("/top", "Newsroom: Top stories", "/"),
    ("/corrections", "Newsroom: Corrections", "/corrections/"),
    ("/language/en", "Newsroom: English", "/language/en/"),
    ("/language/az", "Newsroom: Azerbaijani", "/language/az/"),
    ("/ict-materials", "Newsroom: ICT Materials", "/ict-materials/"),
    ("/tag/itu", "Newsroom: ITU", "/tag/itu/"),
    ("/author/ingilab-mammadov", "Newsroom: Ingilab Mammadov", "/author/ingilab-mammadov/"),
]
SCOPES = pytest.mark.parametrize(("path", "name", "home"), NAMES)
FORMS = ("rss", "atom", "json")
FORMATS = pytest.mark.parametrize("form", FORMS)
BASE = "http://localhost:8000"


def corrected(chief, **facts):
    edition = build.live(chief, at=timezone.now() - timedelta(hours=1), **facts)
    revision = build.edited(edition.article, chief, headline="Corrected")
    return desk.correct(edition.article, revision=revision, by=chief, what="A date.")


@SCOPES
def test_the_title_says_the_scope_and_the_links_lead_to_it(client, path, name, home):
    build.live(tags=["ITU"])
    for file, also in (("feed", ""), ("summary", " (summaries)")):
        for form in FORMS:
            feed = head(client, f"{path}/{file}.{form}")
            own = f"{BASE}{path}/{file}.{form}"
            assert (feed.title, feed.home, feed.own) == (name + also, BASE + home, own)


@SCOPES
def test_a_scope_has_its_stories_and_no_others(client, path, name, home):
    chief = build.person("Chief")
    mine = corrected(chief, tags=["ITU"], language="az" if path.endswith("az") else "en")
    away = {"section": build.section("Telecom"), "bylines": [build.author("Aytən Əli")]}
    other = build.live(chief, headline="Other", language="ru", **away)
    everything = [other.article.urn, mine.article.urn]
    for form in FORMS:
        told = [item.id for item in items(form, client.get(f"{path}/feed.{form}").content)]
        assert told == (everything if path in ("", "/top") else [mine.article.urn])


@SCOPES
def test_a_scope_without_stories_is_a_valid_feed(client, clock, path, name, home):
    story = build.live(tags=["ITU"]).article
    clock.shift(31 * 24 * 3600)
    desk.withdraw(story, by=build.person("Chief"), outcome="gone")
    clock.shift(31 * 24 * 3600)
    for form in FORMS:
        content = client.get(f"{path}/feed.{form}").content
        assert_valid(form, content)
        assert items(form, content) == []


@pytest.mark.parametrize("stories", [1, 30])
def test_a_feed_of_any_scope_takes_twelve_queries_at_most(
    client, django_assert_max_num_queries, stories
):
    chief, photo = build.person("Chief"), build.photo()
    facts = {
        "bylines": [build.author(portrait=photo)],
        "lead_photo": photo,
        "tags": ["ITU"],
    }
    for _ in range(stories):
        corrected(chief, **facts)
    for path, name, _ in NAMES:
        with django_assert_max_num_queries(12, info=name):
            assert client.get(f"{path}/feed.json").status_code == 200


def test_no_two_feeds_have_one_title_or_one_id(client):
    build.live(tags=["ITU"])
    files = [f"{path}/{file}.atom" for path, _, _ in NAMES for file in ("feed", "summary")]
    for query in ("/atom:feed/atom:id/text()", "/atom:feed/atom:title/text()"):
        found = [tree(client, path)(query)[0] for path in files]
        assert len(set(found)) == len(files)


@FORMATS
def test_the_top_is_the_front_as_the_desk_ordered_it(client, clock, form):
    chief = build.person("Chief")
    now = timezone.now()
    stories = [
        build.live(chief, headline=f"Story {n}", at=now - timedelta(hours=n)).article
        for n in range(4)
    ]
    for place, number in ((1, 3), (2, 1)):
        desk.save_site_object(
            FrontSlot(article=stories[number], position=place, since=now), by=chief
        )
    told = items(form, client.get(f"/top/feed.{form}").content)
    assert [item.title for item in told] == ["Story 3", "Story 1", "Story 0", "Story 2"]


def test_the_top_moves_when_a_place_begins_or_ends(client, clock):
    chief, now = build.person("Chief"), timezone.now()
    story = build.live(chief, at=now - timedelta(hours=1)).article
    since, until = now + timedelta(seconds=20), now + timedelta(seconds=90)
    slot = FrontSlot(article=story, position=1, since=since, until=until)
    desk.save_site_object(slot, by=chief)
    seen = []
    for _ in range(3):
        response = client.get("/top/feed.rss")
        seen.append((response["Last-Modified"][17:25], response["Cache-Control"][16:]))
        clock.shift(45)
    # A change of the last five seconds is not yet told by date (`http.SETTLED`).
    assert [stamp for stamp, _ in seen] == ["15:01:55", "15:02:20", "15:03:25"]
    assert seen[0][1].startswith("5, s-maxage=5, stale-while-revalidate=15,")


def test_the_corrections_feed_has_the_latest_correction_first(client, clock):
    chief = build.person("Chief")
    older, newer = build.live(chief, headline="Older"), build.live(chief, headline="Newer")
    build.live(chief, headline="Never wrong")
    for edition in (newer, older):
        clock.shift(60)
        story = edition.article
        revision = build.edited(story, chief, standfirst="Put right.")
        desk.correct(story, revision=revision, by=chief, what="A date.")
    told = items("json", client.get("/corrections/feed.json").content)
    assert [item.title for item in told] == ["Older", "Newer"]


def test_a_correction_waiting_for_its_minute_is_not_told(client, clock):
    chief = build.person("Chief")
    story = build.live(chief).article
    revision = build.edited(story, chief, headline="Corrected")
    desk.correct(
        story,
        revision=revision,
        by=chief,
        what="A date.",
        at=timezone.now() + timedelta(hours=1),
    )
    assert items("rss", client.get("/corrections/feed.rss").content) == []


@FORMATS
@pytest.mark.parametrize("file", ["feed", "summary"])
def test_the_latest_has_one_address(client, file, form):
    response = client.get(f"/latest/{file}.{form}")
    assert (response.status_code, response["Location"]) == (301, f"/{file}.{form}")


@FORMATS
def test_a_language_that_we_do_not_write_has_no_feed(client, form):
    assert client.get(f"/language/de/feed.{form}").status_code == 404


@pytest.mark.parametrize("slug", ["language", "top", "corrections", "latest"])
def test_no_section_may_take_the_address_of_a_feed(slug):
    with pytest.raises(ValidationError):
        build.section(slug=slug).full_clean()


def test_an_unknown_query_is_no_part_of_a_feed(client):
    build.live()
    plain, asked = client.get("/feed.rss"), client.get("/feed.rss?summary")
    assert (plain["ETag"], plain.content) == (asked["ETag"], asked.content)


@FORMATS
def test_a_tag_that_only_desk_copies_carry_has_no_feed(client, form):
    build.article(tags=["ITU"])
    assert client.get(f"/tag/itu/feed.{form}").status_code == 404


@FORMATS
@pytest.mark.parametrize("path", ["/nothing", "/tag/nothing", "/author/nothing"])
def test_an_unknown_scope_is_not_found(client, path, form):
    assert client.get(f"{path}/feed.{form}").status_code == 404


@pytest.mark.parametrize("path", ["/feed.csv", "/feed.yaml", "/tag/itu/feed.jsonp"])
def test_a_format_that_we_do_not_write_is_not_found(client, path):
    build.tag()
    assert client.get(path).status_code == 404


@FORMATS
@pytest.mark.parametrize(
    ("make", "path"),
    [(build.section, "/{}"), (build.tag, "/tag/{}"), (build.author, "/author/{}")],
)
def test_a_retired_slug_leads_to_the_present_one_at_once(client, make, path, form):
    chief, thing = build.person("Chief"), make()
    build.live(chief, tags=["ITU"])
    first = thing.slug
    desk.save_site_object(thing, by=chief, changes={"slug": "second"})
    desk.save_site_object(thing, by=chief, changes={"slug": "third"})
    for slug in (first, "second"):
        response = client.get(path.format(slug) + f"/feed.{form}")
        assert response.status_code == 301
        assert response["Location"] == path.format("third") + f"/feed.{form}"


def test_the_id_of_an_atom_feed_outlives_its_slug(client):
    chief, tag = build.person("Chief"), build.tag()
    build.live(tags=["ITU"])
    before = tree(client, "/tag/itu/feed.atom")("/atom:feed/atom:id/text()")
    desk.save_site_object(tag, by=chief, changes={"slug": "union"})
    assert tree(client, "/tag/union/feed.atom")("/atom:feed/atom:id/text()") == before


def test_addresses_are_the_public_ones_whatever_host_asked(client, settings):
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://news.example", ["*"]
    build.live(lead_photo=build.photo())
    content = client.get("/feed.rss?x=1", headers={"host": "evil.example"}).content
    assert b"evil.example" not in content and b"localhost" not in content
    assert b'href="https://news.example/feed.rss"' in content


def test_the_channel_says_who_we_are_and_what_is_allowed(client):
    read = tree(client, "/feed.rss")
    assert read("/rss/channel/copyright/text()") == ["© Newsroom"]
    assert read("//atom:link[@rel='license']/@href") == [f"{BASE}/terms/"]
    read = tree(client, "/feed.atom")
    assert read("/atom:feed/atom:rights/text()") == ["© Newsroom"]
    assert "icon-512" in read("/atom:feed/atom:logo/text()")[0]
    assert read("/atom:feed/@xml:lang") == ["en"]


@FORMATS
def test_the_chief_says_the_copyright_line_and_the_feed_moves(client, clock, form):
    before = client.get(f"/feed.{form}")
    clock.shift(60)
    line = "© 2025 ICT Wire. All rights reserved."
    desk.save_site_object(
        SiteSettings.load(), by=build.person("Chief"), changes={"copyright": line}
    )
    after = client.get(f"/feed.{form}", headers={"if-none-match": before["ETag"]})
    assert line in after.content.decode()
