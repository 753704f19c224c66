"""Too much text is refused by a sentence beside its field, and every word stays in the form."""

import pytest
from django.contrib import admin
from django.db.models import TextField
from django.urls import reverse

from articles.admin.base import DeskAdmin
from articles.models import Article, Section
from articles.text.limits import LONGEST
from tests import build

from .typing_in import confirmed, opened, told

ADD = reverse("admin:articles_article_add")
PILE = "e" + "\u0301" * 9_000


@pytest.mark.parametrize("name", ["body", "standfirst", "lead_caption", "internal_note"])
def test_the_form_says_by_how_much_and_keeps_the_words(name, at_desk, reporter):
    client = at_desk(reporter)
    words = "word " * (LONGEST[name] // 5) + "and more"

    shown = client.post(ADD, {**opened(client, ADD), "headline": "A", name: words})

    form = shown.context["adminform"].form
    assert form.errors[name] == [
        f"{len(words):,} characters are 8 too many: {LONGEST[name]:,} are the most."
    ]
    assert form[name].value() == words
    assert words in shown.content.decode()
    assert Article.objects.count() == 0


def test_too_many_tags_and_too_long_words_of_a_gallery_are_refused(at_desk, reporter):
    client, photo = at_desk(reporter), build.photo()
    gallery = {"gallery": [photo.pk], "gallery_caption": ["x"], "gallery_alt": ["y" * 301]}
    typed = {"headline": "A", "tags": "a," * 51, **gallery}

    shown = client.post(ADD, {**opened(client, ADD), **typed})

    assert shown.context["adminform"].form.errors == {
        "tags": ["These are 52 tags: 50 are the most of a story."],
        "gallery": ["301 characters are 1 too many: 300 are the most."],
    }
    assert "y" * 301 in shown.content.decode()


def test_a_correction_that_is_too_long_stays_in_its_form(at_desk, chief, address):
    story = build.live(chief).article
    build.edited(story, chief, headline="B")
    long = "word " * 401

    shown = confirmed(at_desk(chief), address("verb", story, "correct"), what=long)

    assert shown.context["form"].errors["what"] == [
        "2,004 characters are 4 too many: 2,000 are the most."
    ]
    assert long in shown.content.decode()


def test_a_section_is_refused_in_its_form(at_desk, chief):
    typed = {"name": "Space", "language": "en", "order": 1, "description": "x" * 2_001}

    shown = at_desk(chief).post(reverse("admin:articles_section_add"), typed)

    assert "2,001 characters are 1 too many" in shown.content.decode()
    assert Section.objects.count() == 0


def test_piled_accents_are_left_out_and_the_editor_is_told(at_desk, reporter):
    client = at_desk(reporter)
    typed = {"headline": "A", "body": f"<p>{PILE}</p>", "internal_note": PILE}

    answer = client.post(ADD, {**opened(client, ADD), **typed}, follow=True)

    kept = "é" + "\u0301" * 29
    assert Article.objects.get().body == f"<p>{kept}</p>"
    assert Article.objects.get().internal_note == kept
    assert told(answer)[0] == (
        "Of accents piled on one letter the first 30 were kept and the others left out: "
        "Body, Desk note."
    )


def test_accents_of_every_other_kind_are_no_matter(at_desk, reporter):
    client = at_desk(reporter)
    typed = {
        "headline": "Şəhər İIı",
        "body": "<p>tiếng Việt, हिन्दी, ไทย, e\u0301\u0323</p>",
    }

    answer = client.post(ADD, {**opened(client, ADD), **typed}, follow=True)

    assert told(answer) == ["Saved as revision 1."]


def test_every_text_of_the_desk_has_a_limit(at_desk, chief):
    for model, screen in admin.site._registry.items():
        if isinstance(screen, DeskAdmin):
            texts = [field for field in model._meta.fields if isinstance(field, TextField)]
            typed = {field.name for field in texts if field.editable}
            assert typed <= set(LONGEST), model
