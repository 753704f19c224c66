"""A story's life as a subscriber follows it, poll by poll."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from tests import build

from .reading import html, poll, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief")


def entry(client, path="/feed.rss"):
    entries = poll(client, path).entries
    assert len(entries) == 1
    return entries[0]


@pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom"])
def test_the_whole_life_of_a_story_under_one_id(client, clock, chief, path):
    story = build.live(chief, at=timezone.now() + timedelta(minutes=10)).article
    seen = [[item.title for item in poll(client, path).entries]]

    def later(act):
        clock.shift(600)
        act()
        item = entry(client, path)
        assert item.id == story.urn
        assert item.published.endswith(("19:12:00 +0400", "19:12:00+04:00"))
        seen.append((item.title, item.updated[11:16]))

    def again(verb, headline, *args, **kwargs):
        revision = build.edited(story, chief, headline=headline)
        verb(story, *args, revision=revision, by=chief, **kwargs)

    later(lambda: None)
    later(lambda: again(desk.refile, "Refiled"))
    later(lambda: again(desk.update, "Updated"))
    later(lambda: again(desk.correct, "Corrected", what="A date was wrong."))
    later(lambda: desk.hold(story, by=chief, reason="Doubt"))
    later(lambda: desk.release(story, by=chief))
    later(lambda: desk.withdraw(story, by=chief, outcome="gone", reason="Wrong"))
    assert seen == [
        [],
        ("Member states define roadmap", "19:12"),
        ("Refiled", "19:22"),
        ("Updated", "19:32"),
        ("Corrected", "19:42"),
        ("On hold", "19:52"),
        ("Corrected", "20:02"),
        ("Story withdrawn", "20:12"),
    ]


def test_a_correction_stands_on_top_and_stays_after_a_refile(client, clock, chief):
    story = build.live(chief).article
    clock.shift(600)
    revision = build.edited(story, chief, headline="Corrected")
    desk.correct(
        story, revision=revision, by=chief, what="A date was wrong.", where="paragraph 1"
    )
    clock.shift(600)
    desk.refile(story, revision=build.edited(story, chief, headline="Refiled"), by=chief)
    assert html(client).startswith(
        "<p><strong>Correction, 28 November 2025 19:12 (UTC +04:00):</strong>"
        " A date was wrong. (paragraph 1)</p><p>The member"
    )


@pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom"])
def test_a_held_story_is_one_sentence(client, clock, chief, path):
    story = build.live(chief, tags=["ITU"]).article
    clock.shift(60)
    desk.hold(story, by=chief, reason="Doubt")
    sentence = "since 28 November 2025 19:03 (UTC +04:00) and is being checked."
    assert html(client, path) == f"<p>This story has been on hold {sentence}</p>"
    assert b"agreement" not in client.get(path).content


@pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom"])
@pytest.mark.parametrize("outcome", ["notice", "gone"])
def test_the_stub_of_a_withdrawn_story_has_no_word_of_it(
    client, clock, chief, path, outcome
):
    photo = build.photo(by=chief)
    story = build.live(
        chief, tags=["Xylophone"], lead_photo=photo, standfirst="In short."
    ).article
    clock.shift(60)
    desk.withdraw(story, by=chief, outcome=outcome, reason="Wrong")
    content = client.get(path).content.decode().lower()
    words = [
        "member",
        "roadmap",
        "agreement",
        "xylophone",
        "in short",
        "mammadov",
        "media/",
    ]
    assert [word for word in words if word in content] == []
    assert "story withdrawn" in content


def test_atom_declares_a_withdrawn_story_deleted_at_the_same_moment(client, clock, chief):
    story = build.live(chief).article
    clock.shift(600)
    desk.withdraw(story, by=chief, outcome="gone", reason="Wrong")
    read = tree(client, "/feed.atom")
    assert read("//at:deleted-entry/@ref") == [story.urn]
    assert read("//at:deleted-entry/@when") == read("//atom:entry/atom:updated/text()")


def test_a_replaced_story_leaves_rss_and_is_only_deleted_in_atom(client, clock, chief):
    story, other = build.live(chief).article, build.live(chief, headline="Other").article
    clock.shift(60)
    desk.withdraw(story, by=chief, outcome="replaced_by", reason="Wrong", replaced_by=other)
    assert entry(client).title == "Other"
    assert entry(client, "/feed.atom").title == "Other"
    assert tree(client, "/feed.atom")("//at:deleted-entry/@ref") == [story.urn]


@pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom", "/tag/itu/feed.atom"])
def test_a_stub_stands_for_thirty_days(client, clock, chief, path):
    story = build.live(chief, tags=["ITU"]).article
    clock.shift(60)
    desk.withdraw(story, by=chief, outcome="gone", reason="Wrong")
    clock.shift(timedelta(days=29, hours=23))
    assert len(poll(client, path).entries) == 1
    clock.shift(timedelta(hours=1))
    assert poll(client, path).entries == []


@pytest.mark.parametrize(
    "path", ["", "/ict-materials", "/tag/itu", "/author/ingilab-mammadov"]
)
def test_an_old_story_that_is_withdrawn_is_told_beside_the_newest(
    client, clock, chief, path
):
    now = timezone.now()
    story = build.live(chief, tags=["ITU"], at=now - timedelta(days=60)).article
    for _ in range(31):
        build.live(chief, tags=["ITU"], at=now - timedelta(hours=1))
    clock.shift(timedelta(hours=3))  # A day that is not busy any more.
    desk.withdraw(story, by=chief, outcome="gone", reason="Wrong")
    entries = poll(client, f"{path}/feed.rss").entries
    assert (len(entries), entries[-1].id) == (31, story.urn)


def test_the_channel_moves_with_a_withdrawal(client, clock, chief):
    story = build.live(chief).article
    clock.shift(600)
    desk.withdraw(story, by=chief, outcome="gone", reason="Wrong")
    built = tree(client, "/feed.rss")("//lastBuildDate/text()")
    assert built == ["Fri, 28 Nov 2025 19:12:00 +0400"]


def test_a_change_of_the_desk_copy_changes_nothing(client, clock, chief):
    story = build.live(chief).article
    before = client.get("/feed.atom").content
    clock.shift(600)
    build.edited(story, chief, headline="Not yet")
    assert client.get("/feed.atom").content == before
