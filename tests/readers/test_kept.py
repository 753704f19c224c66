"""What a process keeps of pages: drawn and asked once, and never shown after it has changed."""

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from articles.models import Edition, FrontSlot, SiteSettings
from articles.models.prepared_query import Prepared
from articles.pages.cards import cards
from articles.templatetags.articles import draw
from tests import build
from tests.kept import forget

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """The cards that are drawn, by their headlines."""
    template = get_template("articles/lists/_card.html").template.__class__
    render, found = template.render, []

    def told(self, context):
        if self.name == "articles/lists/_card.html":
            found.append(context["card"].edition.headline)
        return render(self, context)

    monkeypatch.setattr(template, "render", told)
    return found


def test_a_card_is_drawn_once_in_a_process(client, drawn):
    build.live(headline="Story")

    first, second = (client.get("/ict-materials/").content for _ in range(2))

    assert drawn == ["Story"]
    assert first == second


def test_another_edition_is_drawn_and_the_others_are_not(client, drawn, clock):
    chief = build.person("Chief")
    one = build.live(chief, headline="One")
    build.live(chief, headline="Two")
    client.get("/ict-materials/")
    drawn.clear()

    clock.shift(60)
    desk.update(
        one.article, revision=build.edited(one.article, chief, headline="Anew"), by=chief
    )

    assert "Anew" in client.get("/ict-materials/").content.decode()
    assert drawn == ["Anew"]


def test_each_place_and_language_has_a_drawing_of_its_own(client, settings, drawn):
    build.live(headline="Story", breaking=True)

    lists = client.get("/ict-materials/").content.decode()
    latest = client.get("/latest/").content.decode()
    settings.SITE_LANGUAGE = "ru"
    russian = client.get("/latest/").content.decode()

    assert drawn == ["Story"] * 3
    assert '<h2 class="card-title">' in lists
    assert '<h3 class="card-title">' in latest
    assert "28 ноября 2025" in russian


def test_two_ways_of_drawing_with_equal_values_are_two_drawings():
    (card,) = cards([build.live(breaking=True)], timezone.now())

    brief, without_section = (
        draw("articles/lists/_card.html", card, **{way: True})
        for way in ("brief", "hide_section")
    )

    assert ">ICT Materials</a>" in brief
    assert ">ICT Materials</a>" not in without_section


def test_a_card_follows_its_section_its_place_and_its_picture(client, clock):
    chief, photo = build.admin(), build.photo()
    story = build.live(chief, headline="Story", lead_photo=photo)
    build.live(chief, headline="On top")
    changes = {
        "Materials": lambda: desk.save_site_object(
            build.section(), by=chief, changes={"name": "Materials"}
        ),
        "As the front has it": lambda: desk.save_site_object(
            FrontSlot(article=story.article, headline="As the front has it"), by=chief
        ),
        "": lambda: desk.stop_photo(photo, by=chief, reason="Rights"),
    }
    for words, change in changes.items():
        before = client.get("/").content
        clock.shift(60)
        change()
        now = client.get("/").content

        assert now != before
        assert words in now.decode()
        forget()
        assert client.get("/").content == now


def test_the_house_is_asked_once_and_again_after_its_event(client, clock):
    build.live()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert b"wordmark" in client.get("/latest/").content
        return len(queries)

    first, second = asked(), asked()
    desk.save_site_object(
        SiteSettings.load(), by=build.admin(), changes={"name": "ICT Wire"}
    )
    clock.shift(1)

    assert second == first - 3
    assert "ICT Wire" in client.get("/latest/").content.decode()
    assert asked() == second


def test_the_house_is_asked_again_each_minute_whoever_changed_it(client, clock):
    client.get("/latest/")
    SiteSettings.objects.update_or_create(defaults={"name": "Behind the desk"})
    clock.shift(60)

    assert "Behind the desk" in client.get("/latest/").content.decode()


def test_a_prepared_query_is_written_once_and_answers_for_each_value():
    built = []

    def of_section(at, section):
        built.append(section)
        return Edition.objects.live(at).filter(section=section).values_list("pk")

    mark = timezone.now().replace(year=1)
    prepared = Prepared(of_section, mark, -1)
    one, two = build.live(), build.live(section=build.section("Telecom"))
    now = timezone.now()

    assert prepared.ids(now, one.section_id) == [one.pk]
    assert prepared.ids(now, two.section_id) == [two.pk]
    assert prepared.ids(now.replace(year=2020), two.section_id) == []
    assert built == [-1]
