"""The body of a request: whole or refused in a sentence, with a length or without one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from articles.models import Article, Photo
from newsroom.web import metrics, request_body
from newsroom.web.request_body import bodies
from tests import build
from tests.accounts.conftest import PASSWORD

FORM = "application/x-www-form-urlencoded"
MEGABYTE = 1024 * 1024
SAME_ID = {"HTTP_X_REQUEST_ID": "one-of-two"}  # which pages of faults show
DOORS = [
    "/admin/login/",
    "/admin/login/code/",
    "/admin/forgotten/",
    "/admin/articles/article/add/",
    "/admin/articles/photo/upload/",
    "/admin/no-such-page/",
]


def chunked(client, path, body, kind=FORM, **more):
    """What granian hands over of a body in chunks: no length, and a stream that ends by itself."""
    stream = {
        "wsgi.input": BytesIO(body),
        "wsgi.input_terminated": True,
        "CONTENT_LENGTH": "",
    }
    head = {"HTTP_TRANSFER_ENCODING": "chunked", **SAME_ID, **stream, **more}
    return client.generic("POST", path, b"-", kind, **head)


def announced(client, path, body, kind=FORM):
    return client.generic("POST", path, body, kind, **SAME_ID)


def with_files(**values):
    return encode_multipart(BOUNDARY, values)


@pytest.fixture
def editor(db):
    return build.person("Editor", "editor")


@pytest.fixture
def desk(editor):
    """A client that has signed in and is asked for tokens, as browsers are."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    client.get("/admin/password_change/")
    return client


def token(client):
    return client.cookies["csrftoken"].value


# Whole


def test_a_sign_in_in_chunks_is_a_sign_in(editor):
    client = Client(enforce_csrf_checks=True)
    client.get("/admin/login/")
    values = {
        "username": "editor",
        "password": PASSWORD,
        "csrfmiddlewaretoken": token(client),
    }

    answer = chunked(client, "/admin/login/", urlencode(values).encode())

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")


def test_a_story_in_chunks_is_saved_to_its_last_word(desk):
    values = {
        "csrfmiddlewaretoken": token(desk),
        **{"version": "0", "headline": "In chunks", "language": "en", "urgency": "5"},
        **{"photo_flag": "auto", "video_flag": "auto"},
        "body": f"<p>{'word ' * 20_000}last</p>",
    }

    answer = chunked(
        desk, "/admin/articles/article/add/", with_files(**values), MULTIPART_CONTENT
    )

    assert answer.status_code == 302, answer.content
    assert Article.objects.get().body == values["body"]


def test_a_photo_in_chunks_is_kept_byte_for_byte(desk):
    photo = BytesIO(build.picture())
    photo.name = "hall.jpg"
    form = with_files(csrfmiddlewaretoken=token(desk), files=photo)

    answer = chunked(desk, "/admin/articles/photo/upload/", form, MULTIPART_CONTENT)

    assert answer.status_code == 200
    with Photo.objects.get().original.open() as kept:
        assert kept.read() == photo.getvalue()


def test_a_report_of_a_browser_in_chunks_is_written_down(client, caplog):
    report = b'{"csp-report": {"effective-directive": "img-src", "blocked-uri": "data"}}'

    answer = chunked(client, "/csp-report", report, "application/csp-report")

    assert answer.status_code == 204
    assert "img-src blocked data" in caplog.text


@pytest.mark.parametrize("body", [b"", b"&&&", b"\x00\xff"])
def test_an_empty_or_senseless_form_in_chunks_is_refused_as_with_a_length(desk, body):
    without = chunked(desk, "/admin/password_change/", body)
    with_length = announced(desk, "/admin/password_change/", body)

    assert (without.status_code, without.content) == (403, with_length.content)


# Limits


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", [FORM, MULTIPART_CONTENT])
def test_too_much_in_chunks_gets_the_sentence_of_a_length(desk, settings, door, kind):
    settings.REQUEST_MAX_BYTES = MEGABYTE
    body = with_files(a="x" * MEGABYTE) if kind != FORM else b"a=" + b"x" * MEGABYTE

    without, with_length = (send(desk, door, body, kind) for send in (chunked, announced))

    assert (without.status_code, without.content) == (
        413,
        b"A request may have at most 1 MB.\n",
    )
    assert (with_length.status_code, with_length.content) == (413, without.content)


@pytest.mark.parametrize("kind", [FORM, MULTIPART_CONTENT])
def test_a_form_over_its_limit_gets_the_page_of_a_length(desk, settings, kind):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    body = with_files(a="x" * 20_000) if kind != FORM else b"a=" + b"x" * 20_000

    without, with_length = (
        send(desk, "/admin/password_change/", body, kind) for send in (chunked, announced)
    )

    assert (without.status_code, without.content) == (400, with_length.content)


def test_a_report_over_its_limit_is_refused(client, caplog):
    answer = chunked(
        client, "/csp-report", b'["' + b"x" * 9000 + b'"]', "application/csp-report"
    )

    assert (answer.status_code, answer.content, caplog.text) == (413, b"", "")


