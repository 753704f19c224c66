import pytest
from django.urls import reverse

from articles import desk
from articles.models import Article
from tests import build

from .typing_in import opened, saved, told

ADD = reverse("admin:articles_article_add")


def written(client, **typed):
    return client.post(ADD, {**opened(client, ADD), **typed}, follow=True)


def test_a_reporter_writes_a_story_of_everything(at_desk, reporter):
    section, one, two = build.section(), build.author("A One"), build.author("B Two")
    photo, tag = build.photo(), build.tag("ITU")

    written(
        at_desk(reporter),
        headline="Roadmap", section=section.pk, bylines=[two.pk, "", one.pk], tags="itu",
        lead_photo=photo.pk, gallery=[photo.pk], gallery_caption=["The hall"], body="<p>Text</p>",
    )  # fmt: skip

    story = Article.objects.get()
    assert (story.headline, story.owner, story.version) == ("Roadmap", reporter, 1)
    assert [byline.author for byline in story.bylines.all()] == [two, one]
    assert [(row.photo, row.caption) for row in story.gallery.all()] == [
        (photo, "The hall")
    ]
    assert (list(story.tags.all()), story.lead_photo) == ([tag], photo)


def test_the_body_is_sanitised_on_the_server(at_desk, reporter):
    written(
        at_desk(reporter), headline="A", body='<p onclick="x()">A<script>b</script></p>'
    )

    assert Article.objects.get().body == "<p>A</p>"


def test_a_double_click_makes_one_story(at_desk, reporter):
    client = at_desk(reporter)
    typed = {**opened(client, ADD), "headline": "Once"}

    client.post(ADD, typed)
    again = client.post(ADD, typed, follow=True)

    assert Article.objects.count() == 1
    assert told(again)[-1] == "This story was saved by your first click already."


def test_an_embargo_is_for_those_who_may(at_desk, reporter, editor):
    typed = {"headline": "A", "embargo_until": "2025-12-01T10:00"}

    written(at_desk(reporter), **typed)
    written(at_desk(editor), **typed)

    assert Article.objects.get(owner=reporter).embargo_until is None
    until = Article.objects.get(owner=editor).embargo_until
    assert until.isoformat() == "2025-12-01T06:00:00+00:00"


def test_a_time_that_never_was_is_refused_with_a_sentence(at_desk, editor):
    shown = written(at_desk(editor), headline="A", embargo_until="2015-03-29T04:30")

    assert Article.objects.count() == 0
    (error,) = shown.context["adminform"].form.errors["embargo_until"]
    assert "never comes, because the clocks change" in error


@pytest.mark.parametrize(
    "typed", ["0001-01-01T00:00", "9999-12-31T23:59+00:00", "x", "2025-02-30"]
)
def test_a_time_outside_the_calendar_is_refused(typed, at_desk, editor):
    shown = written(at_desk(editor), headline="A", embargo_until=typed)

    assert "embargo_until" in shown.context["adminform"].form.errors


def test_the_form_says_that_times_are_newsroom_time(at_desk, editor):
    shown = at_desk(editor).get(ADD)

    assert "Newsroom time (Asia/Baku)" in shown.content.decode()


def test_a_refusal_of_the_verb_keeps_what_was_typed(at_desk, reporter):
    shown = written(at_desk(reporter), headline="Kept words", tags="not there yet")

    assert Article.objects.count() == 0
    assert "Kept words" in shown.content.decode()
    assert "ask an editor for it" in shown.content.decode()


def test_a_deleted_neighbour_keeps_what_was_typed(at_desk, reporter):
    shown = written(at_desk(reporter), headline="Kept", bylines=["99"], lead_photo="98")

    errors = shown.context["adminform"].form.errors
    assert errors["bylines"] == ["An author of this list no longer exists: choose again."]
    assert errors["lead_photo"] == ["There is no photo 98."]


def test_saving_what_is_there_changes_nothing(at_desk, editor, address):
    story = build.article(
        editor, tags=["ITU"], lead_photo=build.photo(), gallery=[(build.photo(), "c")]
    )
    client, url = at_desk(editor), address("change", story)

    shown = client.post(url, opened(client, url), follow=True)

    assert told(shown) == ["Nothing was changed, so nothing new was saved."]
    assert story.revisions.count() == 1


def test_the_photo_desk_changes_the_photos_of_any_story_and_nothing_else(at_desk, address):
    story, photo = build.article(), build.photo()
    client, url = at_desk(build.person("Photo desk")), address("change", story)

    client.post(url, {**opened(client, url), "lead_photo": photo.pk, "headline": "Mine"})

    story.refresh_from_db()
    assert (story.lead_photo, story.headline) == (photo, "Member states define roadmap")


def test_legal_reads_and_cannot_save(at_desk, address):
    story = build.article()
    client, url = at_desk(build.person("Legal")), address("change", story)

    assert client.get(url).context["takes"] == set()
    assert client.post(url, opened(client, url)).status_code == 403


def test_what_was_approved_needs_a_new_approval_and_the_page_says_so(
    at_desk, editor, address
):
    story, _ = build.approved(editor)
    client, url = at_desk(editor), address("change", story)

    shown = client.post(url, {**opened(client, url), "headline": "Other"}, follow=True)

    assert "needs an approval of its own" in told(shown)[-1]


def test_a_story_in_the_bin_cannot_be_changed(at_desk, editor, address):
    story = build.article(editor)
    client, url = at_desk(editor), address("change", story)
    typed = opened(client, url)
    desk.trash(story, by=editor)

    assert client.post(url, typed).status_code == 403


def test_a_stale_save_shows_both_texts_and_loses_nothing(at_desk, editor, chief, address):
    story = build.article(editor)
    client, url = at_desk(editor), address("change", story)
    typed = {**opened(client, url), "headline": "My headline", "tags": "ITU, 5G"}
    saved(story, chief, headline="Their headline")

    shown = client.post(url, typed)

    (headline, _tags) = sorted(shown.context["differences"], key=lambda one: one["label"])
    assert (headline["old"], headline["new"]) == ("Their headline", "My headline")
    assert ("tags", "ITU, 5G") in shown.context["typed"]


def test_keeping_mine_saves_on_top_of_theirs(at_desk, editor, chief, address):
    story = build.article(editor)
    client, url = at_desk(editor), address("change", story)
    typed = {**opened(client, url), "headline": "Mine"}
    saved(story, chief, headline="Theirs")

    shown = client.post(url, typed).context
    client.post(url, {**dict(shown["typed"]), "version": shown["article"].version})

    heads = story.revisions.values_list("story__headline", flat=True)
    assert list(heads) == ["Mine", "Theirs", "Member states define roadmap"]
