"""Lines, texts, folded forms, slugs and excerpts."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.excerpt import excerpt
from articles.text.plain_text import clean_line, clean_text, fold, has_piled_marks, slugify

from .payloads import HEADLINES


@pytest.mark.parametrize("headline", HEADLINES, ids=range(len(HEADLINES)))
def test_no_headline_is_too_strange(headline):
    line = clean_line(headline)

    assert line.encode().decode() == line
    assert unicodedata.is_normalized("NFC", line)
    assert len(slugify(headline)) <= 80
    assert fold(fold(headline)) == fold(headline)
    assert len(excerpt(headline)) <= 200


@given(st.text())
@example("\u200d x \u200c")
@example("e\u200b\u0301")
def test_a_clean_line_is_clean(text):
    line = clean_line(text)

    assert clean_line(line) == line
    assert line == " ".join(line.split())


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\r\n\u2028\u2029 \u200b")))
)
def test_a_clean_text_is_clean(text):
    cleaned = clean_text(text)

    assert clean_text(cleaned) == cleaned


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.integers(1, 100))
def test_a_slug_is_small_letters_digits_and_single_hyphens(text, limit):
    slug = slugify(text, limit)

    assert len(slug) <= limit
    assert slug == "-".join(part for part in slug.split("-") if part)
    assert slug == "".join(
        c for c in slug if c.isascii() and (c.islower() or c.isdigit() or c == "-")
    )


@given(st.text(), st.integers(1, 300))
def test_an_excerpt_keeps_to_its_limit(text, limit):
    assert len(excerpt(text, limit)) <= limit


def test_what_cannot_be_seen_goes():
    assert clean_line("\u202e\ufeffa\u200bb\u00ad\x00c\ufffe\ufffd\ud800") == "abc"


def test_joiners_stay_inside_words_only():
    assert clean_line("\u200dمی\u200cخواهم\u200d") == "می\u200cخواهم"


def test_quotes_stay_as_typed():
    assert clean_line("\"a\" “b” 'c' --") == "\"a\" “b” 'c' --"


def test_lines_and_paragraphs_stay():
    assert clean_text(" a  b \r\n c\u2028d\n\n\n\n e\u2029f ") == "a b\nc\nd\n\ne\n\nf"


@pytest.mark.parametrize(
    "name", ["ŞƏHƏR", "şəhər", "  Şəhər\n", "ＳＥＨＥＲ", "s\u0327əhər"]
)
def test_one_name_however_written(name):
    assert fold(name) == "seher"


def test_all_letters_i_are_one():
    assert fold("İIıi") == "iiii"


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Azərbaycanda şəhərlər üçün 5G", "azerbaycanda-seherler-ucun-5g"),
        ("İKT Çağı: Öz ığıdı", "ikt-cagi-oz-igidi"),
        ("Россия и связь", "rossiia-i-sviaz"),
        ("ITU & WTDC-25 (PHOTO)", "itu-wtdc-25-photo"),
        ("&#1234; &amp; x", "1234-amp-x"),
        ("👩‍👩‍👧 !!!", ""),
        ("", ""),
    ],
)
def test_slug(headline, slug):
    assert slugify(headline) == slug


def test_a_slug_ends_with_a_whole_word():
    assert slugify("one two three four", max_length=14) == "one-two-three"


def test_a_short_text_is_its_own_excerpt():
    assert excerpt("One\n two. ") == "One two."


def test_an_excerpt_ends_with_a_sentence_where_one_is_near():
    assert excerpt("Networks grow. Rates fell sharply in May", 22) == "Networks grow."


def test_an_excerpt_ends_with_a_word_otherwise():
    assert (
        excerpt("Networks, masts and Mr. Aliyev's words", 26) == "Networks, masts and Mr.…"
    )


def test_one_long_word_is_cut():
    assert excerpt("x" * 300, 10) == "x" * 9 + "…"


@pytest.mark.parametrize("mark", ["\u0301", "\u0344", "\u0f73", "\uff9e", "\u0301\u0323"])
def test_of_marks_on_one_letter_thirty_stay(mark):
    line = clean_line("e" + mark * 100 + "x")

    assert (
        sum(unicodedata.combining(c) > 0 for c in unicodedata.normalize("NFD", line)) <= 31
    )
    assert line.endswith("x")
    assert clean_line(line) == line
    assert has_piled_marks("e" + mark * 100)


def test_thirty_marks_stay_as_they_are():
    line = "x" + "\u0323" * 30

    assert clean_line(line) == line
    assert not has_piled_marks(line)
