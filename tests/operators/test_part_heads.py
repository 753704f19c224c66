"""File names in an encoding of the sender's own: the photo is taken, its name repaired."""

import random
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from articles.models import Photo
from newsroom.web.part_heads import BLOCK, PartHeads
from tests import build
from tests.operators.test_request_bodies import chunked

UPLOAD = "/admin/articles/photo/upload/"
NAMES = [
    ("café.jpg", "cp1252"),
    ("Зал.jpg", "cp1251"),
    ("congrès à Genève.jpg", "latin-1"),
    ("Bakı, şəhər.jpg", "utf-8"),
]


def form(name: bytes, content: bytes) -> bytes:
    """What a program sends: a field before the file and one after it."""
    values = {
        "credit": "Ministry",
        "files": SimpleUploadedFile("NAME", content, "image/jpeg"),
    }
    body = encode_multipart(BOUNDARY, {**values, "licence": "handout"})
    return body.replace(b"NAME", name, 1)


@pytest.fixture
def client(db):
    client = Client()
    client.force_login(build.person("Photo desk"))
    return client


@pytest.mark.parametrize(("name", "encoding"), NAMES)
def test_a_photo_keeps_its_name_in_whatever_encoding_it_comes(client, name, encoding):
    body = form(name.encode(encoding), build.picture())

    client.generic("POST", UPLOAD, body, MULTIPART_CONTENT)

    photo = Photo.objects.get()
    assert (photo.original_name, photo.credit, photo.licence) == (
        name,
        "Ministry",
        "handout",
    )


def test_what_is_a_letter_in_no_encoding_is_left_out_of_the_name(client):
    body = form(b"caf\x81\xe9\x8f.jpg", build.picture())

    answer = client.generic(
        "POST", UPLOAD, body, MULTIPART_CONTENT, HTTP_ACCEPT="application/json"
    )

    assert answer.json()["photo"] == Photo.objects.get().pk
    assert Photo.objects.get().original_name == "café.jpg"


def test_a_refused_file_is_named_in_the_answer(client):
    body = form(b"r\xe9sum\xe9.jpg", random.Random(1).randbytes(9000))

    answer = client.generic("POST", UPLOAD, body, MULTIPART_CONTENT)

    (upload,) = answer.context["uploads"]
    assert (upload.name, upload.photo) == ("résumé.jpg", None)
    assert upload.messages[0].startswith("This is not a photo")


def test_a_body_in_chunks_is_repaired_too(client):
    chunked(client, UPLOAD, form(b"caf\xe9.jpg", build.picture()), MULTIPART_CONTENT)

    assert Photo.objects.get().original_name == "café.jpg"


@pytest.mark.parametrize("at", range(-120, 20, 7))
def test_a_head_is_repaired_wherever_a_block_ends(at):
    content = random.Random(at).randbytes(BLOCK + at)
    heads = b'--x\r\nContent-Disposition: form-data; name="a"; filename="%s"\r\n\r\n'
    body = (
        heads % b"one" + content + b"\r\n" + heads % b"caf\xe9" + content + b"\r\n--x--\r\n"
    )

    read = PartHeads(BytesIO(body), "x").read()

    assert read == body.replace(b"caf\xe9", "café".encode())


@pytest.mark.parametrize("size", [1, 7, 64 * 1024])
def test_what_is_read_bit_by_bit_is_the_same(size):
    body = form(b"hall.jpg", random.Random(2).randbytes(3000))
    stream, read = PartHeads(BytesIO(body), BOUNDARY), b""

    while piece := stream.read(size):
        assert len(piece) <= size
        read += piece

    assert read == body


HEADS = [b"--x\r\n" * 40_000, b"--x\r\ncaf\xe9\r\n\r\n" * 20_000, b"--x" * 9]


@pytest.mark.parametrize("body", HEADS)
def test_heads_without_end_pass_through_at_the_cost_of_their_length(body):
    assert PartHeads(BytesIO(body), "x").read() == body.replace(b"\xe9", "é".encode())
