"""What an item says, in both formats."""

from datetime import timedelta

import pytest
from django.utils import translation
from lxml.html import fragments_fromstring

from articles import desk
from tests import build

from .reading import html, poll, tree

pytestmark = pytest.mark.django_db
FORMATS = pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom"])


def with_photo(**facts):
    photo = build.photo(**facts)
    return photo, build.live(lead_photo=photo, lead_caption="Delegates in Baku")


@FORMATS
def test_an_item_is_identified_by_the_uuid_of_its_story(client, path):
    edition = build.live()
    assert poll(client, path).entries[0].id == edition.article.urn


def test_a_guid_is_no_address(client):
    build.live()
    assert tree(client, "/feed.rss")("//guid/@isPermaLink") == ["false"]


@FORMATS
def test_title_and_link_are_those_of_the_page(client, path):
    edition = build.live()
    entry = poll(client, path).entries[0]
    assert entry.title == edition.title
    assert entry.link == f"http://localhost:8000{edition.get_absolute_url()}"


def test_rss_dates_are_english_with_the_newsroom_offset(client):
    build.live()
    read = tree(client, "/feed.rss")
    assert read("//item/pubDate/text()") == ["Fri, 28 Nov 2025 19:02:00 +0400"]
    assert read("//item/atom:updated/text()") == ["2025-11-28T19:02:00+04:00"]


def test_atom_dates_have_seconds_and_the_newsroom_offset(client):
    build.live()
    read = tree(client, "/feed.atom")
    assert read("//atom:entry/atom:published/text()") == ["2025-11-28T19:02:00+04:00"]
    assert read("/atom:feed/atom:updated/text()") == ["2025-11-28T19:02:00+04:00"]


def test_rss_dates_stay_english_whatever_language_is_asked(client):
    build.live()
    content = client.get("/feed.rss", headers={"accept-language": "az"}).content
    assert b"Fri, 28 Nov 2025" in content


@FORMATS
def test_each_author_is_named_alone_and_without_e_mail(client, path):
    authors = [
        build.author("Ingilab Mammadov", email="i@desk.example"),
        build.author("Aytən Əli"),
    ]
    build.live(bylines=authors)
    entry = poll(client, path).entries[0]
    assert [author.name for author in entry.authors] == ["Ingilab Mammadov", "Aytən Əli"]
    assert b"desk.example" not in client.get(path).content


def test_an_atom_author_has_a_page(client):
    build.live()
    uris = tree(client, "/feed.atom")("//atom:entry/atom:author/atom:uri/text()")
    assert uris == ["http://localhost:8000/author/ingilab-mammadov/"]


@FORMATS
def test_section_and_tags_are_categories_with_their_pages(client, path):
    build.live(tags=["ITU", "5G"])
    tags = [(tag.term, tag.scheme) for tag in poll(client, path).entries[0].tags]
    base = "http://localhost:8000"
    assert tags == [
        ("ICT Materials", f"{base}/ict-materials/"),
        ("ITU", f"{base}/tag/itu/"),
        ("5G", f"{base}/tag/5g/"),
    ]


@FORMATS
def test_the_text_is_whole_and_begins_with_the_dateline(client, path):
    build.live(dateline_place="BAKU, Azerbaijan")
    assert html(client, path) == (
        "<p>BAKU, Azerbaijan, November 28. The member states reached an agreement.</p>"
        "<p>It was made in Baku.</p>"
    )


@FORMATS
def test_links_and_pictures_have_whole_addresses(client, path):
    photo = build.photo()
    figure = f'<figure data-photo="{photo.pk}"></figure>'
    build.live(body=f'<p>See <a href="/latest/">Latest</a>.</p>{figure}')
    text = html(client, path)
    assert 'href="http://localhost:8000/latest/"' in text
    assert '<img src="http://localhost:8000/media/' in text


@FORMATS
def test_a_figure_has_alt_size_caption_and_credit(client, path):
    with_photo(alt="A <full> hall")
    text = html(client, path)
    assert 'alt="A &lt;full&gt; hall"' in text
    assert 'width="640" height="427"' in text
    assert (
        "<figcaption>Delegates in Baku <small>Ministry of Digital Development</small>"
        in text
    )


@FORMATS
def test_a_caption_that_begins_with_a_mark_does_not_compose_with_its_tag(client, path):
    build.live(lead_photo=build.photo(), lead_caption="\u0338 a stroke through nothing")
    figure = fragments_fromstring(html(client, path))[0]
    assert figure.findtext("figcaption").startswith("\u0338 a stroke through nothing")


@FORMATS
def test_the_lead_photo_is_an_enclosure_with_its_true_length_and_type(client, path):
    photo, _ = with_photo()
    file = photo.files[-1]
    enclosure = poll(client, path).entries[0].enclosures[0]
    assert (enclosure.type, int(enclosure.length)) == ("image/jpeg", file.size)
    response = client.get(enclosure.href)
    assert len(response.getvalue()) == file.size
    response.close()


