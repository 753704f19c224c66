"""The catalogues of readers' pages are complete, and read without any tool of gettext."""

import re

import pytest

from articles.text import catalogues

from . import strings

MARKS = re.compile(r"%\(\w+\)s")


@pytest.fixture(params=catalogues.LANGUAGES)
def catalogue(request) -> dict[str, str]:
    return catalogues.read(catalogues.path(request.param).read_text("utf-8"))


def wanted() -> set[str]:
    return {"\0".join(s) if isinstance(s, tuple) else s for s in strings.found()}


def test_every_string_of_readers_pages_is_translated_and_no_other(catalogue):
    said = set(catalogue) - {""}

    assert {"missing": wanted() - said, "left over": said - wanted()} == {
        "missing": set(),
        "left over": set(),
    }


def test_no_translation_is_empty_or_fuzzy(catalogue, request):
    language = re.search(r"Language: (\w+)", catalogue[""])[1]

    empty = [key for key, text in catalogue.items() if "" in text.split("\0")]

    assert empty == []
    assert "fuzzy" not in catalogues.path(language).read_text("utf-8")


def test_a_translation_keeps_the_placeholders(catalogue):
    for key, text in catalogue.items():
        names = set(MARKS.findall(key))
        assert {frozenset(MARKS.findall(form)) for form in text.split("\0")} == {frozenset(names)}


def test_strings_are_found_in_templates_and_code():
    template = (
        '{% load i18n %}{% translate "One" as one %}'
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
        "{% include 'x' with a='no' %}{% blocktranslate trimmed %}\n  It's"
        "\n  said {% endblocktranslate %}"
    )

    assert strings.of_template(template) == {"One", ("%(n)s day", "%(n)s days"), "It's said"}
    assert strings.of_code('x = _("Three")\ny = f("Four")\nz = _(word)') == {"Three"}
    assert strings.of_code('ngettext("%(n)s day", "%(n)s days", n)') == {
        ("%(n)s day", "%(n)s days")
    }


def test_a_catalogue_reads_lines_that_go_on_plurals_and_quotes():
    text = 'msgid ""\nmsgstr "A\\n"\n"B"\n\n# said\nmsgid "a \\"b\\""\nmsgstr "c"\n\n'
    text += 'msgid "d"\nmsgid_plural "ds"\nmsgstr[0] "e"\nmsgstr[1] "es"\n'

    assert catalogues.read(text) == {"": "A\nB", 'a "b"': "c", "d\0ds": "e\0es"}


def test_what_is_no_catalogue_is_refused_with_its_line():
    with pytest.raises(ValueError, match="Line 2 is no line of a catalogue: oops"):
        catalogues.read('msgid "a"\noops\n')


@pytest.mark.parametrize(
    ("count", "words"), [(1, "минута"), (3, "минуты"), (11, "минут"), (21, "минута")]
)
def test_plurals_follow_the_language(count, words):
    russian = catalogues.load("ru")

    said = russian.ngettext("%(minutes)s minute", "%(minutes)s minutes", count)

    assert said == f"%(minutes)s {words}"
