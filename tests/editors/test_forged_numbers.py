"""What stands in a form or an address in place of a number is refused like a number too many.

No page sends such things; a hand can, and the answer is a sentence or a 404, never a fault.
"""

import pytest

from articles import desk
from tests import build

from .typing_in import saved, told

THOUSANDS = "9" * 5_000  # more digits than Python reads as a number
# more than a database takes at once
MANY = ",".join(str(number) for number in range(300_000))


@pytest.mark.parametrize("number", ["²", "٣", "1²", "9" * 18, THOUSANDS])
def test_a_photo_has_no_history_under_what_is_no_number(number, at_desk, editor):
    build.photo(editor)

    page = at_desk(editor).get(f"/admin/articles/photo/{number}/history/")

    assert page.status_code == 404 and "Photo not found" not in page.content.decode()


@pytest.mark.parametrize("version", [THOUSANDS, "²", "-1", "1.0"])
def test_nothing_is_restored_over_what_is_no_version(version, at_desk, chief, address):
    story = build.article(chief, headline="First")
    saved(story, chief, headline="Second")

    shown = at_desk(chief).post(address("restore", story, 1), {"version": version})

    assert told(shown) == ["Someone else saved this story while you were writing."]


@pytest.mark.parametrize("began", ["1.0", " 1 ", "٢", ""])
def test_a_conflict_over_a_photo_is_told_however_its_number_is_written(
    began, at_desk, editor
):
    photo = build.photo(editor)
    desk.save_photo(photo, {"caption": "Theirs"}, by=editor, version=photo.version)
    desk.save_photo(photo, {"caption": "Theirs again"}, by=editor, version=photo.version)
    sent = {"title": "Mine", "licence": "staff", "began_from": began}

    shown = at_desk(editor).post(f"/admin/articles/photo/{photo.pk}/change/", sent)

    said = shown.context["adminform"].form.non_field_errors()
    assert "Caption is now “Theirs again”." in said


def test_of_numbers_without_end_no_more_are_looked_up_than_one_may_choose(at_desk, editor):
    story = build.article(editor)

    sent = {"ids": f"{story.pk},{MANY}", "add_tags": "ITU"}
    shown = at_desk(editor).post("/admin/articles/article/bulk-edit/", sent)

    assert [result.message for result in shown.context["results"]] == ["Changed."]


def test_a_search_among_translations_takes_zero_bytes_as_nothing(at_desk, chief, address):
    story, other = (
        build.article(chief),
        build.article(chief, headline="Satellites", language="az"),
    )

    shown = at_desk(chief).get(address("translations", story), {"q": "Satel\0lites"})

    assert [story.pk for story, _ in shown.context["results"]] == [other.pk]
