"""A link shows one revision to who has it, for 48 hours; all else is the 404 of nonsense."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles import desk
from articles.models import Article, PreviewLink
from newsroom.audit.models import AuditEntry
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
    assert {
        name: shown[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    } == {
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

    desk.trash(story, by=editor)

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


# Who may no longer show it


def _deactivate(editor, story):
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)


def _take_role(editor, story):
    editor.groups.clear()


def _demote(editor, story):
    editor.groups.set(build.person("Reporter").groups.all())


def _give_another_section(editor, story):
    editor.sections.set([build.section("Elsewhere")])


def _move_story(editor, story):
    editor.sections.set([story.section])
    chief, section = build.person("Chief"), build.section("Law")
    desk.save(story, by=chief, version=story.version, changes={"section": section})


NO_LONGER = [_deactivate, _take_role, _demote, _give_another_section, _move_story]


@pytest.mark.parametrize("change", NO_LONGER)
def test_a_link_opens_while_who_made_it_could_make_it_again(change, client, story, editor):
    _, url = linked(story, editor)
    opened = client.get(url).status_code

    change(editor, story)

    assert opened == 200 and same_as_nonsense(client, url)


@pytest.mark.parametrize("change", NO_LONGER)
def test_the_page_of_links_says_which_open_nothing(change, client, story, editor):
    linked(story, editor)
    change(editor, story)
    chief = build.person("Chief")
    linked(story, chief)
    client.force_login(chief)

    page = client.get(f"/admin/articles/article/{story.pk}/links/").content.decode()

    assert page.count("opens nothing: who made it may not make it now") == 1


def test_a_link_of_an_administrator_opens(client, story):
    _, url = linked(story, build.admin())

    assert "Secret words" in client.get(url).content.decode()


# What may no longer be read


def _hold(story, chief):
    desk.hold(story, by=chief)


def _ask(story, chief):
    desk.request_withdrawal(story, by=chief, reason="Forged.")


def _withdraw(story, chief):
    desk.withdraw(story, by=chief, outcome="gone")


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


@pytest.fixture
def live(chief, clock):
    edition = build.live(chief, headline="Secret words")
    clock.shift(60)
    return edition.article


TAKES_AWAY = pytest.mark.parametrize("take_away", [_hold, _ask, _withdraw])


@TAKES_AWAY
def test_links_to_the_public_words_earlier_ones_and_a_draft_end(
    take_away, client, live, chief, clock
):
    _, earlier = linked(live, chief)
    desk.update(live, revision=build.edited(live, chief, headline="Newer secret"), by=chief)
    _, public = linked(live, chief)
    desk.save(live, by=chief, version=live.version, changes={"headline": "Draft secret"})
    _, draft = linked(live, chief)
    clock.shift(60)

    take_away(live, chief)

    assert all(same_as_nonsense(client, url) for url in (earlier, public, draft))
    assert not PreviewLink.objects.good().exists()


@TAKES_AWAY
def test_who_asks_with_what_the_browser_kept_gets_nothing(take_away, client, live, chief):
    _, url = linked(live, chief)
    client.get(url)
    take_away(live, chief)

    for asked in (
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Fri, 28 Nov 2025 16:00:00 GMT"},
    ):
        assert client.get(url, headers=asked).status_code == 404
        assert client.head(url, headers=asked).status_code == 404


def test_a_release_does_not_bring_a_link_back(client, live, chief, clock):
    _, url = linked(live, chief)
    desk.hold(live, by=chief)
    clock.shift(60)

    desk.release(live, by=chief)

    assert same_as_nonsense(client, url)


@TAKES_AWAY
def test_until_the_words_are_back_no_link_is_made(take_away, live, chief):
    take_away(live, chief)

    with pytest.raises(desk.WrongState, match="on hold or withdrawn"):
        linked(live, chief)

    assert not PreviewLink.objects.exists()


def test_once_released_a_new_link_opens(client, live, chief, clock):
    desk.hold(live, by=chief)
    clock.shift(60)
    desk.release(live, by=chief)

    _, url = linked(live, chief)

    assert "Secret words" in client.get(url).content.decode()


def test_words_that_were_withdrawn_stay_closed_when_the_story_is_back_with_others(
    client, live, chief, clock
):
    withdrawn = live.revisions.first()
    _withdraw(live, chief)
    clock.shift(60)
    mended = build.edited(live, chief, headline="Mended words")
    desk.publish(live, revision=mended, by=chief)

    with pytest.raises(desk.WrongState, match="taken back"):
        desk.make_preview_link(live, revision=withdrawn, by=chief)
    _, token = desk.make_preview_link(live, revision=mended, by=chief)

    assert "Mended words" in client.get(reverse("preview", args=[token])).content.decode()


def test_words_that_a_chief_has_closed_are_read_by_no_link(client, live, chief, clock):
    _, url = linked(live, chief)
    desk.correct(
        live,
        revision=build.edited(live, chief, headline="Corrected"),
        by=chief,
        what="A name.",
    )
    assert "Secret words" in client.get(url).content.decode()

    desk.close_edition(live.editions.get(number=1), by=chief)

    assert same_as_nonsense(client, url)


def test_a_link_from_before_this_rule_opens_nothing_either(client, live, chief):
    link, url = linked(live, chief)
    desk.hold(live, by=chief)

    PreviewLink.objects.filter(pk=link.pk).update(revoked_at=None)

    assert same_as_nonsense(client, url)


@TAKES_AWAY
def test_the_links_of_another_story_stay(take_away, client, live, story, chief):
    _, url = linked(story, chief)

    take_away(live, chief)

    assert client.get(url).status_code == 200 and PreviewLink.objects.good().count() == 1


def test_each_ended_link_is_on_the_record(live, chief):
    first, _ = linked(live, chief)
    second, _ = linked(live, chief)

    _withdraw(live, chief)

    told = AuditEntry.objects.filter(
        action="preview_revoked", about_id=str(live.pk), actor=chief
    )
    assert sorted(told.values_list("note", flat=True)) == [
        f"withdrawal: link {first.pk}, revision 1",
        f"withdrawal: link {second.pk}, revision 1",
    ]


def test_a_hold_that_fails_ends_no_link(client, live, chief):
    _, url = linked(live, chief)

    with pytest.raises(desk.NotReady):
        desk.withdraw(live, by=chief, outcome="notice", reason="")

    assert client.get(url).status_code == 200
