"""The whole story in a real browser: written, submitted, approved, published, read, subscribed to,
corrected and withdrawn. The text is the agency's sample page (tests/data/ORIGIN.md)."""

from pathlib import Path
from typing import Any

import feedparser
import pytest

from articles.demo import pictures
from articles.models import Edition, Photo
from tests import build

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "dateline-baku-2025"
SAMPLE = (Path(__file__).parents[1] / "data" / "itu-wtdc-25.txt").read_text(
    encoding="utf-8"
)
HEADLINE = "ITU member states define roadmap for digital opportunities at WTDC-25"
TITLE = f"{HEADLINE} (PHOTO)"
FIRST = "The member states of the International Telecommunication Union (ITU)"
LISTS = ["/", "/latest/", "/ict-materials/", "/tag/itu/", "/author/ingilab-mammadov/"]
FEEDS = [
    f"{scope}feed.{kind}"
    for scope in ("/", "/ict-materials/", "/tag/itu/", "/author/ingilab-mammadov/")
    for kind in ("rss", "atom")
]
WRONG, RIGHT = "2 billion people", "2.2 billion people"
NOTE = (
    "An earlier version gave the number of people offline as 2 billion. It is 2.2 billion."
)


@pytest.fixture
def newsroom(transactional_db: Any) -> None:
    for role in ("Reporter", "Editor", "Chief"):
        build.person(role, role.lower())
    build.section("ICT Materials")
    build.author("Ingilab Mammadov")
    build.tag("ITU")
    build.tag("WTDC-25")


def test_a_story_from_desk_to_feed(newsroom, page, clock):
    sign_in(page, "reporter")
    photo = add_photo(page)
    story = write(page, photo)
    press(page, "Submit for review")

    sign_in(page, "editor")
    page.goto(story)
    press(page, "Approve and publish")
    readers_see_it(page)
    subscribers_get_it(page)

    clock.shift(38 * 60)
    correct(page, story)
    readers_see_the_correction(page)
    subscribers_get_the_correction(page)

    clock.shift(60)
    sign_in(page, "chief")
    withdraw(page, story)
    readers_see_it_gone(page)
    subscribers_get_the_stub(page)


# What editors do


def sign_in(page: Any, name: str) -> None:
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    page.wait_for_url("**/admin/")


def add_photo(page: Any) -> Photo:
    page.goto("/admin/articles/photo/add/")
    file = {
        "name": "baku.jpg",
        "mimeType": "image/jpeg",
        "buffer": pictures.draw("skyline", 1),
    }
    page.set_input_files("#id_file", file)
    page.fill("#id_title", "Baku")
    page.fill("#id_caption", "Baku, where the conference ended today.")
    page.fill("#id_alt", "The city at dusk")
    page.fill("#id_credit", "Newsroom")
    page.check("input[name=licence][value=staff]")
    page.click("[name=_save]")
    page.wait_for_url("**/photo/")
    return Photo.objects.get()


def write(page: Any, photo: Photo) -> str:
    """Write the sample story; return the address of its form."""
    page.goto("/admin/articles/article/add/")
    page.fill("#id_headline", HEADLINE)
    page.select_option("#id_section", label="ICT Materials")
    page.fill("#id_dateline_place", "BAKU, Azerbaijan")
    page.select_option("#id_bylines_1", label="Ingilab Mammadov")
    write_body(page, "".join(f"<p>{text}</p>" for text in paragraphs()))
    page.fill("#id_tags", "ITU, WTDC-25")
    page.fill("#id_lead_photo", str(photo.pk))
    save(page)
    return page.url


def paragraphs() -> list[str]:
    lines = [line.strip() for line in SAMPLE.splitlines() if line.strip()]
    start = next(n for n, line in enumerate(lines) if line.startswith("BAKU, Azerbaijan"))
    end = next(n for n, line in enumerate(lines) if line.startswith("Stay up-to-date"))
    return [
        line.removeprefix("BAKU, Azerbaijan, November 28. ") for line in lines[start:end]
    ]


