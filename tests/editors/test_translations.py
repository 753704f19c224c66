"""The translations of a story at the desk: seen, started, named and taken out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles import desk
from articles.models import Article, Translation
from tests import build

from .typing_in import told


@pytest.fixture
def story(editor):
    return build.article(editor, headline="Roadmap")


def shown(response) -> list[list[str]]:
    """The rows of the table of translations, cell by cell."""
    rows = html.fromstring(response.content.decode()).xpath(
        "//table[@class='history']/tbody/tr"
    )
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def offered(response) -> list[str]:
    page = html.fromstring(response.content.decode())
    return [
        " ".join(item.xpath("string(./span)").split())
        for item in page.xpath("//ul[@class='search-results']/li")
    ]


def test_a_story_without_translations_says_so(at_desk, editor, story, address):
    page = at_desk(editor).get(address("translations", story)).content.decode()

    assert "No translation is linked." in page
    assert (
        address("translations", story)
        in at_desk(editor).get(address("change", story)).content.decode()
    )


def test_a_translation_is_started_and_opened(at_desk, editor, story, address):
    section = build.section("Новости", language="ru")

    answer = at_desk(editor).post(
        address("translations", story), {"language": "ru", "section": ""}, follow=True
    )

    copy = Article.objects.get(language="ru")
    assert answer.redirect_chain == [(address("change", copy), 302)]
    assert (copy.headline, copy.section, copy.owner) == ("Roadmap", section, editor)
    assert told(answer)[0].startswith(
        "This is the new story: it says what the other one says."
    )


def test_only_languages_that_are_free_are_offered(at_desk, editor, story, address):
    desk.translate(story, language="ru", by=editor)
    client = at_desk(editor)

    form = client.get(address("translations", story)).context["form"]
    refused = client.post(address("translations", story), {"language": "ru"})
    desk.translate(story, language="az", by=editor)

    assert form.fields["language"].choices == [("az", "Azerbaijani")]
    assert list(refused.context["form"].errors) == ["language"]
    assert client.get(address("translations", story)).context["form"] is None


def test_each_is_shown_with_its_state_on_its_page_and_on_the_form(
    at_desk, editor, story, address
):
    later = timezone.now() + timedelta(hours=1)
    russian = desk.translate(story, language="ru", by=editor)
    desk.publish(russian, revision=build.approve(russian, editor), by=editor, at=later)
    build.live_of(story, editor)
    client = at_desk(editor)

    rows = shown(client.get(address("translations", story)))
    form = html.fromstring(client.get(address("change", story)).content.decode())

    scheduled = "Approved Scheduled for 28 November 2025 20:02 (UTC +04:00)"
    assert rows == [
        ["English (original)", "Roadmap (this one)", "Approved Live", ""],
        ["Russian", "Roadmap", scheduled, ""],
    ]
    line = form.xpath("string(//ul[@class='translations'])")
    assert " ".join(line.split()) == f"Russian: Roadmap {scheduled}"


def test_a_story_that_is_there_is_found_by_words_or_number_and_named(
    at_desk, editor, story, address
):
    russian = build.article(editor, headline="Дорожная карта", language="ru")
    build.article(editor, headline="Дорожная карта", language="en")
    client, place = at_desk(editor), address("translations", story)

    for asked in ("карта дорожная", str(russian.pk)):
        assert offered(client.get(place, {"q": asked})) == ["Russian: Дорожная карта Draft"]
    answer = client.post(address("link", story, russian.pk), follow=True)

    assert told(answer) == [
        "Linked: readers find “Дорожная карта” from here, and back, while both are live."
    ]
    assert [row[1] for row in shown(answer)] == ["Roadmap (this one)", "Дорожная карта"]


def test_nothing_found_is_said(at_desk, editor, story, address):
    page = (
        at_desk(editor)
        .get(address("translations", story), {"q": "nowhere"})
        .content.decode()
    )

    assert "No stories match." in page


def test_one_is_taken_out(at_desk, editor, story, address):
    russian = desk.translate(story, language="ru", by=editor)

    answer = at_desk(editor).post(address("unlink", story, russian.pk), follow=True)

    assert told(answer) == ["“Roadmap” is unlinked."]
    assert not Translation.objects.exists()


def test_a_refusal_of_the_verb_is_told(at_desk, editor, story, address):
    same = build.article(editor, headline="Other")

    answer = at_desk(editor).post(address("link", story, same.pk), follow=True)

    assert told(answer) == [
        f"Stories {story.pk} and {same.pk} are both in English: "
        "a language has one story among translations."
    ]


@pytest.mark.parametrize("name", ["link", "unlink"])
def test_looking_changes_nothing(at_desk, editor, story, address, name):
    russian = desk.translate(story, language="ru", by=editor)

    assert at_desk(editor).get(address(name, story, russian.pk)).status_code == 404
    assert Translation.objects.count() == 2


def test_a_story_of_another_desk_is_there_without_a_word(at_desk, chief, address):
    ours = build.section("Telecom")
    editor = build.person("Editor", "ours", sections=(ours,))
    mine = build.article(chief, section=ours)
    other = build.article(
        chief, headline="Zq7 secret", language="ru", section=build.section("B")
    )
    desk.link_translation(mine, other=other, by=chief)
    client = at_desk(editor)

    page = client.get(address("translations", mine))
    form = client.get(address("change", mine)).content.decode()

    assert shown(page)[1] == ["Russian", f"Story {other.pk}, of another desk", "", ""]
    assert f"Russian: story {other.pk}, of another desk" in form
    assert "Zq7" not in page.content.decode() + form
    assert offered(client.get(address("translations", mine), {"q": "Zq7"})) == []
    assert client.post(address("unlink", mine, other.pk)).status_code == 404


def test_who_only_reads_is_offered_nothing(at_desk, story, address):
    legal = build.person("Legal", "legal")

    page = at_desk(legal).get(address("translations", story)).content.decode()
    answer = at_desk(legal).post(address("translations", story), {"language": "ru"})

    assert "Translate this story" not in page and "Name a story" not in page
    assert (answer.status_code, Translation.objects.exists()) == (403, False)
