"""No cell of an exported table runs in a spreadsheet, whichever separator it takes."""

import csv
import io
import time

import pytest

from articles.text.spreadsheet import cell, table

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "⁼", "−"]
BEFORE = [
    "",
    " ",
    "\xa0",
    "\u200b",
    "\ufeff",
    "\u2060",
    "\u3000",
    "\x00",
    "\xad",
    '"',
    "'",
    "\u202e",
]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_cell_that_would_run_begins_with_an_apostrophe(sign, before):
    assert cell(f"{before}{sign}1+1") == f"'{before}{sign}1+1"


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("separator", [";", "\t", "\r", "\n", "\r\n"])
def test_so_does_what_another_separator_makes_a_cell(separator, before):
    text = f"5G{separator}{before}=1+1{separator}＝cmd"

    assert cell(text) == f"5G{separator}'{before}=1+1{separator}'＝cmd"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "text", [";=1+1;", 'a;"=1+1', "a\n=1+1", "\t=1+1", "\u200b;\u200b＝1+1"]
)
def test_no_cell_of_a_read_table_begins_with_a_sign(separator, text):
    read = io.StringIO(table([["Number", text, "x"]]).decode("utf-8-sig"))

    cells = [one for row in csv.reader(read, delimiter=separator) for one in row]

    seen = [one.strip(" \t\r\n\u200b")[:1] for one in cells]
    assert [one for one in seen if one in (*SIGNS, "＝")] == []


@pytest.mark.parametrize(
    "text", ["Member states agree", "5G: +12%", "a=b", "Baku, -5°", "", "12"]
)
def test_words_are_left_as_they_are(text):
    assert cell(text) == text


def test_a_tab_or_a_line_end_begins_no_cell():
    assert [cell(f"{one}words") for one in "\t\r\n"] == ["'\twords", "'\rwords", "'\nwords"]


@pytest.mark.parametrize("text", ["\u200b", ";", "\t", "=", ";=", "\u200b;"])
def test_a_long_cell_costs_its_length(text):
    started = time.process_time()
    cell(text * 500_000)

    assert time.process_time() - started < 5
