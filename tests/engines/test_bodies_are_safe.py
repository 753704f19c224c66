"""Whatever is put into a body, only what the table allows comes out."""

import unicodedata

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.body import ALLOWED, clean_body, photo_ids

from .cost import cost
from .payloads import BAD_LINKS, MUTATIONS, SCRIPTS, SLOW

PIECES = [
    *"a b c < > & \" ' = / · \u0338 \u00a0 \u200b \u202e \ud800 é e\u0301 &lt; &#0; \n".split(
        " "
    ),
    *(
        f"<{tag}>"
        for tag in [*ALLOWED, "h1", "b", "div", "span", "svg", "style", "script", "hr"]
    ),
    *(
        f"</{tag}>"
        for tag in [*ALLOWED, "h1", "b", "div", "span", "svg", "style", "script"]
    ),
    '<a href="/x">',
    '<a href="https://example.com/" title="<b>">',
    '<figure data-photo="9">',
    '<figure data-photo="9" data-width="wide" data-caption="&lt;b&gt; &quot;\u0338 =\u0338 &#0;">',
    '<td colspan="2">',
    "<caption>",
    "<tfoot>",
    "<!--",
    "-->",
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def beyond_the_table(body: str) -> list[str]:
    """The elements and attributes that the table does not know, as another parser sees them."""
    found = []
    for element in lxml.html.fragment_fromstring(f"<div>{body}</div>").iterdescendants():
        allowed = ALLOWED.get(element.tag)
        if allowed is None:
            found.append(f"<{element.tag}>")
        else:
            extra = (
                set(element.keys()) - allowed - ({"rel"} if element.tag == "a" else set())
            )
            found += [f"{element.tag}[{name}]" for name in extra]
    return found


def links(body: str) -> list[str]:
    return lxml.html.fragment_fromstring(f"<div>{body}</div>").xpath("//@href")


@pytest.mark.parametrize("payload", SCRIPTS + MUTATIONS)
def test_nothing_beyond_the_table_survives(payload):
    body = clean_body(payload)

    assert beyond_the_table(body) == []
    assert clean_body(body) == body


@pytest.mark.parametrize("href", BAD_LINKS)
def test_links_that_are_not_plain_web_or_mail_addresses_become_text(href):
    assert (
        clean_body(f'<p><a href="{href.replace(chr(34), "&quot;")}">x</a></p>')
        == "<p>x</p>"
    )


@given(MARKUP)
def test_any_mixture_of_tags_comes_out_canonical(markup):
    body = clean_body(markup)

    assert beyond_the_table(body) == []
    assert clean_body(body) == body
    assert unicodedata.is_normalized("NFC", body)


@given(st.text())
def test_no_text_makes_it_fail(text):
    body = clean_body(text)

    assert clean_body(body) == body


@given(st.lists(st.sampled_from(SCRIPTS + MUTATIONS), max_size=4).map("".join))
def test_attacks_one_after_another_stay_harmless(markup):
    body = clean_body(markup)

    assert beyond_the_table(body) == []
    assert [
        href for href in links(body) if not href.startswith(("http", "/", "mailto:"))
    ] == []


@pytest.mark.real_time
@pytest.mark.parametrize("shape", SLOW, ids=lambda shape: shape[:12])
def test_five_kilobytes_of_anything_take_less_than_fifty_times_those_of_plain_paragraphs(
    shape,
):
    plain = "<p>A word of it and another.</p>" * 160

    assert cost(lambda: clean_body(shape)) < 50 * cost(lambda: clean_body(plain))


def test_text_of_scripts_and_styles_goes_with_them():
    body = clean_body("<p>a<script>b</script><style>c</style><iframe>d</iframe></p>")

    assert body == "<p>a</p>"


def test_escaped_markup_stays_text():
    body = clean_body("&lt;script&gt;alert(1)&lt;/script&gt;")

    assert body == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


@pytest.mark.parametrize("photo", ["0", "-1", "09", "1.5", "x", "9 ", "９", "9" * 30, ""])
def test_only_positive_numbers_name_a_photo(photo):
    assert photo_ids(clean_body(f'<figure data-photo="{photo}"></figure>')) == []
