"""Headlines offered while somebody types: a chosen one leads to its story, a typed one nowhere."""

import pytest

from tests import build

pytestmark = pytest.mark.django_db(transaction=True)
HEADLINE = "Quantum computers"
CHOOSE = """(field) => {
  field.value = document.querySelector("#suggestions option").value;
  field.dispatchEvent(new InputEvent("input", { inputType: "insertReplacementText" }));
}"""


@pytest.fixture
def field(page):
    build.live(headline=HEADLINE)
    page.goto("/search/")
    field = page.get_by_role("combobox", name="Search stories")
    with page.expect_response("**/suggest/**"):
        field.press_sequentially(HEADLINE[:-1])
    page.locator("#suggestions option").wait_for(state="attached")
    return field


def test_a_whole_headline_that_was_typed_leaves_the_reader_where_he_is(page, field):
    field.press_sequentially(HEADLINE[-1])
    page.wait_for_timeout(400)  # longer than the script waits before it asks

    assert page.url.endswith("/search/") and field.input_value() == HEADLINE
    field.press("Enter")
    page.wait_for_url(lambda address: "?q=Quantum+computers" in address)


def test_one_that_was_chosen_leads_to_the_story(page, field):
    field.evaluate(CHOOSE)

    page.wait_for_url("**quantum-computers/")
    assert page.get_by_role("heading", level=1).inner_text() == HEADLINE
