"""Facts that cameras and picture desks write into files."""

import tracemalloc
from datetime import datetime

import pytest
from PIL import Image

from articles.imaging.metadata import FileFacts, read

from . import camera, talking
from .cost import cost


def test_xmp_says_everything():
    facts = read(talking.jpeg(xmp=talking.packet()))

    assert facts == FileFacts(
        title="The hall",
        caption="Делегаты в зале, Bakı",
        alt="People in rows",
        people=("Rashad Nabiyev",),
        keywords=("ITU", "WTDC-25"),
        city="Baku",
        country="Azerbaijan",
        creator="Sabina Guliyeva",
        credit="Ministry/S. Guliyeva",
        source="Press service",
        copyright_notice="© 2025 Ministry",
        usage_terms="News only",
        instructions="No crop",
        taken_at=datetime.fromisoformat("2025-11-28T10:15:00+03:00"),
    )


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_every_kind_of_file(kind):
    from PIL.PngImagePlugin import PngInfo

    options = {"xmp": talking.packet()}
    if kind == "PNG":
        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", talking.packet().decode())
        options = {"pnginfo": text}

    assert read(camera.encoded(camera.corners(), kind, **options)).title == "The hall"


@pytest.mark.parametrize(
    ("encoding", "declared", "caption"),
    [
        ("utf-8", True, "Делегаты в зале, Bakı"),
        ("utf-8", False, "Делегаты в зале, Bakı"),
        ("latin-1", False, "Café à Genève, Zürich"),
        ("cp1251", False, "Делегаты в зале ITU, Баку"),
        ("ascii", False, "Delegates in Baku"),
    ],
)
def test_iim_is_read_in_the_encoding_it_is_in(encoding, declared, caption):
    block = talking.iim(
        encoding, declared, caption=caption, creator="S. Guliyeva", keyword="ITU"
    )

    facts = read(talking.jpeg(iim=block))

    assert (facts.caption, facts.creator, facts.keywords) == (
        caption,
        "S. Guliyeva",
        ("ITU",),
    )


def test_exif_says_when_where_and_by_whom():
    facts = read(talking.jpeg(exif=talking.noted(creator="Sabina")))

    assert facts.taken_at == datetime.fromisoformat("2025-11-28T10:15:00+03:00")
    assert (facts.latitude, round(facts.longitude, 4)) == (-40.375, 49.8833)
    assert (facts.creator, facts.caption) == ("Sabina", "")


def test_a_camera_without_an_offset_says_a_naive_moment():
    taken = read(talking.jpeg(exif=talking.noted(offset=""))).taken_at

    assert (taken.isoformat(), taken.tzinfo) == ("2025-11-28T10:15:00", None)


def test_newer_forms_win_over_older():
    block = talking.iim("utf-8", True, title="Old", city="Ganja")
    packet = talking.packet('<rdf:Description photoshop:Headline="New"/>')

    facts = read(talking.jpeg(xmp=packet, iim=block, exif=talking.noted()))

    assert (facts.title, facts.city, facts.taken_at.hour) == ("New", "Ganja", 10)


BOMB = (
    b"<!DOCTYPE x [<!ENTITY a '"
    + b"ha" * 500
    + b"'>"
    + b"<!ENTITY b '&a;&a;'>" * 50
    + b"]>"
)


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(lambda: talking.jpeg(xmp=b"<rdf:RDF"), id="cut off"),
        pytest.param(lambda: talking.jpeg(xmp=BOMB + talking.packet()), id="entities"),
        pytest.param(lambda: talking.jpeg(xmp=b"<a>" * 20_000), id="deep"),
        pytest.param(
            lambda: talking.jpeg(iim=b"\x1c\x02\x78\xff\xff" * 4000), id="long field"
        ),
        pytest.param(
            lambda: talking.jpeg(iim=b"\x1c\x02\x19\0\x01a" * 10_000), id="many fields"
        ),
        pytest.param(
            lambda: talking.jpeg(exif=b"Exif\0\0" + b"II*\0\x08\0\0\0" * 8000), id="exif"
        ),
        pytest.param(camera.text_bomb, id="zTXt"),
        pytest.param(lambda: b"not a picture", id="nothing"),
    ],
)
@pytest.mark.real_time
def test_hostile_facts_cost_nothing_and_say_little(file):
    data = file()
    assert cost(lambda: read(data)) < 0.5
    tracemalloc.start()

    facts = read(data)

    assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    tracemalloc.stop()
    assert len(facts.keywords) <= 60 and facts.title == ""


def test_a_place_that_is_nowhere_is_left_out():
    block = Image.Exif()
    block.get_ifd(0x8825).update(
        {1: "N", 2: (400.0, 0.0, 0.0), 3: "E", 4: (49.0, 0.0, 0.0)}
    )

    assert read(talking.jpeg(exif=block.tobytes())).latitude is None
