"""Code, documents and screens speak the words of tests/repository/words.md."""

import pytest

from . import word_places, word_tables, words
from .word_tables import Entry


def test_no_retired_word_is_left():
    left = words.findings()

    if left:
        pytest.fail(
            "\n".join([f"{len(left)} words are retired:", *map(str, left)]), pytrace=False
        )


def test_each_table_is_read():
    kinds = {entry.kind for entry in word_tables.read()}

    assert kinds == {"identifiers", "url", "fields", "modules", "files", "phrases"}


def test_each_entry_says_what_to_say_instead():
    assert [
        entry for entry in word_tables.read() if not (entry.retired and entry.instead)
    ] == []


@pytest.mark.parametrize(
    ("name", "is_retired"),
    [
        ("taken", True),
        ("TAKEN_BACK", True),
        ("isTaken", True),
        ("_taken", True),
        ("mistaken", False),
        ("taken_at", False),
        ("photo_taken_at", False),
        ("_TAKEN", False),
    ],
)
def test_a_word_is_retired_as_a_part_of_a_name(name, is_retired):
    entry = Entry("identifiers", "~taken", "used", stays=("taken_at", "_TAKEN"))

    assert entry.retires_name(name) is is_retired


def test_a_name_without_a_sign_is_retired_as_a_whole():
    entry = Entry("identifiers", "keep", "store")

    assert [name for name in ("keep", "keep_last", "Keep") if entry.retires_name(name)] == [
        "keep"
    ]


def test_a_function_is_retired_by_its_definition_alone():
    entry = Entry("identifiers", "record()", "log_event")

    assert entry.retires_name("record", is_definition=True)
    assert not entry.retires_name("record")


def test_names_are_those_that_we_give():
    source = (
        "from os import FileNotFound, sep as one\n"
        "class Two(Bases):\n"
        "    three: int = found\n"
        "def four(five, *six, **seven): self.eight = other.told\n"
        "for nine in [ten := 1]: pass\n"
        "rows.annotate(eleven=1); call(found=2)\n"
        'twelve = {"thirteen": 1, "two words": 2}\n'
        'path("x/", view, name="fourteen")\n'
        "try: pass\n"
        "except E as fifteen: pass\n"
    )

    names = {name.text for name in word_places.python_names(source)}

    assert names == set(
        "one Two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen".split()
    )


def test_fields_are_those_of_models():
    source = 'class Story(models.Model):\n    by = models.TextField()\n    at = forms.Field("by")\n'

    assert [name.text for name in word_places.model_fields(source)] == ["Story.by"]


def test_texts_are_strings_and_no_docstrings():
    source = '"""Doc."""\ndef f():\n    """Doc."""\n    return "One " "two", f"three {four} five"\n'

    texts = [(text.line, text.text) for text in word_places.python_texts(source)]

    assert texts == [(4, "One two"), (4, "three {} five")]


def test_templates_show_names_and_texts():
    source = (
        '<p class="one two" data-three title="Four">Five {{ six.seven|eight:"nine" }}\n'
        "{# ten #}{% if eleven %}Submit{% endif %}</p>\n"
        '<a href="{% url "twelve" %}">{% translate "Thirteen" %}</a>'
    )

    names = {name.text for name in word_places.template_names(source)}
    texts = {(text.line, text.text.strip()) for text in word_places.template_texts(source)}

    assert names >= {
        "one",
        "two",
        "data-three",
        "six",
        "seven",
        "eight",
        "eleven",
        "twelve",
    }
    assert not names & {"nine", "ten", "Thirteen", "p", "title"}
    assert texts >= {(1, "Four"), (1, "Five {}"), (2, "Submit"), (3, "Thirteen")}


def test_scripts_show_names_and_texts():
    source = "// one\nconst two = `three ${four}`; /* five */ query('.six-seven', \"Eight nine\");"

    names = {name.text for name in word_places.script_names(source)}
    texts = {text.text for text in word_places.script_texts(source)}

    assert names == {"const", "two", "four", "query", "six-seven"}
    assert texts == {"three {}", ".six-seven", "Eight nine"}


def test_sheets_show_what_they_name():
    source = "/* .one */ .two > #three[data-four] { --five: url(six.seven) }"

    names = [name.text for name in word_places.sheet_names(source)]

    assert names == ["two", "three", "data-four", "--five"]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("# The house\n", [1]),
        ("One\n\n**The house** stands.\n", [3]),
        ("See *The house* and\n[The house](page.md).\n", [1, 2]),
        ("**One** and **The house**, *two* and **The\nhouse**\n", [1, 1]),
        ("## The house rules\n", []),
        ("Near the house. The house.\n", []),
    ],
)
def test_a_whole_phrase_is_a_heading_a_link_or_marked(source, lines):
    entry = Entry("phrases", "=The house", "Site settings")

    texts = word_places.prose_texts(source)

    assert [line for text in texts for line in words._lines_with(entry, text)] == lines


def test_a_phrase_is_found_over_the_ends_of_lines():
    entry = Entry("phrases", "in the house", "ours", stays=("in the house style",))
    source = "It is\nin the\nhouse, not in the houses, nor in the house style.\n"

    texts = word_places.prose_texts(source)

    assert [line for text in texts for line in words._lines_with(entry, text)] == [2]


def test_a_command_prints_what_is_left_of_a_folder(tmp_path, capsys):
    (tmp_path / "articles" / "desk").mkdir(parents=True)
    (tmp_path / "articles" / "desk" / "lives.py").write_text("heir = 1\n")
    (tmp_path / "manage.py").write_text("heir = 1\n")

    status = words.main(["--root", str(tmp_path), "articles/"])

    assert status == 1
    assert [line.partition(" →")[0] for line in capsys.readouterr().out.splitlines()] == [
        "articles/desk/lives.py:1: desk/lives",
        "articles/desk/lives.py:1: heir",
    ]


def test_two_modules_of_a_floor_have_two_names(tmp_path):
    for path in ("desk/a/same.py", "desk/b/same.py", "views/same.py", "desk/a/__init__.py"):
        (tmp_path / "articles" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "articles" / path).write_text("")

    assert [one.path for one in words.findings(tmp_path)] == [
        "articles/desk/a/same.py",
        "articles/desk/b/same.py",
    ]
