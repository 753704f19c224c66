"""The preview is the public page itself, made from what is saved at the desk."""

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from articles import desk
from articles.pages.story.page import story_page
from tests import build

pytestmark = pytest.mark.django_db


def show(article) -> str:
    context = story_page(desk.preview(article), timezone.now())
    return render_to_string("articles/story/article.html", context)


def test_a_desk_copy_looks_as_it_will_without_an_address_of_its_own():
    photo = build.photo()
    draft = build.article(tags=["ITU"], lead_photo=photo, dateline_place="BAKU, Azerbaijan")

    page = show(draft)

    assert "BAKU, Azerbaijan, November 28. The member states" in page
    assert 'rel="author" href="/author/ingilab-mammadov/"' in page
    assert 'rel="tag" href="/tag/itu/"' in page
    assert "<figure" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "ld+json" not in page and 'rel="canonical"' not in page


def test_an_empty_desk_copy_has_a_preview_too():
    bare = build.article(section=None, body="", bylines=[])

    assert "<h1>Member states define roadmap</h1>" in show(bare)


def test_nothing_that_is_typed_becomes_markup():
    evil = '"><script>alert(1)</script>'
    photo = build.photo(caption=evil, alt=evil, credit=evil)
    draft = build.article(
        headline=evil,
        standfirst=evil,
        source=evil,
        tags=[evil],
        lead_photo=photo,
        lead_caption=evil,
    )

    assert "<script>alert" not in show(draft)