def write_body(page: Any, html: str) -> None:
    """By pasting into the editor that stands in the plain field's place."""
    editor = page.locator(".ProseMirror[contenteditable=true]")
    editor.click()
    page.keyboard.press("Control+A")
    editor.evaluate(
        """(target, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            target.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
            );
        }""",
        html,
    )


def save(page: Any) -> None:
    page.click("[name=_save]")
    page.wait_for_selector("text=Saved as revision")


def press(page: Any, verb: str) -> None:
    """Press a verb's button, then confirm on its page."""
    page.click(f"ul.verbs a:text-is('{verb}')")
    page.click(".submit-row input[type=submit]")
    page.wait_for_selector(".messagelist .success")


def correct(page: Any, story: str) -> None:
    page.goto(story)
    body = Edition.objects.live().get().content["body"]
    assert WRONG in body
    write_body(page, body.replace(WRONG, RIGHT))
    save(page)
    page.click("ul.verbs a:text-is('Approve and publish correction')")
    page.fill("#id_what", NOTE)
    page.fill("#id_where", "sixth paragraph")
    page.click(".submit-row input[type=submit]")
    page.wait_for_selector(".messagelist .success")


def withdraw(page: Any, story: str) -> None:
    page.goto(story)
    page.click("ul.verbs a:text-is('Withdraw')")
    page.check("input[name=outcome][value=notice]")
    page.fill("#id_reason", "It was published by mistake.")
    page.click(".submit-row input[type=submit]")
    page.wait_for_selector(".messagelist .success")


# What readers see


def readers_see_it(page: Any) -> None:
    for address in LISTS:
        page.goto(address)
        assert page.locator("main").get_by_text(TITLE).count() >= 1, address
    page.get_by_text(TITLE).first.click()
    page.wait_for_selector("h1")
    text = page.inner_text("main")
    assert page.inner_text("h1") == TITLE
    assert "28 November 2025 19:02 (UTC +04:00)" in text
    assert "Ingilab Mammadov" in text
    assert "November 28" in text
    assert FIRST in text
    assert picture_is_shown(page)


def picture_is_shown(page: Any) -> bool:
    image = page.locator("main img").first
    image.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('main img').complete")
    return image.evaluate("image => image.naturalWidth > 0")


def readers_see_the_correction(page: Any) -> None:
    page.goto(address_of_the_story())
    text = page.inner_text("main")
    assert NOTE in text
    assert RIGHT in text
    assert "28 November 2025 19:40 (UTC +04:00)" in text
    page.goto("/corrections/")
    assert NOTE in page.inner_text("main")


def readers_see_it_gone(page: Any) -> None:
    response = page.goto(address_of_the_story())
    assert response.status == 410
    assert "It was published by mistake." in page.inner_text("main")
    assert HEADLINE not in page.content()
    for address in [*LISTS, "/corrections/", "/sitemap.xml"]:
        assert HEADLINE not in page.request.get(address).text(), address


def address_of_the_story() -> str:
    return Edition.objects.order_by("number").first().get_absolute_url()


# What subscribers get


def entry(page: Any, address: str) -> Any:
    answer = page.request.get(address)
    parsed = feedparser.parse(answer.body())
    assert (answer.status, parsed.bozo, len(parsed.entries)) == (200, False, 1), address
    return parsed.entries[0]


def subscribers_get_it(page: Any) -> None:
    for address in FEEDS:
        item = entry(page, address)
        assert item.title == TITLE
        assert item.id == Edition.objects.get().article.urn
        assert FIRST in item.content[0].value
        assert [author.name for author in item.authors] == ["Ingilab Mammadov"]
        assert item.published_parsed[:5] == (2025, 11, 28, 15, 2)


def subscribers_get_the_correction(page: Any) -> None:
    for address in FEEDS:
        item = entry(page, address)
        assert NOTE in item.content[0].value
        assert RIGHT in item.content[0].value
        assert item.published_parsed[:5] == (2025, 11, 28, 15, 2)
        assert item.updated_parsed[:5] == (2025, 11, 28, 15, 40)


def subscribers_get_the_stub(page: Any) -> None:
    for address in FEEDS:
        item = entry(page, address)
        assert item.title == "Story withdrawn"
        assert item.id == Edition.objects.first().article.urn
        assert HEADLINE not in page.request.get(address).text()
