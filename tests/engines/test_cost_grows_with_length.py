"""Whatever reads a text takes time with its length, never with the square of it.

Shapes of which one character does harm a thousand times over, against every function that reads
what people type, files say or requests carry.
"""

from datetime import UTC, datetime

import pytest

from articles.imaging import iim, xmp
from articles.search import highlight, parse
from articles.search.query import tokens
from articles.text import body as clean
from articles.text.dates import with_dateline
from articles.text.diff import diff_text
from articles.text.excerpt import excerpt
from articles.text.links import clean_href, clean_url
from articles.text.plain_text import clean_line, clean_text, fold, has_piled_marks, slugify
from articles.text.spreadsheet import table
from articles.text.trust_txt import clean_trust
from articles.text.xml import legal, legal_html
from newsroom.backends.sqlite_like import like

from .cost import LONGEST, growth

pytestmark = pytest.mark.real_time

# What begins a text, what is repeated, what ends it.
TEXTS = {
    "one word": ("", "x", ""),
    "words": ("", "x ", ""),
    "Azerbaijani": ("", "Şəhərİı ", ""),
    "combining marks": ("e", "\u0301", ""),
    "marks of two classes": ("e", "\u0301\u0323", ""),
    "marks that are two": ("e", "\u0344\u0327", ""),
    "marks without a class": ("", "\u0f73\u0f74", ""),
    "half-width marks": ("", "\uff9e\uff9f", ""),
    "marks on every letter": ("", "e" + "\u0301\u0323" * 15, ""),
    "joiners": ("", "a\u200d\u200c", ""),
    "bidi controls": ("", "\u202ea\u2066", ""),
    "Hangul jamo": ("", "\u1100\u1161\u11a8", ""),
    "leading jamo": ("", "\u1100", ""),
    "a ligature of eighteen": ("", "\ufdfa", ""),
    "white space": ("x", " \t\u00a0\n\u2009\u3000", "x"),
    "no-break spaces": ("x", "\u00a0 ", "x"),
    "line ends": ("x", "\r\n\u2028\u2029", "x"),
    "quotes": ("", "\"'“", ""),
    "dashes": ("", "-–", ""),
    "full stops": ("", "Word. ", ""),
    "commas": ("", "a,", ""),
    "addresses": ("contact=a@", "a.", "@"),
    "underscores": ("", "x_", ""),
    "wildcards": ("", "%_\\", ""),
}
MARKUP = {
    "x<b>": ("<p>", "x<b>", ""),
    "<sub>": ("<p>", "x<sub>", ""),
    "<sub><sup>": ("", "<sub><sup>", "x"),
    "<b><p>": ("", "<b><p>", "x"),
    "</b></p>": ("<b><p>", "x</b></p>", ""),
    "<p></b>": ("<b>", "x<p></b>", ""),
    "<div>": ("", "<div>", "x"),
    "<div> in <b>": ("", "<b><div><div></b></div>", "x"),
    "<li>": ("", "<ul><li>x", ""),
    "<ol>": ("", "<ol>", "x"),
    "lists beside items": ("<ul>", "<li>x</li><ul><li>y</li></ul>", ""),
    "<blockquote>": ("", "<blockquote>x", ""),
    "<table><td>": ("", "<table><td>x", ""),
    "<table><a>": ("", "<table><a>", ""),
    "ends in cells": ("", "<div><table><td></div></td></table>", ""),
    "<dd>": ("", "<dl><dd>", "x"),
    "<form>": ("", "<form><div></form>", "x"),
    "<select>": ("", "<div><select></div></select>", "x"),
    "<svg>": ("", "<svg><p>", "x"),
    "<template>": ("", "<template>", "x"),
    "<title>": ("", "<div><title></div></title>", "x"),
    "<x-y>": ("", "<x-y>", "x"),
    "<a title>": ("", "<a title=x>y", ""),
    "a link over lines": (f"<a href='https://a.example/{'x' * 900}'>", "<br>y", ""),
    "a link over paragraphs": (f"<a href='https://a.example/{'x' * 900}'>", "<p>y", ""),
    "<a <a": ("", "<a ", ""),
    "<a href='": ("", "<a href='", ""),
    "attributes": ("<p ", "a=1 ", ">x"),
    "a link's attributes": ("<a ", "href=/x b='c' ", ">x"),
    "entities in an attribute": ("<p><a href=/x title='", "&amp;", "'>x"),
    "bullets": ("", "· x<br>", ""),
    "bullets alone": ("", "· ", ""),
    "line breaks": ("", "<br>", "x"),
    "figures": ("", "<figure data-photo=9></figure>", ""),
    "figures in items": ("", "<li><figure data-photo=9></figure>", ""),
    "strokes": ("", ">\u0338<br>", ""),
    "<<<<": ("", "<", ""),
    "</": ("", "</", ""),
    "<!--": ("", "<!--", ""),
    "<!": ("", "<!", ""),
    "CDATA": ("", "<![CDATA[", ""),
    "&&&&": ("", "&", ""),
    "&amp;": ("", "&amp;", ""),
    "&lt;": ("", "&lt;", ""),
    "&#": ("", "&#", ""),
    "one long number": ("&#", "9", ";"),
    "lines of text": ("", "x\n", ""),
}


