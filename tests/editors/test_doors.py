"""Hidden means refused, on every door of the desk; and no door falls down."""

import pytest
from django.urls import reverse

from articles.models import Article, Edition
from tests import build

STORY_PAGES = (
    "change/ history/ history/1/ history/1/restore/ preview/ verb/submit/"
).split()
MODELS = (
    "article author section tag photo frontslot fixedpage sitesettings navigationlink event"
).split()
HOUSE = ["section", "fixedpage", "sitesettings", "navigationlink"]


@pytest.mark.parametrize("tail", STORY_PAGES)
def test_the_story_of_another_is_not_there_for_a_reporter(tail, at_desk, reporter):
    story = build.article(headline="Secret words")

    shown = at_desk(reporter).get(f"/admin/articles/article/{story.pk}/{tail}")

    assert shown.status_code == 404
    assert "Secret words" not in shown.content.decode()


@pytest.mark.parametrize("tail", STORY_PAGES)
@pytest.mark.parametrize("pk", ["0", "99", "9999999999999999999999"])
def test_a_typo_in_an_address_is_a_404(pk, tail, at_desk, chief):
    assert at_desk(chief).get(f"/admin/articles/article/{pk}/{tail}").status_code == 404


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "tail", ["x/change/", "99999999999999999999/change/", "0/history/", "x/"]
)
def test_no_address_falls_down(model, tail, at_desk):
    client = at_desk(build.admin())

    assert client.get(f"/admin/articles/{model}/{tail}", follow=True).status_code in (
        200,
        404,
    )


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens(model, at_desk):
    client = at_desk(build.admin())
    build.live(build.person("Chief"), tags=["ITU"], lead_photo=build.photo())

    for page in ("changelist", "add"):
        status = client.get(
            reverse(f"admin:articles_{model}_{page}"), follow=True
        ).status_code
        assert status == (403 if (model, page) == ("event", "add") else 200)


@pytest.mark.parametrize("model", HOUSE)
@pytest.mark.parametrize("role", ["Reporter", "Editor", "Photo desk"])
def test_the_house_is_the_chiefs(role, model, at_desk):
    shown = at_desk(build.person(role)).get(reverse(f"admin:articles_{model}_add"))

    assert shown.status_code == 403


def test_a_reporter_changes_no_taxonomy(at_desk, reporter):
    author = build.author()
    url = reverse("admin:articles_author_change", args=[author.pk])

    assert at_desk(reporter).post(url, {"name": "Other"}).status_code == 403


def test_the_record_is_read_and_never_written(at_desk):
    build.live()
    legal = at_desk(build.person("Legal"))

    assert legal.get(reverse("admin:articles_event_changelist")).status_code == 200
    assert legal.get(reverse("admin:articles_event_add")).status_code == 403
    assert at_desk(build.person("Editor")).get("/admin/articles/event/").status_code == 403


def test_a_story_is_never_deleted(at_desk, address):
    story = build.article()

    shown = at_desk(build.admin()).post(address("delete", story), {"post": "yes"})

    assert (shown.status_code, Article.objects.count()) == (403, 1)


def test_a_reader_does_not_get_in(client, address):
    story = build.live().article

    for tail in STORY_PAGES:
        shown = client.get(f"/admin/articles/article/{story.pk}/{tail}")
        assert shown.status_code == 302 and "/login/" in shown["Location"]


def test_a_person_without_a_role_sees_nothing(at_desk):
    build.live()
    stranger = build.person("")
    stranger.is_staff = True
    stranger.save()

    assert at_desk(stranger).get("/admin/articles/article/").status_code == 403
    assert Edition.objects.count() == 1


def test_admin_pages_have_nothing_inline(at_desk, chief, address):
    story = build.live(chief, lead_photo=build.photo()).article
    client = at_desk(chief)

    for url in (address("change", story), address("verb", story, "hold"), "/admin/"):
        text = client.get(url).content.decode()
        assert "<style" not in text and "style=" not in text and "onclick" not in text
