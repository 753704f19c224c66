"""Bodies over real connections to the real server: in chunks, slow, broken off, endless."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from newsroom.web.thread_quotas import MOST
from tests import build
from tests.accounts.conftest import PASSWORD

from .test_serve import descendants

ROOT = Path(__file__).parents[2]
FORM = "application/x-www-form-urlencoded"
EDITOR = f"""
from django.contrib.auth.models import Group
from newsroom.accounts.models import Staff
one = Staff.objects.create_user(username="editor", password={PASSWORD!r}, is_staff=True)
one.groups.add(Group.objects.get(name="Editor"))
"""
pytestmark = [pytest.mark.real_time, pytest.mark.sqlite]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A newsroom of its own, on SQLite whatever the suite runs on: one editor, no stories."""
    place = tmp_path_factory.mktemp("bodies")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    hurried = "from newsroom.settings import *\nBODY_SECONDS = 1\n"
    (place / "hurried.py").write_text(hurried)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hurried",
        "PYTHONPATH": str(place),
        "DATABASE_URL": f"sqlite:///{place}/db.sqlite3",
        "MEDIA_ROOT": str(place / "media"),
        "FOLLOW": "false",
        "LOG_LEVEL": "ERROR",
    }
    for words in (["migrate", "--verbosity", "0"], ["shell", "--no-imports", "-c", EDITOR]):
        subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True
        )
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    process.stdout.readline()  # It says so when it answers.
    yield SimpleNamespace(port=port, process=process.pid)
    process.terminate()
    process.communicate(timeout=30)


class Browser:
    """Keeps cookies and the form's token; sends bodies in chunks."""

    def __init__(self, port):
        self.port, self.cookies, self.token = port, {}, ""

    def get(self, path):
        answer = self._ask("GET", path, None, {})
        if found := re.search(r'csrfmiddlewaretoken" value="([^"]+)"', answer.text):
            self.token = found[1]
        return answer

    def send(self, path, body, kind=FORM, **head):
        pieces = (body[at : at + 5000] for at in range(0, len(body), 5000))
        return self._ask("POST", path, pieces, {"Content-Type": kind} | head)

    def sign_in(self):
        self.get("/admin/login/")
        values = {"username": "editor", "password": PASSWORD}
        values["csrfmiddlewaretoken"] = self.token
        return self.send("/admin/login/", urlencode(values).encode())

    def _ask(self, method, path, body, head):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head |= {"Cookie": cookies, "Origin": f"http://localhost:{self.port}"}
        with closing(
            http.client.HTTPConnection("localhost", self.port, timeout=30)
        ) as line:
            line.request(method, path, body, head, encode_chunked=body is not None)
            answer = line.getresponse()
            answer.text = answer.read().decode()
        for one in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


@pytest.fixture
def browser(served):
    return Browser(served.port)


