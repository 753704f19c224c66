"""Saving, reviewing and restoring the desk copy."""

import pytest

from articles import desk
from articles.enums import State
from articles.models import Article, Revision, Tag
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter():
    return build.person("Reporter", "reporter")


@pytest.fixture
def editor():
    return build.person("Editor", "editor")


def test_every_save_is_a_revision_with_who_and_which(reporter):
    story = build.article(reporter)

    revision = desk.save(story, by=reporter, version=1, changes={"headline": "Second"})

    assert (revision.number, revision.actor, story.version) == (2, reporter, 2)
    assert [row.number for row in story.revisions.all()] == [2, 1]


def test_saving_the_same_again_changes_nothing(reporter):
    story = build.article(reporter)

    desk.save(story, by=reporter, version=1, changes={"headline": story.headline})

    assert story.version == 1


def test_a_stale_save_changes_nothing(reporter, editor):
    story = build.article(reporter)
    desk.save(story, by=editor, version=1, changes={"headline": "The editor's"})

    with pytest.raises(desk.StaleCopy) as stale:
        desk.save(story, by=reporter, version=1, changes={"headline": "The reporter's"})

    assert stale.value.article.headline == "The editor's"
    assert Article.objects.get().headline == "The editor's"


def test_a_save_after_approval_returns_the_state_to_writing(reporter, editor):
    story = build.article(reporter)
    build.approve(story, editor)

    desk.save(story, by=reporter, version=1, changes={"headline": "Moved"})

    assert story.state == State.WRITING


def test_a_reporter_sees_no_hand_on_the_stories_of_others(reporter, editor):
    story = build.article(editor)

    with pytest.raises(desk.NotAllowed):
        desk.save(story, by=reporter, version=1, changes={"headline": "Mine now"})

    assert Revision.objects.count() == 1


def test_the_photo_desk_changes_photos_and_nothing_else(editor):
    story, photographer = build.article(editor), build.person("Photo desk")

    desk.save(story, by=photographer, version=1, changes={"lead_photo": build.photo()})
    with pytest.raises(desk.NotAllowed):
        desk.save(story, by=photographer, version=2, changes={"headline": "A caption"})

    assert story.version == 2


def test_a_reporter_uses_tags_but_makes_none(reporter):
    build.tag("ŞƏHƏR")

    story = build.article(reporter, tags=["şəhər"])
    with pytest.raises(desk.NotAllowed, match="ask an editor"):
        desk.save(story, by=reporter, version=1, changes={"tags": ["Unheard of"]})

    assert [tag.name for tag in story.tags.all()] == ["ŞƏHƏR"]
    assert Tag.objects.count() == 1


def test_what_is_pasted_is_cleaned_where_it_is_saved(reporter):
    story = build.article(reporter, body="<p onclick='x'>Text<script>alert(1)</script></p>")

    assert story.body == "<p>Text</p>"


def test_submitting_and_sending_back(reporter, editor):
    story = build.article(reporter)
    desk.submit(story, revision=story.revisions.first(), by=reporter)

    desk.send_back(story, by=editor, reason="Who says so?")

    assert (story.state, story.review_note) == (State.WRITING, "Who says so?")


def test_nobody_approves_what_has_moved_since_they_looked(reporter, editor):
    story = build.article(reporter)
    seen = story.revisions.first()
    desk.save(story, by=reporter, version=1, changes={"headline": "Moved"})

    with pytest.raises(desk.WrongState, match="has changed since"):
        desk.approve(story, revision=seen, by=editor)


def test_four_eyes_refuse_ones_own_words_alone(reporter, editor):
    careful = build.section("Careful", four_eyes=True)
    own = build.article(editor, section=careful)
    others = build.article(reporter, section=careful)

    with pytest.raises(desk.NotAllowed, match="four eyes"):
        build.approve(own, editor)

    assert build.approve(others, editor) == others.approved


def test_restoring_gives_exactly_what_was(editor):
    photo = build.photo()
    story = build.article(
        editor,
        tags=["5G", "ITU"],
        lead_photo=photo,
        lead_caption="Of its own",
        gallery=[(photo, "")],
        bylines=[build.author("A"), build.author("B")],
    )
    first = story.revisions.first()
    desk.save(
        story, by=editor, version=1, changes={"headline": "X", "tags": [], "bylines": []}
    )

    restored, missing = desk.restore(story, revision=first, by=editor, version=2)

    assert (restored.story, restored.digest, missing) == (first.story, first.digest, [])


def test_restoring_names_what_no_longer_exists(editor):
    story = build.article(editor, tags=["Gone"])
    desk.save(story, by=editor, version=1, changes={"tags": []})
    Tag.objects.all().delete()

    restored, missing = desk.restore(
        story, revision=story.revisions.last(), by=editor, version=2
    )

    assert missing == ["The tag “Gone” no longer exists."]
    assert restored.story["tags"] == []


def test_restoring_follows_a_merged_tag(editor):
    story = build.article(editor, tags=["IoT"])
    desk.save(story, by=editor, version=1, changes={"tags": []})
    into = build.tag("Internet of things")
    desk.merge_tags(Tag.objects.get(name="IoT"), into=into, by=build.person("Chief"))

    restored, missing = desk.restore(
        story, revision=story.revisions.last(), by=editor, version=2
    )

    assert (missing, restored.story["tags"]) == ([], [{"id": into.pk, "name": into.name}])


def test_what_is_public_is_never_discarded(editor):
    edition = build.live(editor)

    with pytest.raises(desk.WrongState, match="withdrawn"):
        desk.trash(edition.article, by=editor)
