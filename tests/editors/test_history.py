from articles import desk
from articles.models import Article
from tests import build

from .typing_in import saved, told


def test_revisions_and_editions_stand_on_one_page(at_desk, chief, address):
    story = build.live(chief).article
    saved(story, chief, headline="Second")

    shown = at_desk(chief).get(address("history", story))

    kinds = [next(iter(entry)) for entry in shown.context["entries"]]
    assert sorted(kinds) == ["edition", "revision", "revision"]


def test_a_revision_shows_what_it_changed_by_words(at_desk, chief, address):
    story = build.article(chief, headline="The old words")
    saved(story, chief, headline="The new words")

    changes = at_desk(chief).get(address("revision", story, 2)).context["changes"]

    words = {change["label"]: change["words"] for change in changes}
    assert words["Headline"] == [
        ("same", "The "),
        ("del", "old"),
        ("ins", "new"),
        ("same", " words"),
    ]


def test_a_revision_is_restored_as_a_new_one(at_desk, chief, address):
    story = build.article(chief, headline="First")
    saved(story, chief, headline="Second")
    url = address("restore", story, 1)

    shown = at_desk(chief).post(url, {"version": 2}, follow=True)

    story.refresh_from_db()
    assert (story.headline, story.version) == ("First", 3)
    assert told(shown) == ["Restored: the desk copy is revision 3 now."]


def test_restoring_over_a_newer_save_is_refused_with_a_sentence(at_desk, chief, address):
    story = build.article(chief, headline="First")
    saved(story, chief, headline="Second")

    for version in ("1", "", "x", "9" * 30):
        shown = at_desk(chief).post(address("restore", story, 1), {"version": version})
        assert told(shown) == ["Someone else saved this story while you were writing."]
    assert Article.objects.get().headline == "Second"


def test_a_preview_is_the_readers_page_of_the_desk_copy(at_desk, chief, address):
    story = build.live(chief, headline="Public").article
    saved(story, chief, headline="Not yet public")

    shown = at_desk(chief).get(address("preview", story))

    assert shown.templates[0].name == "articles/story/article.html"
    assert "Not yet public" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert shown["X-Robots-Tag"] == "noindex, nofollow"


def test_a_preview_without_a_section_says_what_is_missing(at_desk, chief, address):
    story = Article()
    desk.save(story, by=chief, version=0, changes={"headline": "A"})

    shown = at_desk(chief).get(address("preview", story), follow=True)

    assert told(shown) == ["Choose a section and save: the page needs one to be shown."]


def test_a_live_story_links_to_its_page(at_desk, chief, address):
    edition = build.live(chief)

    shown = at_desk(chief).get(address("change", edition.article))

    assert shown.context["absolute_url"] == edition.get_absolute_url()
