"""What Chromium makes of pages in each language, on a phone."""

import pytest

from tests import build

pytestmark = pytest.mark.django_db(transaction=True)
HEADLINES = {
    "en": "Interoperability requirements for telecommunications operators",
    "az": "Telekommunikasiya operatorlarının qarşılıqlı əlaqəsi üçün tələblər",
    "ru": "Требования к взаимодействию телекоммуникационных операторов",
}
LISTS = (
    "/", "/latest/", "/tag/itu/", "/authors/", "/author/ingilab-mammadov/", "/archive/2025/11/",
    "/archive/", "/corrections/", "/feeds/", "/search/?q=itu", "/nowhere/",
)  # fmt: skip


@pytest.fixture
def stories():
    chief = build.person("Chief")
    return [
        build.live(
            chief,
            section=build.section(f"Section {language}", language=language),
            language=language,
            headline=headline,
            standfirst="A standfirst that an ITU search shows.",
            tags=["ITU"],
            at=build.an_hour_ago(),
        )
        for language, headline in HEADLINES.items()
    ]


@pytest.fixture
def phone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    return page


def overflows(phone, address: str) -> bool:
    phone.goto(address)
    return phone.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("language", HEADLINES)
def test_no_page_is_wider_than_a_phone(phone, stories, settings, language):
    settings.SITE_LANGUAGE = language
    addresses = [*LISTS, f"/language/{language}/", *(s.get_absolute_url() for s in stories)]

    assert [address for address in addresses if overflows(phone, address)] == []


def test_what_was_found_shows_its_text_on_a_phone(phone, stories):
    phone.goto("/search/?q=standfirst")

    piece = phone.locator(".card-standfirst").first
    assert piece.is_visible()
    assert piece.locator("mark").inner_text() == "standfirst"


def test_a_reader_goes_home_to_a_language_and_on_by_keyboard(phone, stories):
    phone.goto("/latest/")

    phone.get_by_role("link", name="Русский").focus()
    phone.keyboard.press("Enter")

    phone.wait_for_url("**/language/ru/")
    assert phone.get_by_role("heading", level=1).inner_text() == "Последние новости"
    assert phone.locator("[aria-current=page]").first.inner_text() == "Русский"
