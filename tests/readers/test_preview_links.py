"""A link shows one revision to who has it, for 48 hours; all else is the 404 of nonsense."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles import desk
from articles.models import Article, PreviewLink
from tests import build
from tests.answers import headers

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return build.person("Editor", "editor")


@pytest.fixture
def story():
    return build.article(headline="Secret words")


def linked(story, editor):
    link, token = desk.make_preview_link(story, revision=story.revisions.first(), by=editor)
    return link, reverse("preview", args=[token])


def same_as_nonsense(client, url):
    shown, nonsense = client.get(url), client.get("/preview/nonsense/")
    bodies = [
        page.content.decode().replace(path, "")
        for page, path in ((shown, url), (nonsense, "/preview/nonsense/"))
    ]
    return (
        shown.status_code == 404
        and bodies[0] == bodies[1]
        and (headers(shown) == headers(nonsense))
    )


def test_a_link_shows_the_revision_to_a_stranger(client, story, editor):
    _, url = linked(story, editor)

    shown = client.get(url)

    assert "<h1>Secret words</h1>" in shown.content.decode()
    assert '<meta name="robots" content="noindex">' in shown.content.decode()
    assert {name: shown[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")} == {
        "Cache-Control": "no-store, private",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }
    assert not shown.cookies


def test_a_link_is_bound_to_its_revision(client, story, editor):
    _, url = linked(story, editor)
    desk.save(story, by=editor, version=1, changes={"headline": "Later words"})

    shown = client.get(url).content.decode()

    assert "Secret words" in shown and "Later words" not in shown


def test_after_48_hours_it_opens_nothing(client, story, editor, clock):
    _, url = linked(story, editor)
    clock.shift(timedelta(hours=48) - timedelta(seconds=1))
    assert client.get(url).status_code == 200

    clock.shift(1)

    assert same_as_nonsense(client, url)


def test_a_revoked_link_opens_nothing(client, story, editor):
    link, url = linked(story, editor)

    desk.revoke_preview_link(link, by=editor)

    assert same_as_nonsense(client, url)


def test_a_story_in_the_bin_is_shown_to_nobody(client, story, editor):
    _, url = linked(story, editor)

    desk.discard(story, by=editor)

    assert same_as_nonsense(client, url)


def test_the_token_is_kept_nowhere(story, editor):
    link, url = linked(story, editor)
    token = url.split("/")[2]

    assert len(token) == 43
    assert token not in str(PreviewLink.objects.values().get(pk=link.pk))


@pytest.mark.parametrize("role", ["", "Reporter", "Photo desk", "Legal"])
def test_no_other_role_makes_links(role, story):
    with pytest.raises(desk.NotAllowed):
        linked(story, build.person(role))

    assert not PreviewLink.objects.exists()


def test_a_link_to_the_revision_of_another_story_is_refused(story, editor):
    other = build.article()

    with pytest.raises(desk.WrongState):
        desk.make_preview_link(other, revision=story.revisions.first(), by=editor)


def test_opening_a_link_asks_as_many_queries_as_a_page(
    client, story, editor, django_assert_max_num_queries
):
    _, url = linked(story, editor)

    with django_assert_max_num_queries(12):
        client.get(url)
    assert Article.objects.count() == 1
