"""What is pasted or typed becomes blocks of one form, and is read again."""

import pytest

from articles.text.body import (
    absolute_links,
    clean_body,
    figures,
    photo_ids,
    plain,
    split_figures,
    word_count,
)

SHAPES = {
    "bare text is a paragraph": ("a <b>b</b>", "<p>a <strong>b</strong></p>"),
    "i is em": ("<p><i>x</i></p>", "<p><em>x</em></p>"),
    "div is a paragraph": ("<div>x<div>y</div>z</div>", "<p>x</p><p>y</p><p>z</p>"),
    "span is nothing": ("<p><span style='color:red'>x</span>y</p>", "<p>xy</p>"),
    "the first heading is the headline's": ("<h1>x</h1>", "<h2>x</h2>"),
    "deep headings are h3": ("<h5>x</h5>", "<h3>x</h3>"),
    "empty paragraphs go": (
        "<p>x</p><p> </p><p>&nbsp;</p><p><br></p><p>y</p>",
        "<p>x</p><p>y</p>",
    ),
    "two line breaks make paragraphs": ("<p>x<br><br>y<br>z</p>", "<p>x</p><p>y<br>z</p>"),
    "white space collapses": ("<p> x \n <em> y</em>  </p>", "<p>x <em>y</em></p>"),
    "one no-break space is meant": ("<p>10&nbsp;km &nbsp; x</p>", "<p>10&nbsp;km x</p>"),
    "marks nest in one order": (
        "<p><em><strong>x</strong></em><strong>y</strong></p>",
        "<p><strong><em>x</em>y</strong></p>",
    ),
    "marks around blocks go into them": (
        "<strong><p>x</p><p>y</p></strong>",
        "<p><strong>x</strong></p><p><strong>y</strong></p>",
    ),
    "a list item with one paragraph is plain": (
        "<ul><li><p>x</p></li></ul>",
        "<ul><li>x</li></ul>",
    ),
    "a list in a list belongs to the item before": (
        "<ul><li>x</li><ul><li>y</li></ul></ul>",
        "<ul><li>x<ul><li>y</li></ul></li></ul>",
    ),
    "Word's bullets are a list": (
        "<p>·&nbsp;&nbsp;&nbsp; x</p><p>· <b>y</b></p><p>z</p>",
        "<ul><li>x</li><li><strong>y</strong></li></ul><p>z</p>",
    ),
    "bullets after line breaks are a list": (
        "<p>x:<br>• y<br>• z</p>",
        "<p>x:</p><ul><li>y</li><li>z</li></ul>",
    ),
    "a bullet in a list stays": (
        "<ul><li>x<br>· y</li></ul>",
        "<ul><li>x<br>· y</li></ul>",
    ),
    "quotes hold paragraphs": (
        "<blockquote>x</blockquote>",
        "<blockquote><p>x</p></blockquote>",
    ),
    "a heading in a quote is a paragraph": (
        "<blockquote><h2>x</h2></blockquote>",
        "<blockquote><p>x</p></blockquote>",
    ),
    "a table's caption stands before it": (
        "<table><caption>x</caption><tr><th colspan=2 class=y>z</table>",
        '<p>x</p><table><tbody><tr><th colspan="2">z</th></tr></tbody></table>',
    ),
    "empty cells hold their place": (
        "<table><tr><td><td>x</table>",
        "<table><tbody><tr><td></td><td>x</td></tr></tbody></table>",
    ),
    "a photo is written empty": (
        '<figure data-photo="9" class=x><img src=y></figure>',
        '<figure data-photo="9"></figure>',
    ),
    "a figure's own words stand in one order": (
        '<figure data-alt="A &quot;hall&quot; &amp; a door" data-width="huge" '
        'data-caption=" x " data-photo="9"></figure>',
        '<figure data-photo="9" data-caption="x" data-alt="A &quot;hall&quot; &amp; a door">'
        "</figure>",
    ),
    "a figure says nothing that is empty": (
        '<figure data-photo="9" data-width="wide" data-caption=""></figure>',
        '<figure data-photo="9" data-width="wide"></figure>',
    ),
    "a photo in a quote follows it": (
        '<blockquote><figure data-photo="9"></figure>x</blockquote>',
        '<blockquote><p>x</p></blockquote><figure data-photo="9"></figure>',
    ),
    "a photo in a paragraph divides it": (
        '<p>x<figure data-photo="9"></figure>y</p>',
        '<p>x</p><figure data-photo="9"></figure><p>y</p>',
    ),
    "a link outside is not vouched for": (
        '<a href="HTTPS://Example.com:443/ə" title=" x ">y</a>',
        '<p><a href="https://example.com/%C9%99" title="x" rel="noopener nofollow">y</a></p>',
    ),
    "a link of this site is": (
        '<a href="/tag/5g/" rel=x>y</a>',
        '<p><a href="/tag/5g/">y</a></p>',
    ),
    "mail addresses are links": (
        '<a href="mailto:desk@example.com">y</a>',
        '<p><a href="mailto:desk@example.com">y</a></p>',
    ),
    "text is NFC and legible": ("<p>e\u0301\u202e&#x202E;&#8203;\ufffe</p>", "<p>é</p>"),
    "nothing is nothing": (" \n ", ""),
}
BODY = (
    '<h2>A</h2><p>b <a href="/x">c &amp; d</a><br>e</p><figure data-photo="9"></figure>'
    '<ul><li>f</li><li>– g</li></ul><figure data-photo="4"></figure>'
)