def shapes(parts):
    def grown(begins, repeated, ends):
        return lambda length: begins + repeated * (length // len(repeated)) + ends

    return {name: grown(*part) for name, part in parts.items()}


def refused(act):
    """The same, where a refusal by ValueError is an answer too."""

    def tried(text):
        try:
            act(text)
        except ValueError:
            return

    return tried


def changed(text):
    half = len(text) // 2
    return diff_text(text, f"y{text[:half].replace('x', 'z')} y {text[half:]}")


def packet(text):
    item = f"<rdf:li>{legal(text).replace('&', '').replace('<', '')}</rdf:li>"
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description><dc:subject><rdf:Bag>'
        f"{item}</rdf:Bag></dc:subject></rdf:Description></rdf:RDF>"
    ).encode()


WANTED = [("x", True), ("seher", False)]
READERS = {
    "clean_line": clean_line,
    "clean_text": clean_text,
    "piled": has_piled_marks,
    "fold": fold,
    "slugify": slugify,
    "excerpt": excerpt,
    "tokens": tokens,
    "parse": parse,
    "marked": lambda text: highlight.marked(text, WANTED),
    "piece_around": lambda text: highlight.piece_around(text, WANTED),
    "diff_text": changed,
    "clean_trust": refused(clean_trust),
    "clean_url": refused(lambda text: clean_url(f"https://{text}")),
    "clean_href": lambda text: clean_href(f"mailto:a@b?{text}"),
    "legal": legal,
    "legal_html": legal_html,
    "table": lambda text: table([[text]]),
    "like": lambda text: like("%x%y%z%", text),
    "like typed": lambda text: like(text[:4000], "x"),
    "iim": lambda text: iim.guess_encoding(text.encode("utf-16")),
    "xmp": lambda text: xmp.facts(packet(text)),
}
READERS_OF_BODIES = {
    "plain": clean.plain,
    "photo_ids": clean.photo_ids,
    "figures": clean.figures,
    "split_figures": clean.split_figures,
    "absolute_links": lambda body: clean.absolute_links(body, "https://news.example"),
    "with_dateline": lambda body: with_dateline(
        body, "BAKU", datetime(2025, 11, 28, tzinfo=UTC)
    ),
    "legal_html": legal_html,
}


def too_steep(act, parts):
    grown = {name: growth(act, shape) for name, shape in shapes(parts).items()}
    return {name: round(times, 1) for name, times in grown.items() if times > 4}


@pytest.mark.parametrize("act", READERS.values(), ids=READERS)
def test_plain_text(act):
    assert too_steep(act, TEXTS) == {}


@pytest.mark.parametrize("parts", [TEXTS, MARKUP], ids=["of text", "of markup"])
def test_a_body_is_cleaned(parts):
    assert too_steep(clean.clean_body, parts) == {}


@pytest.mark.parametrize("name", ["x<b>", "<div>", "&&&&", "&amp;", "lines of text"])
def test_a_body_of_a_megabyte_is_cleaned(name):
    assert growth(clean.clean_body, shapes(MARKUP)[name], to=LONGEST) < 4


@pytest.mark.parametrize("act", READERS_OF_BODIES.values(), ids=READERS_OF_BODIES)
def test_a_clean_body_is_read(act):
    bodies = {
        "paragraphs": ("", "<p>One &amp; two.</p>", ""),
        "marks": ("<p>", "<strong><em>x</em></strong><br>", "</p>"),
        "links": ("<p>", '<a href="/x" title="&lt;figure">y</a>', "</p>"),
        "figures": ("", '<figure data-photo="9" data-caption="A &amp; b"></figure>', ""),
        "figures left open": ("", '<figure data-photo="9" data-caption="', ""),
        "tags left open": ("", '<p a="', ""),
    }

    assert too_steep(act, bodies) == {}


@pytest.mark.parametrize("name", MARKUP)
def test_a_clean_body_is_at_most_twelve_times_as_long_as_what_was_typed(name):
    typed = shapes(MARKUP)[name](20_000)

    assert len(clean.clean_body(typed)) <= 12 * len(typed)
