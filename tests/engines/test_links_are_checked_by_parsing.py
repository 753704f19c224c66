"""Web addresses as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.links import clean_url

from .payloads import BAD_LINKS


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" HTTPS://Example.COM:443/A?b=c#d ", "https://example.com/A?b=c#d"),
        ("http://example.com:8080", "http://example.com:8080"),
        ("https://az.example/wiki/Bakı", "https://az.example/wiki/Bak%C4%B1"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[::1]:80/", "https://[::1]:80/"),
        ("https://example.com/?q=%41|@x", "https://example.com/?q=%41%7C@x"),
    ],
)
def test_an_address_is_normal(typed, kept):
    assert clean_url(typed) == kept


@pytest.mark.parametrize("url", [*BAD_LINKS, "mailto:a@example.com", "/path", "x" * 3000])
def test_anything_else_is_refused_with_a_sentence(url):
    with pytest.raises(ValueError, match=r"^A web address .*\.$|^This web address .*\.$"):
        clean_url(url.replace("&colon;", ":"))


@given(st.from_regex(r"\Ahttps?://[^/]{0,20}(/.{0,20})?\Z"))
def test_a_clean_address_stays_as_it_is(url):
    try:
        kept = clean_url(url)
    except ValueError:
        return
    assert clean_url(kept) == kept
