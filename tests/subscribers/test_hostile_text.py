"""Whatever is in a story, the document stays one that every XML reader takes."""

import unicodedata
from datetime import UTC, datetime

import pytest
from lxml import etree

from articles.feeds import atom, rss
from articles.feeds.channel import Channel
from articles.feeds.items import Item, Picture
from articles.feeds.xml import legal

from .reading import NAMES

hypothesis = pytest.importorskip("hypothesis", reason="needs requirements-dev.txt")
st = hypothesis.strategies
NOW = datetime(2025, 11, 28, 15, 2, tzinfo=UTC)
PIECES = ["]]>", "</script>", "<!--", "&amp;", "&#0;", "\x00", "\x0b", "\x9f", "\ufffd", "\ufffe"]
PIECES += ["\ud800", "\u202e", "שלום", "ə", "ı", "İ", "i\u0307", "e\u0301", "😀", '"', "'", "\r\n"]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=8).map("".join)


def item(text: str) -> Item:
    picture = Picture("http://x.example/a.jpg", "image/jpeg", 1, 1, 1, text, text)
    return Item(
        urn="urn:uuid:0", url="http://x.example/", title=text, published=NOW, updated=NOW,
        language="az", summary=text, html=text, people=[(text, "http://x.example/")],
        subjects=[(text, "http://x.example/")], picture=picture,
    )  # fmt: skip


def channel(text: str) -> Channel:
    home = "http://x.example/"
    return Channel("tag:x", text, text, "en", home, home, text, NOW)


@pytest.mark.parametrize("writer", [rss, atom])
@hypothesis.given(text=TEXTS)
def test_any_text_arrives_whole_but_for_what_xml_forbids(writer, text):
    root = etree.fromstring(writer.write(channel(text), [item(text)]))
    query = "//item/title|//item/content:encoded|//atom:entry/atom:title|//atom:entry/atom:content"
    found = [element.text or "" for element in root.xpath(query, namespaces=NAMES)]
    assert found == [legal(text), legal(text)]


@hypothesis.given(text=TEXTS)
def test_legal_text_is_composed_and_stays_as_it_is(text):
    once = legal(text)
    assert once == unicodedata.normalize("NFC", once) == legal(once)
    assert not set(once) & set("\x00\x0b\x9f\ufffd\ufffe\ud800\r")


@pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom"])
@pytest.mark.django_db
def test_a_hostile_headline_is_only_text(client, path):
    from tests import build

    headline = "Şəhər ]]> </script><b>İ & ı</b>"
    build.live(headline=headline, body="<p>]]&gt; &lt;/script&gt; \x0b ə</p>")
    root = etree.fromstring(client.get(path).content)
    titles = root.xpath("//item/title/text()|//atom:entry/atom:title/text()", namespaces=NAMES)
    assert titles == [headline]