def test_no_more_is_read_than_tells_that_it_is_too_much(desk, settings):
    settings.REQUEST_MAX_BYTES = MEGABYTE
    stream = BytesIO(b"a=" + b"x" * 5 * MEGABYTE)

    answer = chunked(desk, "/admin/password_change/", b"", **{"wsgi.input": stream})

    assert answer.status_code == 413
    assert stream.tell() <= MEGABYTE + request_body.BLOCK


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_body_of_a_question_is_never_read(client, method, db):
    stream = BytesIO(b"x" * MEGABYTE)
    head = {"wsgi.input": stream, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}

    answer = getattr(client, method)("/feeds/", HTTP_TRANSFER_ENCODING="chunked", **head)

    assert (answer.status_code, stream.tell()) == (200, 0)


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("", 200),
        ("12", 200),
        (str(200 * MEGABYTE), 200),
        (str(200 * MEGABYTE + 1), 413),
        ("9" * 5000, 413),
        ("-1", 400),
        ("1e3", 400),
        ("٣", 400),
    ],
)
def test_a_request_that_announces_too_much_is_refused_unread(length, status):
    request = RequestFactory().post("/")
    request.META["CONTENT_LENGTH"] = length

    response = bodies(lambda request: HttpResponse())(request)

    assert response.status_code == status


# Lies


def test_less_than_was_announced_is_not_taken_for_the_whole(desk):
    body = with_files(csrfmiddlewaretoken=token(desk), headline="Half")
    stream = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body) + 1)}

    answer = desk.generic(
        "POST", "/admin/articles/article/add/", b"-", MULTIPART_CONTENT, **stream
    )

    assert answer.status_code == 400
    assert answer.content == b"The request broke off before its end: send it again.\n"
    assert not Article.objects.exists()


def test_more_than_was_announced_is_left_unread(desk):
    values = {"csrfmiddlewaretoken": token(desk), "oldpassword": "x"}
    body = urlencode(values).encode()
    stream = BytesIO(body + b"GET / HTTP/1.1")
    given = {"wsgi.input": stream, "CONTENT_LENGTH": str(len(body))}

    answer = desk.generic("POST", "/admin/password_change/", b"-", FORM, **given)

    assert (answer.status_code, stream.tell()) == (200, len(body))


@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_a_form_with_files_in_chunks_that_breaks_off_is_refused(desk, part):
    photo = BytesIO(build.picture())
    photo.name = "hall.jpg"
    form = with_files(csrfmiddlewaretoken=token(desk), files=photo)

    answer = chunked(
        desk,
        "/admin/articles/photo/upload/",
        form[: int(len(form) * part)],
        MULTIPART_CONTENT,
    )

    assert answer.status_code == 400
    assert answer.content == b"The request broke off before its end: send it again.\n"
    assert not Photo.objects.exists()


def test_the_story_s_form_says_where_it_ends(desk):
    page = desk.get("/admin/articles/article/add/").content.decode()

    assert '<form enctype="multipart/form-data"' in page


def test_a_connection_that_fails_while_it_is_read_is_a_body_that_broke_off(desk):
    class Broken(BytesIO):
        def read(self, size=-1):
            raise ConnectionResetError

    given = {"wsgi.input": Broken(), "CONTENT_LENGTH": "10"}

    answer = desk.generic("POST", "/admin/password_change/", b"-", FORM, **given)

    assert answer.status_code == 400
    assert answer.content == b"The request broke off before its end: send it again.\n"


def test_chunks_that_a_server_does_not_take_apart_are_refused_honestly(desk):
    """wsgiref, under `runserver`, gives them as they came, and no end."""
    answer = chunked(
        desk, "/admin/login/", b"3\r\na=b\r\n0\r\n\r\n", **{"wsgi.input_terminated": False}
    )

    assert answer.status_code == 411
    assert (
        answer.content == b"This server takes no chunks: send it with a Content-Length.\n"
    )


# Places


class Stalled(BytesIO):
    """A body of which nothing comes before it is let go."""

    def __init__(self):
        self.go = threading.Event()

    def read(self, size=-1):
        self.go.wait(20)
        return b""


@pytest.fixture
def one_place(monkeypatch):
    with ThreadPoolExecutor() as helpers:
        monkeypatch.setattr(request_body, "_helpers", helpers)
        monkeypatch.setattr(request_body, "BODIES", threading.BoundedSemaphore(1))
        yield


@pytest.fixture
def stalled(one_place):
    stream = Stalled()
    yield stream
    stream.go.set()


@pytest.mark.real_time
def test_a_body_of_which_nothing_comes_is_refused_and_the_answer_waits_for_its_end(
    client, settings, stalled
):
    settings.BODY_SECONDS = 0.1

    answer = chunked(client, "/csp-report", b"", **{"wsgi.input": stalled})
    words = iter(answer)
    sentence = next(words)
    busy = chunked(client, "/csp-report", b"{}")
    stalled.go.set()
    rest = b"".join(words)

    assert (answer.status_code, rest.strip()) == (408, b"")
    assert sentence.startswith(b"What you send comes too slowly: 10 KB have to arrive in")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert busy.content.startswith(b"Many send something at this moment.")
    assert chunked(client, "/csp-report", b"{}").status_code == 204


@pytest.mark.parametrize("body", [b"{}", b"x" * 9000, b"x" * 300_000])
def test_a_body_gives_its_place_back_however_it_ends(client, one_place, body):
    answers = {chunked(client, "/csp-report", body).status_code for _ in range(3)}

    assert 503 not in answers


@pytest.mark.parametrize(("send", "came"), [(chunked, "streamed"), (announced, "whole")])
def test_how_bodies_come_is_counted(client, send, came):
    counted = metrics.BODIES.labels(came)._value
    before = counted.get()

    send(client, "/csp-report", b"{}")

    assert counted.get() == before + 1


def test_a_view_that_fails_gives_the_place_back(one_place):
    def view(request):
        request.read(2)
        raise ValueError

    for _ in range(3):
        with pytest.raises(ValueError):
            bodies(view)(RequestFactory().post("/", b"abcd", FORM))


def test_two_threads_of_the_server_read_no_bodies(settings):
    assert request_body.MOST == settings.THREADS - 2