@FORMATS
def test_media_say_size_caption_and_credit(client, path):
    photo, _ = with_photo()
    file, read = photo.files[-1], tree(client, path)
    facts = read("//media:content")[0].attrib
    assert (facts["width"], facts["fileSize"]) == (str(file.width), str(file.size))
    assert read("//media:description/text()") == ["Delegates in Baku"]
    assert read("//media:credit/text()") == ["Ministry of Digital Development"]


@FORMATS
def test_the_crops_of_the_lead_photo_are_a_group_with_the_whole_first(client, path):
    photo, _ = with_photo()
    photo.renditions.exclude(shape="whole").delete()
    for shape, height in (("16x9", 675), ("4x3", 900), ("1x1", 1200)):
        facts = {"name": f"aa/{shape}.jpg", "shape": shape, "width": 1200, "height": height}
        photo.renditions.create(size=9, **facts)
    read = tree(client, path)
    whole = photo.files[-1]
    sizes = [
        (file.get("width"), file.get("height")) for file in read("//media:group/*[@url]")
    ]
    crops = [("1200", "675"), ("1200", "900"), ("1200", "1200")]
    assert sizes == [(str(whole.width), str(whole.height)), *crops]
    assert read("//media:content[@isDefault='true']/@width") == [str(whole.width)]


@FORMATS
def test_a_stopped_photo_leaves_text_and_media_and_moves_the_stamp(client, clock, path):
    photo, _ = with_photo()
    clock.shift(600)
    desk.stop_photo(photo, by=build.person("Chief"), reason="No rights.")
    content = client.get(path).content
    assert (
        b"<img" not in content
        and b"&lt;img" not in content
        and b"media:content" not in content
    )
    assert poll(client, path).entries[0].updated == "2025-11-28T19:12:00+04:00"


@FORMATS
def test_the_summary_is_the_standfirst_or_the_beginning_of_the_text(client, clock, path):
    build.live(standfirst="In short.")
    clock.shift(60)
    build.live(headline="Another")
    summaries = [entry.summary for entry in poll(client, path).entries]
    assert summaries[0].startswith("The member states reached an agreement.")
    assert summaries[1] == "In short."


@FORMATS
def test_the_newest_thirty_are_told_newest_first(client, clock, path):
    by = build.person("Chief")
    for number in range(32):
        clock.shift(timedelta(hours=3))
        build.live(by, headline=f"Story {number}")
    titles = [entry.title for entry in poll(client, path).entries]
    assert titles == [f"Story {number}" for number in range(31, 1, -1)]


SOURCED = {
    "source": "Ministry of Digital Development",
    "source_url": "https://mincom.gov.az/news/1",
}


@FORMATS
def test_the_text_ends_with_its_source_and_leads_there(client, path):
    build.live(**SOURCED)
    link = '<a href="https://mincom.gov.az/news/1">Ministry of Digital Development</a>'
    assert html(client, path).endswith(f"<p>Source: {link}</p>")


def test_each_format_names_the_source_in_its_own_way(client):
    build.live(**SOURCED)
    name, url = SOURCED.values()
    rss, atom = tree(client, "/feed.rss"), tree(client, "/feed.atom")
    assert [(found.text, found.get("url")) for found in rss("//item/source")] == [
        (name, url)
    ]
    assert atom("//atom:entry/atom:link[@rel='via']/@href") == [url]
    assert atom("//atom:entry/atom:source/atom:title/text()") == [name]
    assert client.get("/feed.json").json()["items"][0]["external_url"] == url


def test_a_source_without_an_address_is_named_all_the_same(client):
    build.live(source="A ministry")
    assert tree(client, "/feed.rss")("//item/dc:source/text()") == ["A ministry"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "not an address"])
def test_a_source_has_a_web_address_or_none(url):
    with pytest.raises(desk.NotReady):
        build.article(source="A ministry", source_url=url)


@FORMATS
def test_the_text_has_nothing_but_what_a_body_may_have_and_figures(client, path):
    photo, chief = build.photo(), build.person("Chief")
    figure = f'<figure data-photo="{photo.pk}"></figure>'
    hostile = (
        '<p onclick="x()" style="color:red">One</p><script>x()</script><iframe></iframe>'
    )
    build.live(
        chief, lead_photo=photo, gallery=[(photo, "")], body=hostile + figure, **SOURCED
    )
    found = fragments_fromstring(html(client, path))
    names = {element.tag: set(element.attrib) for part in found for element in part.iter()}
    assert names == {
        "p": set(), "a": {"href"}, "figure": set(), "figcaption": set(), "small": set(),
        "img": {"src", "alt", "width", "height"},
    }  # fmt: skip


def test_days_are_english_whatever_language_is_active(client):
    build.live()
    with translation.override("az"):
        read = tree(client, "/feed.rss")
    assert read("//item/pubDate/text()") == ["Fri, 28 Nov 2025 19:02:00 +0400"]


@pytest.mark.parametrize("path", ["/summary.rss", "/summary.atom"])
def test_feedparser_takes_no_caption_for_the_content_of_a_summary(client, path):
    with_photo()
    entry = poll(client, path).entries[0]
    assert "content" not in entry
    assert [file["type"] for file in entry.media_content] == ["image/jpeg"] * len(
        entry.media_content
    )
    assert entry.media_credit[0]["content"] == "Ministry of Digital Development"
