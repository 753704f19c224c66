import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import desk
from articles.models import Article
from tests import build

from .typing_in import opened

CHOOSE = reverse("admin:articles_photo_choose")


def titles(client, **asked):
    return {card["photo"].title for card in client.get(CHOOSE, asked).context["cards"]}


def test_the_window_offers_what_this_story_may_show(at_desk, editor):
    story, other = build.article(), build.article()
    build.photo(editor, title="Mine")
    build.photo(title="Ours", only_for=story)
    build.photo(title="Theirs", only_for=other)
    desk.stop_photo(build.photo(title="Stopped"), by=editor, reason="Rights")
    client = at_desk(editor)

    assert titles(client, story=story.pk) == {"Mine", "Ours"}
    assert titles(client, story=story.pk, tab="mine") == {"Mine"}
    assert titles(client, story="x", q="\0mine") == {"Mine"}


def test_the_window_takes_the_same_queries_for_one_and_for_many(at_desk, editor):
    client = at_desk(editor)
    build.photo()
    one = counted(client)
    for _ in range(5):
        build.photo()

    assert counted(client) == one <= 10


def counted(client):
    with CaptureQueriesContext(connection) as captured:
        client.get(CHOOSE)
    return len(captured)


@pytest.mark.parametrize(("role", "status"), [("Reporter", 200), ("Legal", 403)])
def test_who_uses_no_photos_gets_no_window(at_desk, role, status):
    assert at_desk(build.person(role)).get(CHOOSE).status_code == status


def test_caption_and_alt_text_of_a_use_go_before_the_photos_own(at_desk, editor):
    photo = build.photo(caption="Hall", alt="A hall")
    story, client = (
        build.article(editor, lead_photo=photo, gallery=[(photo, "")]),
        at_desk(editor),
    )
    url = reverse("admin:articles_article_change", args=[story.pk])

    client.post(
        url, opened(client, url) | {"lead_alt": "Two men", "gallery_alt": ["A table"]}
    )

    content = Article.objects.get().revisions.first().story
    assert (content["lead"]["alt"], content["gallery"][0]["alt"]) == ("Two men", "A table")
    assert content["gallery"][0]["caption"] == "Hall"


def test_restoring_brings_the_words_of_each_use_back(editor):
    photo = build.photo(caption="Hall", alt="A hall")
    story = build.article(editor, lead_photo=photo, gallery=[(photo, "Own", "Own alt")])
    first = story.revisions.first()
    desk.save(story, by=editor, version=1, changes={"gallery": [], "lead_photo": None})

    desk.restore(story, revision=first, by=editor, version=2)

    row = story.gallery.get()
    assert (row.caption, row.alt, story.lead_alt) == ("Own", "Own alt", "")
