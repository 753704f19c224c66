"""Files that are no photo within the limits: a sentence, and no work."""

import threading
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from articles.imaging import decode as module
from articles.imaging.decode import BadPhoto, decode

from .camera import corners, encoded, png, text_bomb

JPEG = encoded(corners(), "JPEG")
SEND = "Send JPEG, PNG, WebP or AVIF."
DAMAGED = "The photo is damaged or not complete. Export it again."


def refusal(data: bytes) -> str:
    with pytest.raises(BadPhoto) as refused:
        decode(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"x" * 100, f"This is not a photo, or it is damaged. {SEND}"),
        (b"<svg onload=alert(1)>", f"This is an SVG drawing. {SEND}"),
        (
            b"\xef\xbb\xbf \n<?xml?><svg/>",
            f"This is an SVG drawing or another XML file. {SEND}",
        ),
        (b"%PDF-1.7", f"This is a PDF. {SEND}"),
        (b"<!DOCTYPE html><script>", f"This is a web page. {SEND}"),
        (b"<HTML>", f"This is a web page. {SEND}"),
        (b"<?php system($_GET[0]);", f"This is not a photo, or it is damaged. {SEND}"),
        (encoded(corners(), "GIF"), f"This is a GIF. {SEND}"),
        (encoded(corners(), "TIFF"), f"This is a TIFF or raw file. {SEND}"),
        (encoded(corners(), "EPS"), f"This is not a photo, or it is damaged. {SEND}"),
        (JPEG[: len(JPEG) // 2], DAMAGED),
        (encoded(corners(), "PNG")[:-40], DAMAGED),
        (png(8, 8), DAMAGED),
        (b"x" * (25 * 1024 * 1024 + 1), "The photo has 25.0 MB; the limit is 25 MB."),
        (png(50_000, 50_000), "The photo has more than 50 megapixels."),
        (png(2**31 - 1, 2**31 - 1), "The photo has more than 50 megapixels."),
        (png(7_100, 7_100), "The photo has more than 50 megapixels."),
        (png(20_001, 400), "The photo is 20001 × 400 pixels; a side may have 20,000."),
        (png(6_100, 100), "The photo is 6100 × 100 pixels: too narrow to show."),
    ],
    ids=range(20),
)
def test_the_sentence_says_why(data, sentence):
    assert refusal(data) == sentence


BOX = b"\0\0\0\x20"  # the length of the first box of an MP4 and its kin
PACKET = b"G" + b"\xff" * 187  # of a broadcast stream


@pytest.mark.parametrize(
    ("data", "what"),
    [
        pytest.param(b"\xff\x0a" + b"x" * 99, "a JPEG XL photo", id="jxl"),
        pytest.param(
            b"\0\0\0\x0cJXL \r\n\x87\n" + b"x" * 99, "a JPEG XL photo", id="jxl box"
        ),
        pytest.param(encoded(corners(), "JPEG2000"), "a JPEG 2000 photo", id="jp2"),
        pytest.param(
            encoded(corners(), "JPEG2000", no_jp2=True),
            "a JPEG 2000 photo",
            id="jpeg 2000 bare",
        ),
        pytest.param(encoded(corners(), "BMP"), "a BMP picture", id="bmp"),
        pytest.param(
            encoded(corners().convert("1"), "BMP"), "a BMP picture", id="bmp of two"
        ),
        pytest.param(b"FUJIFILMCCD-RAW " + b"x" * 99, "a raw file", id="raf"),
        pytest.param(BOX + b"ftypcrx " + b"x" * 99, "a raw file", id="cr3"),
    ],
)
def test_a_picture_of_another_kind_is_named_and_how_it_is_taken(data, what):
    assert refusal(data) == f"This is {what}. Export it as JPEG."


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(BOX + b"ftypisom" + b"x" * 99, id="mp4"),
        pytest.param(BOX + b"ftypqt  " + b"x" * 99, id="quicktime"),
        pytest.param(BOX + b"ftyp3gp5" + b"x" * 99, id="phone"),
        pytest.param(BOX + b"wide" + BOX + b"mdat" + b"x" * 99, id="old quicktime"),
        pytest.param(b"RIFF\x99\x99\0\0AVI LIST" + b"x" * 99, id="avi"),
        pytest.param(b"\x1a\x45\xdf\xa3\x01webm" + b"x" * 99, id="webm"),
        pytest.param(b"\0\0\x01\xba" + b"x" * 99, id="mpeg"),
        pytest.param(PACKET * 3, id="broadcast"),
        pytest.param((b"\0\0\x99\x99" + PACKET) * 3, id="avchd"),
        pytest.param(b"0&\xb2u\x8ef\xcf\x11" + b"x" * 99, id="wmv"),
    ],
)
def test_a_video_is_named_and_what_to_send_of_it(data):
    assert refusal(data) == "This is a video. Save one picture of it as JPEG and send that."


@pytest.mark.parametrize(
    "word", ["BMW opens a plant", "Going up", "II. Results", "The free press"]
)
def test_plain_words_are_no_picture_of_another_kind(word):
    text = f"{word} in Sumgayit, said the ministry. ".encode() * 9

    assert refusal(text) == f"This is not a photo, or it is damaged. {SEND}"


def test_a_document_with_a_photo_in_it_is_named():
    says = "This is a document or an archive. Take the photo out of it and send that."

    assert refusal(b"PK\x03\x04\x14\0\x06\0" + b"word/media/image1.jpeg" * 9) == says


def test_a_broken_avif_is_damaged_and_no_video():
    data = encoded(corners(), "AVIF")

    assert "damaged" in refusal(data[:40] + b"x" * 99)


def test_a_large_webp_is_refused_before_its_decoder_takes_the_memory():
    data = encoded(Image.new("RGB", (6_000, 5_100)), "WEBP", quality=1, method=0)

    assert refusal(data) == "The photo has more than 30 megapixels. Send it as JPEG."


def test_text_that_unpacks_to_megabytes_is_refused_cheaply():
    data = text_bomb()
    tracemalloc.start()

    sentence = refusal(data)

    assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    tracemalloc.stop()
    assert sentence.endswith(SEND) or sentence == DAMAGED


@given(st.integers(2, len(JPEG) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_photo_is_decoded_or_refused_but_never_fails(at, noise):
    try:
        decode(JPEG[:at] + noise + JPEG[at + len(noise) :])
    except BadPhoto as refused:
        assert str(refused).endswith(".")


def test_one_photo_is_decoded_at_a_time():
    waiting = threading.Thread(target=decode, args=(JPEG,))
    with module.ONE_AT_A_TIME:
        waiting.start()
        waiting.join(0.1)

        assert waiting.is_alive()
    waiting.join(5)
    assert not waiting.is_alive()
