"""XMP and IPTC of one file differ: the digest tells which is newer, else the photo says so.

The IPTC digest is that of the IPTC fields when the XMP was written (XMP specification, part 3).
"""

from datetime import datetime

import pytest

from articles.imaging.metadata import UnusedFact, read

from . import talking

SAME = (
    *("XMP-dc:Description=The hall", "IPTC:Caption-Abstract=The hall"),
    *("XMP-photoshop:Credit=Ministry", "IPTC:Credit=Ministry"),
    *("XMP-dc:Creator=Sabina Guliyeva", "IPTC:By-line=Sabina Guliyeva"),
    *("XMP-dc:Rights=© Ministry", "IPTC:CopyrightNotice=© Ministry"),
    *("XMP-photoshop:Headline=Hall", "IPTC:Headline=Hall", "XMP-photoshop:City=Baku"),
    *("XMP-dc:Title=DSC_1.jpg", "IPTC:ObjectName=DSC_1.jpg", "IPTC:City=Baku"),
    *("XMP-dc:Subject=ITU", "IPTC:Keywords=ITU"),
    "XMP-photoshop:DateCreated=2025:11:28 10:15:00+03:00",
    *("IPTC:DateCreated=2025:11:28", "IPTC:TimeCreated=10:15:00+03:00"),
)
MENDED = (
    *(
        "IPTC:Caption-Abstract=Şəhər, mended",
        "IPTC:Credit=Agency",
        "IPTC:By-line=Leyla Əliyeva",
    ),
    *("IPTC:CopyrightNotice=© Agency", "IPTC:Headline=Plant", "IPTC:City=Ganja"),
    *(
        "IPTC:Keywords=Plants",
        "IPTC:DateCreated=2025:11:27",
        "IPTC:TimeCreated=09:00:00+04:00",
    ),
)
NAMES = "caption credit creator copyright_notice title city keywords taken_at".split()
DAY = datetime.fromisoformat("2025-11-28T10:15:00+03:00")
OLD = (
    "The hall",
    "Ministry",
    "Sabina Guliyeva",
    "© Ministry",
    "Hall",
    "Baku",
    ("ITU",),
    DAY,
)
NEW = (
    "Şəhər, mended",
    "Agency",
    "Leyla Əliyeva",
    "© Agency",
    "Plant",
    "Ganja",
    ("Plants",),
)
NEW += (datetime.fromisoformat("2025-11-27T09:00:00+04:00"),)


@pytest.fixture(scope="module")
def synced():
    """A file of which one program wrote XMP, IPTC and the digest."""
    return talking.written(talking.jpeg(), *SAME, "IPTCDigest=new")


@pytest.fixture(scope="module")
def without():
    return talking.written(talking.jpeg(), *SAME)


def said(facts):
    return tuple(getattr(facts, name) for name in NAMES)


def test_where_nothing_was_changed_nothing_is_said(synced, without):
    assert (said(read(synced)), read(synced).unused) == (OLD, ())
    assert (said(read(without)), read(without).unused) == (OLD, ())


def test_where_iptc_was_changed_later_its_fields_win(synced):
    facts = read(talking.written(synced, "IPTC:Keywords-=ITU", *MENDED))

    assert (said(facts), facts.unused) == (NEW, ())


@pytest.mark.parametrize("number", range(7))
def test_field_by_field_and_the_others_stay(synced, number):
    name = MENDED[number].partition("=")[0]
    clear = ["IPTC:Keywords-=ITU"] if name == "IPTC:Keywords" else []

    facts = read(talking.written(synced, *clear, MENDED[number]))

    assert said(facts) == (*OLD[:number], NEW[number], *OLD[number + 1 :])


def test_where_xmp_was_changed_later_it_wins(synced):
    facts = read(
        talking.written(synced, "XMP-dc:Description=Mended", "XMP-dc:Creator=Rashad")
    )

    assert (facts.caption, facts.creator, facts.unused) == ("Mended", "Rashad", ())


def test_without_a_digest_xmp_wins_and_the_photo_says_that_there_are_two(without):
    facts = read(talking.written(without, "IPTC:Keywords-=ITU", *MENDED))

    assert said(facts) == OLD
    assert facts.unused == (
        UnusedFact("caption", "Şəhər, mended", "The hall"),
        UnusedFact("credit", "Agency", "Ministry"),
        UnusedFact("creator", "Leyla Əliyeva", "Sabina Guliyeva"),
        UnusedFact("taken_at", "2025-11-27 09:00:00+04:00", "2025-11-28 10:15:00+03:00"),
        UnusedFact("copyright_notice", "© Agency", "© Ministry"),
    )


def test_a_day_alone_that_was_changed_leaves_the_time(synced):
    file = talking.written(synced, "IPTC:TimeCreated=", "IPTC:DateCreated=2025:11:27")

    assert read(file).taken_at == datetime.fromisoformat("2025-11-27T10:15:00+03:00")


@pytest.mark.parametrize("time", ["07:15:00+00:00", "10:15:20+03:00"])
def test_one_moment_told_in_two_ways_is_one(without, time):
    assert read(talking.written(without, f"IPTC:TimeCreated={time}")).unused == ()


LONG = "Ministry of Digital Development and Transport of Azerbaijan"


def test_what_iptc_had_to_cut_is_no_other_thing(synced, without):
    cut = [f"XMP-photoshop:Credit={LONG}", f"IPTC:Credit={LONG[:32]}"]
    newer = talking.written(synced, *cut, "IPTCDigest=new")
    newer = talking.written(newer, "IPTC:Caption-Abstract=Mended")

    assert (read(newer).credit, read(newer).caption) == (LONG, "Mended")
    assert read(talking.written(without, *cut)).unused == ()


def test_letters_that_an_old_encoding_lacks_are_no_other_words():
    packet = talking.packet(
        "<rdf:Description><dc:description><rdf:Alt><rdf:li>Bakıda görüş</rdf:li></rdf:Alt>"
        "</dc:description></rdf:Description>"
    )
    block = talking.iim("latin-1", caption="Bak?da gör??", creator="Sabina")

    facts = read(talking.jpeg(xmp=packet, iim=block))

    assert (facts.caption, facts.creator, facts.unused) == ("Bakıda görüş", "Sabina", ())


@pytest.mark.parametrize("digest", [b"", b"x", b"x" * 17])
def test_a_digest_of_another_length_tells_nothing(digest):
    packet = talking.packet('<rdf:Description photoshop:Credit="Ministry"/>')
    file = talking.jpeg(xmp=packet, iim=talking.field(110, b"Agency"), digest=digest)

    assert (read(file).credit, len(read(file).unused)) == ("Ministry", 1)
