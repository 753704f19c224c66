"""Whatever is in a story, the document stays one that every XML reader takes."""

import unicodedata
from datetime import UTC, datetime
from html import escape, unescape

import pytest

from articles.feeds import atom, jsonfeed, rss
from articles.feeds.channel import Channel, Icon
from articles.feeds.items import Item, ItemAuthor, ItemFile, ItemPicture
from articles.feeds.queries import Correction
from articles.text.xml import legal, legal_html
from tests import build

from .grammar import assert_valid
from .reading import items

hypothesis = pytest.importorskip("hypothesis", reason="needs requirements-dev.txt")
st = hypothesis.strategies
WRITERS = [("rss", rss), ("atom", atom), ("json", jsonfeed)]
VERSIONS = {"rss": "rss20", "atom": "atom10"}
NOW = datetime(2025, 11, 28, 15, 2, tzinfo=UTC)
PIECES = [
    "]]>",
    "</script>",
    "<!--",
    "&amp;",
    "&#0;",
    "\x00",
    "\x0b",
    "\x9f",
    "\ufffd",
    "\ufffe",
]
PIECES += [
    "\ud800",
    "\u202e",
    "שלום",
    "ə",
    "ı",
    "İ",
    "i\u0307",
    "e\u0301",
    "😀",
    '"',
    "'",
    "\r\n",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=8).map(
    "".join
)


def item(text: str) -> Item:
    home = "http://x.example/"
    file = ItemFile(f"{home}a.jpg", "image/jpeg", 1, 1, 1)
    return Item(
        urn="urn:uuid:0", url=home, title=text, published=NOW, updated=NOW, language="az",
        summary=text, html=legal_html(f"<p>{escape(text)}</p>"),
        authors=[ItemAuthor(text, home, home)],
        subjects=[(text, home)], picture=ItemPicture((file,), text, text, text), source=text,
        corrections=[Correction(1, NOW, text, text)],
    )  # fmt: skip


def channel(text: str) -> Channel:
    home = "http://x.example/"
    icons = (Icon(home, 64), Icon(home, 144), Icon(home, 512))
    return Channel("tag:x", text, text, "en", home, home, text, NOW, text, home, icons)


@pytest.mark.parametrize(("form", "writer"), WRITERS)
@hypothesis.settings(deadline=None)
@hypothesis.given(text=TEXTS)
def test_any_text_makes_a_valid_document(form, writer, text):
    assert_valid(form, writer.write(channel(text), [item(text)]))


@pytest.mark.parametrize(("form", "writer"), WRITERS)
@hypothesis.settings(deadline=None)
@hypothesis.given(text=TEXTS)
@hypothesis.example(text="\u0338")  # with a ">" before it, one character: ≯
@hypothesis.example(
    text="\x00\u0323\u0338"
)  # that is put before the dot below, and so beside ">"
def test_any_text_arrives_whole_but_for_what_xml_forbids(form, writer, text):
    told = items(form, writer.write(channel(text), [item(text)]))[0]
    assert (told.title, told.summary) == (legal(text), legal(text))
    assert told.html == legal_html(f"<p>{escape(text)}</p>")
    assert told.html.startswith("<p>") and told.html.endswith("</p>")
    assert legal(unescape(told.html[3:-4])) == legal(text)


@pytest.mark.parametrize(("form", "writer"), WRITERS[:2])
@hypothesis.settings(deadline=None, max_examples=50)
@hypothesis.given(text=TEXTS)
def test_feedparser_takes_any_text(form, writer, text):
    feedparser = pytest.importorskip("feedparser", reason="needs requirements-dev.txt")
    read = feedparser.parse(writer.write(channel(text), [item(text)]))
    assert (read.bozo, read.version, len(read.entries)) == (False, VERSIONS[form], 1)


@hypothesis.given(text=TEXTS)
def test_legal_text_is_composed_and_stays_as_it_is(text):
    once = legal(text)
    assert once == unicodedata.normalize("NFC", once) == legal(once)
    assert not set(once) & set("\x00\x0b\x9f\ufffd\ufffe\ud800\r")


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
@pytest.mark.django_db
def test_a_hostile_headline_is_only_text(client, form):
    headline = "Şəhər ]]> </script><b>İ & ı</b>"
    build.live(headline=headline, body="<p>]]&gt; &lt;/script&gt; \x0b ə</p>")
    content = client.get(f"/feed.{form}").content
    assert_valid(form, content)
    assert [told.title for told in items(form, content)] == [headline]
