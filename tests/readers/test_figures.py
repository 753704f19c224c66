"""Figures of the text, with words and a width of their own."""

import pytest

from articles import desk
from articles.models.canonical import digest
from tests import build

pytestmark = pytest.mark.django_db


def body_with(photo, **words):
    said = "".join(f' data-{name}="{value}"' for name, value in words.items())
    return f'<p>Before</p><figure data-photo="{photo.pk}"{said}></figure>'


def test_a_figure_prints_its_own_words_as_wide_as_it_is_meant(client):
    photo = build.photo(caption="Hall", alt="A hall")
    own = body_with(photo, caption="Only &lt;here&gt;", alt="A table", width="wide")
    edition = build.live(body=own)

    page = client.get(edition.get_absolute_url()).content.decode()

    figure = page.partition('<figure class="wide">')[2].partition("</figure>")[0]
    assert 'alt="A table"' in figure
    assert '<span class="caption">Only &lt;here&gt;</span>' in figure


def test_a_figure_without_words_prints_the_photos_and_keeps_its_old_digest(client):
    photo = build.photo(caption="Hall", alt="A hall")
    edition = build.live(body=body_with(photo))

    page = client.get(edition.get_absolute_url()).content.decode()

    assert '<span class="caption">Hall</span>' in page and 'class="wide"' not in page
    assert [sorted(row) for row in edition.content["figures"]] == [
        ["alt", "caption", "credit", "height", "id", "width"]
    ]
    assert digest(desk.preview(edition.article).content) == edition.digest
