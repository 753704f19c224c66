"""The desk in a real browser: the page fixture fails where the strict policy stops anything."""

import pytest

from articles.models import Article
from tests import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]
EDITOR = ".ProseMirror[contenteditable=true]"
BODY = (
    "<h2>Head</h2><p>A <strong>b</strong> <em>c</em></p>"
    "<ul><li><p>one</p></li></ul><blockquote><p>Said</p></blockquote>"
)


@pytest.fixture
def desk(page):
    """Sign in as a chief and open a page of the desk."""
    build.person("Chief", "chief")
    page.goto("/admin/")
    page.fill("#id_username", "chief")
    page.fill("#id_password", "dateline-baku-2025")
    page.click("[type=submit]")
    return page


def form_of(desk, story):
    desk.goto(f"/admin/articles/article/{story.pk}/change/")
    desk.wait_for_selector(EDITOR)


def test_a_photo_is_put_into_the_text_by_its_number(desk):
    photo, story = build.photo(), build.article(body="<p>Before</p>")
    form_of(desk, story)

    desk.click(f"{EDITOR} p")
    desk.keyboard.press("End")
    desk.fill(".insert-photo input", str(photo.pk))
    desk.click(".insert-photo button")
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist")

    story.refresh_from_db()
    assert f'<figure data-photo="{photo.pk}"></figure>' in story.body


def test_an_editor_that_was_ready_before_our_script_gets_its_name_and_photos(desk):
    story = build.article(body="<p>Before</p>")

    def late(route):
        desk.wait_for_timeout(1500)
        route.continue_()

    desk.route("**/admin/desk*.js", late)
    form_of(desk, story)
    desk.wait_for_selector(".insert-photo")

    assert desk.locator(".insert-photo").count() == 1
    assert desk.get_attribute(f"{EDITOR}", "role") == "textbox"


def test_the_editor_keeps_what_the_server_lets_through(desk):
    body = f'{BODY}<figure data-photo="{build.photo().pk}"></figure><p>End</p>'
    story = build.article(body=body)
    form_of(desk, story)

    desk.click(f"{EDITOR} >> text=End")
    desk.keyboard.press("End")
    desk.keyboard.type("ing")
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist")

    was = story.body
    story.refresh_from_db()
    assert story.body == was.replace("End", "Ending")


def test_opening_and_saving_changes_nothing(desk):
    story = build.article()
    form_of(desk, story)

    desk.click("[name=_save]")

    assert "Nothing was changed" in desk.inner_text(".messagelist")


def test_bylines_are_put_in_order(desk):
    one, two = build.author("A One"), build.author("B Two")
    story = build.article(bylines=[one, two])
    form_of(desk, story)

    desk.click(".row:has(#id_bylines_2) button")
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist")

    assert [byline.author for byline in Article.objects.get().bylines.all()] == [two, one]


def test_the_desk_works_without_script(chromium, live_server):
    build.person("Chief", "chief")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/articles/article/add/")
    page.fill("#id_username", "chief")
    page.fill("#id_password", "dateline-baku-2025")
    page.click("[type=submit]")

    page.fill("#id_headline", "Without script")
    page.fill("#id_body", "<p>Text</p>")
    page.click("[name=_save]")

    assert Article.objects.get().body == "<p>Text</p>"
    context.close()


def test_a_text_that_is_too_long_stays_in_the_editor_word_for_word(desk):
    story, words = build.article(body="<p>Before</p>"), "word " * 60_000
    form_of(desk, story)

    desk.fill(EDITOR, words)
    desk.click("[name=_save]")
    desk.wait_for_selector(".errorlist")

    assert "characters are 100,00" in desk.text_content(".errorlist")
    desk.wait_for_selector(EDITOR)
    assert desk.text_content(EDITOR).split() == words.split()
    story.refresh_from_db()
    assert story.body == "<p>Before</p>"