@pytest.mark.parametrize(("pasted", "kept"), SHAPES.values(), ids=SHAPES)
def test_shape(pasted, kept):
    assert clean_body(pasted) == kept


def test_nesting_ends_somewhere():
    body = clean_body("<ul><li>" * 500 + "x")

    assert body.count("<ul>") == 6
    assert plain(body) == "x"


def test_photos_are_named_in_order():
    assert photo_ids(BODY) == [9, 4]


def test_photos_part_the_body():
    assert split_figures(BODY) == [
        ('<h2>A</h2><p>b <a href="/x">c &amp; d</a><br>e</p>', None),
        ("", 9),
        ("<ul><li>f</li><li>– g</li></ul>", None),
        ("", 4),
    ]


def test_a_photo_named_in_words_is_no_photo():
    body = clean_body('<p>&lt;figure data-photo="9"&gt;&lt;/figure&gt;</p>')

    assert photo_ids(body) == []


def test_plain_text_has_a_blank_line_between_blocks():
    assert plain(BODY) == "A\n\nb c & d\ne\n\nf\n\n– g"


def test_cells_of_a_row_are_one_line():
    body = clean_body("<table><tr><td>a<td>b<tr><td>c</table>")

    assert plain(body) == "a b\n\nc"


def test_dashes_are_no_words():
    assert word_count(BODY) == 7


def test_links_of_this_site_are_absolute_in_feeds():
    body = clean_body(
        '<p>href="/x" <a href="/x">y</a> <a href="https://a.example/">z</a></p>'
    )

    assert absolute_links(body, "https://news.example/") == (
        '<p>href="/x" <a href="https://news.example/x">y</a> '
        '<a href="https://a.example/" rel="noopener nofollow">z</a></p>'
    )


def test_a_figure_says_its_own_words_once_for_each_photo():
    body = clean_body(
        '<figure data-photo="9" data-caption="A &lt;b&gt; &amp; “c”" data-width="wide"></figure>'
        '<p>x</p><figure data-photo="9" data-caption="Later"></figure><figure data-photo="4">'
    )

    assert figures(body) == {9: {"width": "wide", "caption": "A <b> & “c”"}, 4: {}}
    assert photo_ids(body) == [9, 9, 4]
    assert [photo for _, photo in split_figures(body) if photo] == [9, 9, 4]
