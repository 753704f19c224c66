"""Files that are no photo within the limits: a sentence, and no work."""

import threading
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from articles.photos import decode as module
from articles.photos.decode import BadPhoto, decode

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
        (b"\xef\xbb\xbf \n<?xml?><svg/>", f"This is an SVG drawing or another XML file. {SEND}"),
        (b"%PDF-1.7", f"This is a PDF. {SEND}"),
        (b"<!DOCTYPE html><script>", f"This is a web page. {SEND}"),
        (b"<HTML>", f"This is a web page. {SEND}"),
        (b"<?php system($_GET[0]);", f"This is not a photo, or it is damaged. {SEND}"),
        (encoded(corners(), "GIF"), f"This is a GIF. {SEND}"),
        (encoded(corners(), "TIFF"), f"This is a TIFF or raw file. {SEND}"),
        (encoded(corners(), "EPS"), f"This is not a photo, or it is damaged. {SEND}"),
        (encoded(corners(), "BMP"), f"This is not a photo, or it is damaged. {SEND}"),
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
    ids=range(21),
)
def test_the_sentence_says_why(data, sentence):
    assert refusal(data) == sentence


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
