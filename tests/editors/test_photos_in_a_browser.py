"""Photos in a story, as an editor brings them there."""

import pytest
from django.urls import reverse

from articles.models import Article, Photo
from tests import build

from .test_in_a_browser import desk, form_of  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]

DROP = """([selector, files]) => {
  const transfer = new DataTransfer();
  for (const [name, bytes] of files) {
    const data = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([data], name, { type: "image/jpeg" }));
  }
  const place = document.querySelector(selector);
  const event = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
  place.dispatchEvent(event);
}"""


def dropped(page, selector, files):
    from base64 import b64encode

    sent = [[name, b64encode(data).decode()] for name, data in files.items()]
    page.evaluate(DROP, [selector, sent])


def test_four_photos_are_dropped_into_a_story_and_published(desk):  # noqa: F811
    story = build.article(by=build.person("Chief"), body="<p>Before</p>")
    files = {f"hall{number}.jpg": build.picture() for number in range(3)}
    form_of(desk, story)

    dropped(desk, "[data-gallery]", {**files, "broken.jpg": b"no picture"})
    desk.wait_for_selector("dialog .upload.refused")
    desk.locator("dialog [data-choice]:checked").nth(2).wait_for()
    assert "broken.jpg" in desk.inner_text("dialog .upload.refused")
    Photo.objects.update(credit="Ministry", licence="staff")
    desk.click("dialog [data-target=gallery]")
    for row in (1, 2, 3):
        caption = f"[aria-label='Caption of photo {row}']"
        desk.fill(caption, f"Words {row}")
        desk.fill(f"[aria-label='Alt text of photo {row}']", f"Hall {row}")
    desk.click(".gallery .row:nth-child(3) [aria-label='Move up']")
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist")

    rows = list(Article.objects.get().gallery.all())
    assert [(row.caption, row.alt) for row in rows] == [
        ("Words 1", "Hall 1"),
        ("Words 3", "Hall 3"),
        ("Words 2", "Hall 2"),
    ]
    set_focus_by_keys(desk, rows[0].photo)
    story.refresh_from_db()
    build.live_of(story)
    desk.goto(story.editions.get().get_absolute_url())
    assert desk.locator("main img[alt^=Hall]").count() == 3


def set_focus_by_keys(page, photo):
    page.goto(reverse("admin:articles_photo_crops", args=[photo.pk]))
    page.focus("[data-focus]")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist")
    was = photo.focus_x
    photo.refresh_from_db()
    assert (round(photo.focus_x - was, 3), photo.focus_set) == (0.3, True)


def test_the_lead_and_a_figure_are_chosen_with_the_keyboard(desk):  # noqa: F811
    photo = build.photo(title="Round table", caption="Delegates")
    build.photo(title="Other")
    story = build.article(body="<p>Before</p>")
    form_of(desk, story)

    desk.click("[data-opens=lead]")
    desk.wait_for_selector("dialog [data-choice]")
    desk.fill("dialog [type=search]", "table ROUND")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("dialog [data-title=Other]", state="detached")
    desk.focus("dialog [data-choice]")
    desk.keyboard.press("Space")
    desk.focus("dialog [data-target=lead]")
    desk.keyboard.press("Enter")
    assert desk.get_attribute("[data-one-photo] img", "alt") == "Round table"

    desk.click("[data-opens=text]")
    desk.check("dialog [data-choice] >> nth=0")
    desk.click("dialog [data-target=text]")
    desk.fill(".figure-fields [aria-label^=Caption]", "Only here")
    desk.check(".figure-fields [type=checkbox]")
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist")
    story.refresh_from_db()
    assert story.lead_photo == photo
    shown = story.figures.get().photo_id
    said = 'data-width="wide" data-caption="Only here"'
    assert f'<figure data-photo="{shown}" {said}></figure>' in story.body


def test_a_photo_for_which_the_server_has_no_place_waits_and_is_sent_again(desk):  # noqa: F811
    address = reverse("admin:articles_photo_upload")
    desk.goto(address)
    refusals = [{"status": 503, "headers": {"Retry-After": "1"}, "body": "Many send."}]
    desk.route(
        f"**{address}",
        lambda route: route.fulfill(**refusals.pop()) if refusals else route.continue_(),
    )

    dropped(desk, "[data-drop]", {"hall.jpg": build.picture()})
    desk.locator(".upload img").wait_for()

    assert (refusals, Photo.objects.count()) == ([], 1)


def test_what_the_server_says_of_a_photo_that_came_too_slowly_is_shown(desk):  # noqa: F811
    address = reverse("admin:articles_photo_upload")
    desk.goto(address)
    said = "What you send comes too slowly."
    desk.route(
        f"**{address}",
        lambda route: route.fulfill(status=408, content_type="text/plain", body=said),
    )

    dropped(desk, "[data-drop]", {"hall.jpg": build.picture()})
    desk.locator(".upload.refused").wait_for()

    assert said in desk.inner_text(".upload.refused")