@contextmanager
def line(served, head="", path="/admin/login/"):
    """A connection that has sent the head of a form, which comes in chunks."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as one:
        one.sendall(
            f"POST {path} HTTP/1.1\r\nHost: localhost:{served.port}\r\n"
            f"Cookie: csrftoken={'x' * 32}\r\nOrigin: http://localhost:{served.port}\r\n"
            f"Content-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n{head}\r\n".encode()
        )
        yield one


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


def said(one):
    """The status and the words that come on a connection, until it is closed or quiet."""
    one.settimeout(3)
    heard = b""
    try:
        while data := one.recv(65536):
            heard += data
            one.settimeout(1)
    except OSError:
        pass
    return heard[9:12], heard.partition(b"\r\n\r\n")[2]


def seconds(served, path):
    """How long an address takes that must answer."""
    began = time.monotonic()
    with closing(http.client.HTTPConnection("localhost", served.port, timeout=20)) as asked:
        asked.request("GET", path)
        assert asked.getresponse().status == 200
    return time.monotonic() - began


# In chunks


def test_who_signs_in_in_chunks_is_signed_in(browser):
    answer = browser.sign_in()

    assert (answer.status, answer.headers["Location"]) == (302, "/admin/")
    assert "Sign out" in browser.get("/admin/").text


def test_a_story_in_chunks_has_its_last_word(browser):
    browser.sign_in()
    browser.get("/admin/articles/article/add/")
    values = {
        "csrfmiddlewaretoken": browser.token,
        **{"version": "0", "headline": "In chunks", "language": "en", "urgency": "5"},
        **{"photo_flag": "auto", "video_flag": "auto"},
        "body": f"<p>{'word ' * 20_000}and the last</p>",
    }

    answer = browser.send(
        "/admin/articles/article/add/",
        encode_multipart(BOUNDARY, values),
        MULTIPART_CONTENT,
    )

    assert answer.status == 302, answer.text
    assert "and the last" in browser.get(answer.headers["Location"]).text


def test_a_photo_in_chunks_arrives(browser):
    browser.sign_in()
    browser.get("/admin/articles/photo/upload/")
    photo = BytesIO(build.picture((2000, 1500)))
    photo.name = "hall.jpg"
    values = {"csrfmiddlewaretoken": browser.token, "files": photo, "licence": "staff"}

    answer = browser.send(
        "/admin/articles/photo/upload/",
        encode_multipart(BOUNDARY, values),
        MULTIPART_CONTENT,
        Accept="application/json",
    )

    assert (answer.status, '"photo": ' in answer.text) == (200, True), answer.text


@pytest.mark.parametrize(("size", "status"), [(10, 204), (9000, 413)])
def test_a_report_in_chunks_is_held_to_its_limit(browser, size, status):
    answer = browser.send(
        "/csp-report", b'"' + b"x" * size + b'"', "application/csp-report"
    )

    assert (answer.status, answer.text) == (status, "")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"0\r\n\r\n", b"403"),  # an empty form has no token
        (
            b"0\r\n\r\nGET / HTTP/1.1\r\nHost: x",
            b"403",
        ),  # what follows is not of this request
        (chunk(b"a=b") + b"0\r\nX-Trailer: 1\r\n\r\n", b"403"),
    ],
)
def test_an_empty_form_garbage_behind_it_and_trailers_do_no_harm(served, body, status):
    with line(served) as one:
        one.sendall(body)

        assert said(one)[0] == status
    assert seconds(served, "/healthz") < 5


def test_of_both_headers_the_chunks_count(served):
    with line(served, "Content-Length: 3\r\n", "/csp-report") as one:
        one.sendall(chunk(b'{"a": 1}') + b"0\r\n\r\n")

        assert said(one) == (b"204", b"")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_question_with_an_endless_body_is_answered_unread(served, method):
    with socket.create_connection(("127.0.0.1", served.port)) as one:
        one.sendall(
            f"{method} /healthz HTTP/1.1\r\nHost: localhost\r\n"
            "Transfer-Encoding: chunked\r\n\r\n".encode()
            + chunk(b"x" * 1000)
        )

        assert said(one)[0] == b"200"


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc, to look at memory")
def test_an_endless_form_is_refused_and_fills_no_memory(served):
    before = memory(served)
    sent = 0
    with line(served) as one, pytest.raises(OSError):
        while sent < 300 * 1024 * 1024:
            one.sendall(chunk(b"x" * 65536))
            sent += 65536

    assert sent < 60 * 1024 * 1024
    assert memory(served) - before < 60 * 1024  # KB


def memory(served):
    """Kilobytes that the server's processes have."""
    status = [
        Path(f"/proc/{pid}/status").read_text() for pid in descendants(served.process)
    ]
    return sum(int(found) for one in status for found in re.findall(r"VmRSS:\s+(\d+)", one))


# Broken off


def test_less_than_was_announced_is_refused(served):
    with socket.create_connection(("127.0.0.1", served.port)) as one:
        one.sendall(
            b"POST /csp-report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{}"
        )
        one.shutdown(socket.SHUT_WR)

        status, words = said(one)

    assert (status, b"The request broke off before its end" in words) == (b"400", True)


# Slow, and many


@pytest.mark.parametrize("many", [MOST + 2, 20])
def test_slow_bodies_take_no_thread_that_readers_need(served, browser, many):
    with ExitStack() as stack:
        slow = [stack.enter_context(line(served)) for _ in range(many)]
        for one in slow:
            one.sendall(chunk(b"a" * 100))
        took = [seconds(served, path) for path in ("/", "/readyz", "/latest/")]
        answers = [said(one) for one in slow]

    assert max(took) < 5
    assert sorted({status for status, _ in answers}) == [b"408", b"503"]
    assert browser.sign_in().status == 302


def test_who_finds_no_place_is_told_when_to_come_again(served):
    with ExitStack() as stack:
        for _ in range(MOST):
            stack.enter_context(line(served))
        time.sleep(0.3)
        answer = Browser(served.port).send("/csp-report", b"{}")

    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


def test_a_place_is_free_again_while_who_stalled_is_still_there(served, browser):
    with ExitStack() as stack:
        stalled = [stack.enter_context(line(served)) for _ in range(MOST)]
        answers = [said(one) for one in stalled]
        again = browser.sign_in()

    assert {status for status, _ in answers} == {b"408"}
    assert again.status == 302


@pytest.mark.parametrize(("a_tenth", "status"), [(2500, b"403"), (400, b"408")])
def test_what_comes_steadily_is_taken_and_what_comes_too_slowly_is_not(
    served, a_tenth, status
):
    """10 KB a second is the least here; a whole minute of it would be the same."""
    with line(served) as one:
        try:
            for _ in range(25):
                one.sendall(chunk(b"a" * a_tenth))
                time.sleep(0.1)
            one.sendall(b"0\r\n\r\n")
        except OSError:
            pass  # refused already

        assert said(one)[0] == status
