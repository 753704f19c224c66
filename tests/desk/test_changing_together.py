"""Many stories at once: each changes whole or not at all, with a sentence for each."""

import pytest
from django.utils import timezone

from articles import desk
from articles.models import Edition
from tests import build

pytestmark = pytest.mark.django_db


def says(results):
    return [result.message for result in results]


def tags(story):
    return sorted(tag.name for tag in story.tags.all())


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def test_tags_are_added_and_removed_by_their_folded_names(chief):
    one, two = build.article(chief, tags=["ITU", "5G"]), build.article(chief)

    wanted = desk.BulkChanges(add_tags=["WTDC"], remove_tags=["itu"])
    results = desk.bulk_edit([one, two], by=chief, changes=wanted)

    assert says(results) == ["Changed.", "Changed."]
    assert (tags(one), tags(two)) == (["5G", "WTDC"], ["WTDC"])


def test_readers_see_it_by_a_refile_where_one_is_asked(chief):
    live, draft = build.live(chief, at=build.an_hour_ago()).article, build.article(chief)

    results = desk.bulk_edit(
        [live, draft], by=chief, changes=desk.BulkChanges(add_tags=["5G"]), also_refile=True
    )

    assert says(results) == [
        "Changed and published as a silent fix.",
        "Changed. It is not live, so nothing was published.",
    ]
    stands = Edition.objects.live().get(article=live)
    assert (stands.kind, [row.name for row in stands.tags.all()]) == ("refile", ["5G"])


def test_without_being_asked_nothing_changes_for_readers(chief):
    story = build.live(chief, at=build.an_hour_ago()).article

    desk.bulk_edit([story], by=chief, changes=desk.BulkChanges(add_tags=["5G"]))

    assert Edition.objects.live().get().kind == "first"


def test_a_refile_publishes_nothing_else_of_the_desk_copy(chief):
    story = build.live(chief, at=build.an_hour_ago()).article
    desk.save(
        story, by=chief, version=story.version, changes={"headline": "Not yet public"}
    )

    (result,) = desk.bulk_edit(
        [story], by=chief, changes=desk.BulkChanges(add_tags=["5G"]), also_refile=True
    )

    assert result.message == (
        "Changed, not published: the desk copy has other unpublished changes."
    )
    assert Edition.objects.live().get().headline == "Member states define roadmap"


def test_four_eyes_hold_for_a_refile_too(chief):
    section = build.section("Telecom", four_eyes=True)
    story = build.article(build.person("Reporter"), section=section)
    desk.publish(
        story, revision=build.approve(story, chief), by=chief, at=build.an_hour_ago()
    )

    (result,) = desk.bulk_edit(
        [story], by=chief, changes=desk.BulkChanges(add_tags=["5G"]), also_refile=True
    )

    assert result.message == (
        "Changed, not published: Telecom asks for four eyes: "
        "someone else must approve your own text."
    )


def test_one_that_refuses_keeps_what_it_was_and_the_others_go_on(chief):
    binned, other = build.article(chief), build.article(chief)
    desk.trash(binned, by=chief)

    results = desk.bulk_edit(
        [binned, other], by=chief, changes=desk.BulkChanges(add_tags=["5G"])
    )

    assert [result.done for result in results] == [False, True]
    assert results[0].message == "This story is in the trash: restore it first."
    assert (tags(binned), tags(other)) == ([], ["5G"])


def test_an_editor_changes_stories_of_the_own_sections_alone():
    telecom = build.section("Telecom")
    editor = build.person("Editor", sections=(telecom,))
    story = build.article()

    (result,) = desk.bulk_edit(
        [story], by=editor, changes=desk.BulkChanges(add_tags=["5G"])
    )

    assert (result.done, result.message, tags(story)) == (False, "You may not do this.", [])


def test_a_story_can_not_be_moved_out_of_the_own_sections():
    telecom, internet = build.section("Telecom"), build.section("Internet")
    editor = build.person("Editor", sections=(telecom,))
    story = build.article(section=telecom)

    (result,) = desk.bulk_edit(
        [story], by=editor, changes=desk.BulkChanges(section=internet)
    )

    story.refresh_from_db()
    assert (result.done, story.section) == (False, telecom)


def test_what_was_there_already_makes_no_revision(chief):
    story = build.article(chief, tags=["5G"])

    (result,) = desk.bulk_edit([story], by=chief, changes=desk.BulkChanges(add_tags=["5g"]))

    assert (result.message, story.revisions.count()) == ("Had it already.", 1)


def test_too_many_at_once_are_refused_before_any_is_changed(chief):
    story = build.article(chief)

    with pytest.raises(desk.NotReady, match="at most 200"):
        desk.bulk_edit(
            [story] * (desk.MAX_BULK_STORIES + 1),
            by=chief,
            changes=desk.BulkChanges(add_tags=["5G"]),
        )

    assert story.changed_at == timezone.now() and tags(story) == []
