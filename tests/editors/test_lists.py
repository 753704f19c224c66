from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import desk
from tests import build

LIST = reverse("admin:articles_article_changelist")


def headlines(response):
    return sorted(story.headline for story in response.context["cl"].result_list)


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def full_story(chief, number, photo):
    authors = [build.author(f"Author {number} {place}") for place in range(3)]
    return build.live(
        chief,
        headline=f"Story {number}",
        bylines=authors,
        tags=["ITU", "5G"],
        lead_photo=photo,
    ).article


def test_the_list_of_stories_speaks_of_stories(at_desk, editor):
    page = at_desk(editor).get(LIST).content.decode()

    assert 'class="addlink">Write</a>' in page
    assert "0 stories" in page


@pytest.mark.parametrize(
    "url", [LIST, reverse("admin:articles_photo_changelist"), "/admin/"]
)
def test_a_list_takes_the_same_queries_for_one_and_for_thirty(url, at_desk, chief):
    client, photo = at_desk(chief), build.photo(chief)
    full_story(chief, 0, photo)
    one = queries(client, url)

    for number in range(1, 30):
        full_story(chief, number, build.photo(chief) if number < 5 else photo)

    assert queries(client, url) == one
    assert one <= 20


def test_the_list_shows_where_stories_stand(at_desk, chief, clock):
    _, held, gone = (build.live(chief, headline=name).article for name in ("A", "B", "C"))
    build.live(chief, headline="D", at=timezone.now() + timedelta(hours=1))
    clock.shift(60)
    desk.hold(held, by=chief)
    desk.withdraw(gone, by=chief, outcome="gone")

    shown = at_desk(chief).get(LIST).content.decode()

    scheduled = "Scheduled for 28 November 2025 20:02 (UTC +04:00)"
    for chip in ("Live", "On hold", "Withdrawn, to be confirmed", scheduled):
        assert f'">{chip}</span>' in shown


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("public=live", ["A"]),
        ("public=held", ["B"]),
        ("public=scheduled", ["D"]),
        ("public=never", ["E"]),
        ("state=writing", ["E"]),
        ("trash=yes", ["F"]),
    ],
)
def test_filters_ask_the_editions(asked, found, at_desk, chief, clock):
    for name in "AB":
        held = build.live(chief, headline=name).article
    build.live(chief, headline="D", at=timezone.now() + timedelta(hours=1))
    build.article(chief, headline="E")
    desk.trash(build.article(chief, headline="F"), by=chief)
    clock.shift(60)
    desk.hold(held, by=chief)

    assert headlines(at_desk(chief).get(f"{LIST}?{asked}")) == found


def test_filters_by_section_author_and_whose(at_desk, chief):
    author, section = build.author("Aygun"), build.section("Space")
    build.article(chief, headline="Mine", bylines=[author], section=section)
    build.article(headline="Other")
    client = at_desk(chief)

    for asked in (f"author={author.pk}", f"section={section.pk}", "whose=mine"):
        assert headlines(client.get(f"{LIST}?{asked}")) == ["Mine"]


def test_search_finds_words_in_any_order(at_desk, chief):
    build.article(chief, headline="Baku hosts the telecom forum", tags=["Satellites", "5G"])
    build.article(chief, headline="Another")

    for words in ("forum baku", "satellites 5g", "Ingilab hosts"):
        assert headlines(at_desk(chief).get(LIST, {"q": words})) == [
            "Baku hosts the telecom forum"
        ]


@pytest.mark.parametrize(
    "typo",
    [
        "q=" + "word+" * 900,
        "section=x", "author=99999999999999999999", "state=%00", "public=maybe", "whose=theirs",
        "trash=maybe", "p=x", "p=999", "o=99.x", "q=%00", "nonsense=1", "section__id__in=x",
    ],
)  # fmt: skip
def test_a_typo_in_a_filter_is_no_error(typo, at_desk, chief):
    build.article(chief)

    assert at_desk(chief).get(f"{LIST}?{typo}", follow=True).status_code == 200


def test_a_reporter_sees_only_own_stories(at_desk, reporter):
    build.article(reporter, headline="Mine")
    build.article(headline="Secret", bylines=[build.author("Hidden Name")])

    shown = at_desk(reporter).get(LIST)

    assert headlines(shown) == ["Mine"]
    assert (
        "Secret" not in shown.content.decode()
        and "Hidden Name" not in shown.content.decode()
    )


def test_an_editor_of_a_section_sees_its_stories(at_desk):
    build.article(headline="Theirs")
    space = build.section("Space")
    build.article(headline="Ours", section=space)

    shown = at_desk(build.person("Editor", sections=(space,))).get(LIST)

    assert headlines(shown) == ["Ours"]


def test_nothing_is_deleted_in_bulk(at_desk, build_admin):
    shown = at_desk(build_admin).get(LIST)

    assert "delete_selected" not in shown.content.decode()


@pytest.fixture
def build_admin():
    return build.admin()


def test_the_desk_opens_on_what_needs_me(at_desk, editor, reporter):
    build.article(editor, headline="My draft")
    theirs = build.article(reporter, headline="To be read")
    desk.submit(theirs, revision=theirs.revisions.first(), by=reporter)

    shown = at_desk(editor).get("/admin/").content.decode()

    drafts, review = shown.index("My drafts"), shown.index("To review")
    assert drafts < shown.index("My draft</a>") < review < shown.index("To be read</a>")
