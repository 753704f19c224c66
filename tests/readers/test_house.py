"""Fixed pages, error pages, what every page carries."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.html import escape

from articles import desk
from articles.models import FixedPage, NavigationLink, SiteSettings
from newsroom.web.error_pages import server_error
from tests import build

pytestmark = pytest.mark.django_db


def test_a_fixed_page_shows_what_the_chief_wrote(client):
    page = FixedPage(slug="about", title="About us", body="<p>Who we are.</p>")
    desk.save_site_object(page, by=build.person("Chief"))

    text = client.get("/about/").content.decode()

    assert "<h1>About us</h1>" in text
    assert "<p>Who we are.</p>" in text


def test_the_channel_stands_outside_the_text_of_a_story(client):
    settings = SiteSettings(
        channel_name="WhatsApp", channel_url="https://example.com/channel"
    )
    desk.save_site_object(settings, by=build.person("Chief"))

    page = client.get(build.live().get_absolute_url()).content.decode()

    assert page.index("</article>") < page.index("https://example.com/channel")
    assert "https://example.com/channel" in client.get("/").content.decode()


def test_a_channel_without_an_address_is_refused_and_without_anything_is_no_box(client):
    with pytest.raises(ValidationError, match="Say where the channel is"):
        desk.save_site_object(
            SiteSettings(channel_sentence="Follow us."), by=build.person("Chief")
        )

    assert 'class="channel"' not in client.get("/").content.decode()


def test_links_of_the_chief_replace_the_sections_in_the_masthead(client):
    build.section("Telecom")
    desk.save_site_object(
        NavigationLink(label="Special", address="/tag/cop29/"), by=build.person("Chief")
    )

    page = client.get("/corrections/").content.decode()

    assert '<a href="/tag/cop29/">Special</a>' in page
    assert '<a href="/telecom/">' not in page


def test_an_inactive_section_keeps_its_page_and_leaves_the_navigation(client):
    edition = build.live()
    desk.save_site_object(
        edition.section, by=build.person("Chief"), changes={"active": False}
    )

    section = client.get("/ict-materials/").content.decode()

    assert edition.headline in section
    assert '<a href="/ict-materials/"' not in client.get("/about/").content.decode()


def test_every_page_names_itself_and_its_feeds(client):
    edition = build.live(tags=["ITU"])

    for address in (edition.get_absolute_url(), "/", "/tag/itu/", "/ict-materials/"):
        page = client.get(address).content.decode()
        assert f'<link rel="canonical" href="http://localhost:8000{address}">' in page
        assert 'type="application/atom+xml"' in page
        assert '<a class="skip"' in page


def test_a_page_further_on_names_itself(client):
    for number in range(31):
        build.live(headline=f"Story {number}")
    older = client.get("/latest/").context["page"].older

    page = client.get("/latest/" + older).content.decode()

    assert (
        f'<link rel="canonical" href="http://localhost:8000/latest/{escape(older)}">'
        in page
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "The fault is ours."), ("ru", "Ошибка на нашей стороне.")],
)
def test_the_page_for_our_own_faults_is_the_houses_and_needs_no_database(
    rf, settings, django_assert_num_queries, language, sentence
):
    settings.SITE_LANGUAGE = language
    with django_assert_num_queries(0):
        page = server_error(rf.get("/latest/")).content.decode()

    assert f'<html lang="{language}">' in page and sentence in page
    assert '<a class="wordmark" href="/">Newsroom</a>' in page


def test_at_the_desk_it_is_in_the_desks_language(rf, settings):
    settings.SITE_LANGUAGE = "ru"

    assert "The fault is ours." in server_error(rf.get("/admin/")).content.decode()


def test_a_wrong_address_leads_on_by_search_sections_and_the_latest(client):
    edition = build.live(section=build.section("Telecom"))

    page = client.get("/nowhere/").content.decode()

    assert 'action="/search/"' in page and '<a href="/telecom/">' in page
    assert f'<a href="{edition.get_absolute_url()}" lang="en">{edition.title}</a>' in page


def test_the_404_does_not_repeat_what_was_asked(client):
    response = client.get("/zq7-secret-words/")

    assert response.status_code == 404
    assert "zq7" not in response.content.decode()


@pytest.mark.parametrize("address", ["/", "/latest/", "/ict-materials/"])
def test_readers_pages_take_no_form(address):
    build.section()

    response = Client(enforce_csrf_checks=True).post(address)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
