"""The catalogues of readers' pages are complete, and compiled from what stands beside them."""

import gettext
import re

import pytest
from django.utils import translation

from tests import catalogues

from . import strings

MARKS = re.compile(r"%\(\w+\)s")


@pytest.fixture(params=catalogues.LANGUAGES)
def language(request) -> str:
    return request.param


@pytest.fixture
def catalogue(language) -> dict[tuple[str, ...], tuple[str, ...]]:
    return catalogues.messages(language)


def wanted() -> set[tuple[str, ...]]:
    return {s if isinstance(s, tuple) else (s,) for s in strings.found()}


def test_every_string_of_readers_pages_is_translated_and_no_other(catalogue):
    said = set(catalogue)

    assert {"missing": wanted() - said, "left over": said - wanted()} == {
        "missing": set(),
        "left over": set(),
    }


def test_no_translation_is_empty_or_fuzzy(catalogue, language):
    assert [key for key, forms in catalogue.items() if not all(forms)] == []
    assert [
        message.id
        for message in catalogues.catalog(language)
        if message.id and message.fuzzy
    ] == []


def test_a_translation_keeps_the_placeholders(catalogue):
    for key, forms in catalogue.items():
        names = set(MARKS.findall(" ".join(key)))
        assert {frozenset(MARKS.findall(form)) for form in forms} == {frozenset(names)}


def test_what_is_compiled_says_the_same_message_by_message(language, catalogue):
    """After a change of a catalogue: `make translations`."""
    with catalogues.path(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    counts = range(200)

    said = {key: {compiled.gettext(key[0])} for key in catalogue if len(key) == 1}
    said |= {
        key: {compiled.ngettext(*key, count) for count in counts}
        for key in catalogue
        if len(key) > 1
    }

    assert said == {key: set(forms) for key, forms in catalogue.items()}
    assert len(compiled._catalog) == 1 + sum(len(forms) for forms in catalogue.values())


def test_strings_are_found_in_templates_and_code():
    template = (
        '{% load i18n %}{% translate "One" as one %}'
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
        "{% include 'x' with a='no' %}{% blocktranslate trimmed %}\n  It's"
        "\n  said {% endblocktranslate %}"
    )

    assert strings.of_template(template) == {
        "One",
        ("%(n)s day", "%(n)s days"),
        "It's said",
    }
    assert strings.of_code('x = _("Three")\ny = f("Four")\nz = _(word)') == {"Three"}
    assert strings.of_code('ngettext("%(n)s day", "%(n)s days", n)') == {
        ("%(n)s day", "%(n)s days")
    }


@pytest.mark.parametrize(
    ("count", "words"), [(1, "минута"), (3, "минуты"), (11, "минут"), (21, "минута")]
)
def test_plurals_follow_the_language(count, words):
    with translation.override("ru"):
        said = translation.ngettext("%(minutes)s minute", "%(minutes)s minutes", count)

    assert said == f"%(minutes)s {words}"
