"""The difference between two texts."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.diff import diff_text

from .cost import cost

TEXT = st.lists(st.sampled_from(["a", "b", "Networks", " ", ". ", ", ", "\n", "\n\n"])).map(
    "".join
)


def read(changes, *ops):
    return "".join(text for op, text in changes if op in ops)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_the_changes(old, new):
    changes = diff_text(old, new)

    assert read(changes, "same", "del") == old
    assert read(changes, "same", "ins") == new


def test_a_changed_word_is_shown_alone():
    assert diff_text("It ended in May. Yes.", "It ended in June. Yes.") == [
        ("same", "It ended in "),
        ("del", "May"),
        ("ins", "June"),
        ("same", ". Yes."),
    ]


def test_a_new_paragraph_is_shown_whole():
    assert diff_text("A.\n\nB.", "A.\n\nNew.\n\nB.") == [
        ("same", "A.\n\n"),
        ("ins", "New.\n\n"),
        ("same", "B."),
    ]


def test_equal_texts_have_no_changes():
    assert diff_text("A.", "A.") == [("same", "A.")]
    assert diff_text("", "") == []


@pytest.mark.real_time
@pytest.mark.parametrize("sentence", [3, 20, 10_000])
@pytest.mark.parametrize("changed", [2, 15])
def test_three_thousand_words_take_less_than_a_fifth_of_a_second(sentence, changed):
    dice = random.Random(1)
    words = [f"w{dice.randrange(500)}" + "." * (n % sentence == 0) for n in range(3000)]
    other = [word if n % changed else "x" for n, word in enumerate(words)]

    assert cost(lambda: diff_text(" ".join(words), " ".join(other))) < 0.2
