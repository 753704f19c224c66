import pytest
from django.urls import reverse

from articles.models import (
    Event,
    FixedPage,
    FrontSlot,
    NavigationLink,
    Section,
    SiteSettings,
    Tag,
)
from tests import build

from .typing_in import told


def posted(client, page, *args, **typed):
    return client.post(reverse(f"admin:articles_{page}", args=args), typed, follow=True)


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("section_add", {"name": "Space", "language": "en", "order": 1, "active": "on"}),
        ("author_add", {"name": "Aygun"}),
        ("tag_add", {"name": "5G"}),
        ("fixedpage_add", {"slug": "about", "title": "About us", "body": "<p>We</p>"}),
        ("sitesettings_add", {"name": "Newsroom", "description": "News"}),
        ("navigationlink_add", {"label": "Latest", "address": "/latest/", "position": 1}),
    ],
)
def test_everything_readers_see_is_saved_with_its_event(page, typed, at_desk, chief):
    posted(at_desk(chief), page, **typed)

    assert [event.verb for event in Event.objects.all()] == ["save_site_object"]


def test_a_renamed_section_keeps_its_old_address(at_desk, chief):
    section = build.section("Space")

    posted(
        at_desk(chief),
        "section_change",
        section.pk,
        name="Orbit",
        slug="orbit",
        language="en",
        order=0,
    )

    assert Section.objects.get().slug == "orbit"
    assert list(section.aliases.values_list("slug", flat=True)) == ["space"]


def test_a_bad_name_is_refused_in_the_form(at_desk, chief):
    shown = posted(at_desk(chief), "section_add", name="Tag", language="en", order=0)

    assert "is an address of the site itself" in shown.content.decode()
    assert Section.objects.count() == 0


def test_site_settings_are_one_row(at_desk, chief):
    client = at_desk(chief)
    posted(client, "sitesettings_add", name="One", description="News")

    assert client.get(reverse("admin:articles_sitesettings_add")).status_code == 403
    shown = client.get(reverse("admin:articles_sitesettings_changelist"))
    assert shown["Location"] == reverse("admin:articles_sitesettings_change", args=[1])
    assert SiteSettings.objects.get().name == "One"


def test_a_place_of_the_front_is_added_and_ended_not_edited(at_desk, editor):
    story, client = build.live(editor).article, at_desk(editor)
    posted(client, "frontslot_add", article=story.pk, position=1, since="2025-11-28T19:02")
    slot = FrontSlot.objects.get()

    posted(client, "frontslot_change", slot.pk, article=story.pk, position=9)
    posted(client, "frontslot_end", slot.pk)

    slot.refresh_from_db()
    assert (slot.position, slot.until is not None) == (1, True)


def test_the_front_names_no_story_that_one_may_not_read(at_desk):
    secret = build.live(headline="Secret words").article
    desk = at_desk(build.person("Editor", sections=(build.section("Space"),)))

    shown = posted(
        desk, "frontslot_add", article=secret.pk, position=1, since="2025-11-28T19:02"
    )

    assert "Secret words" not in shown.content.decode()
    assert FrontSlot.objects.count() == 0


def test_a_link_is_removed_with_its_event(at_desk, chief):
    link = NavigationLink.objects.create(label="Latest", address="/latest/")

    posted(at_desk(chief), "navigationlink_delete", link.pk, post="yes")

    assert NavigationLink.objects.count() == 0
    assert Event.objects.get().verb == "remove_link"


def test_a_chief_merges_tags(at_desk, chief):
    gone, kept = build.tag("Fifth generation"), build.tag("5G")

    shown = posted(at_desk(chief), "tag_merge", gone.pk, into="5g")

    assert list(Tag.objects.all()) == [kept]
    assert told(shown) == ["Merged: the old address leads to 5G."]


def test_a_fixed_page_of_one_name_is_one(at_desk, chief):
    for title in ("About", "Again"):
        posted(at_desk(chief), "fixedpage_add", slug="about", title=title)

    assert FixedPage.objects.get().title == "About"
