"""The desk takes all threads of a worker but two, and strangers at its door a few of those."""

from io import BytesIO

import pytest
from django.http import Http404
from django.test import Client

from newsroom.web import thread_quotas
from newsroom.web.thread_quotas import DESK, SIGN_IN
from tests import build

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"


def free(places):
    """How many places are free now."""
    taken = 0
    while places.acquire(blocking=False):
        taken += 1
    for _ in range(taken):
        places.release()
    return taken


@pytest.fixture
def crowded():
    """Take all places of a kind, and give them back."""
    taken = []

    def take(places):
        while places.acquire(blocking=False):
            taken.append(places)

    yield take
    for places in taken:
        places.release()


@pytest.fixture
def editor():
    client = Client(raise_request_exception=False)
    client.force_login(build.person("Editor", "editor"))
    return client


def test_a_crowded_desk_says_so_and_readers_go_on(editor, crowded):
    build.live()
    crowded(DESK)

    answer = editor.get("/admin/articles/article/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "15")
    assert "The desk has too much to do at this moment." in answer.content.decode()
    for address in ("/", "/latest/", "/feed.rss", "/healthz"):
        assert Client().get(address).status_code == 200


def test_a_crowded_desk_keeps_what_was_typed(editor, crowded):
    crowded(DESK)

    page = editor.post(
        ADD, {"headline": "A roadmap", "body": "<p>Words.</p>"}
    ).content.decode()

    assert 'name="headline" value="A roadmap"' in page
    assert "&lt;p&gt;Words.&lt;/p&gt;" in page


def test_strangers_at_the_door_shut_nobody_out_who_is_in(editor, crowded):
    crowded(SIGN_IN)

    outside = Client().post("/admin/login/", {"username": "editor", "password": "x" * 40})

    assert outside.status_code == 503 and "x" * 40 not in outside.content.decode()
    assert editor.get("/admin/articles/article/").status_code == 200


def fail(*args, **kwargs):
    raise RuntimeError


def miss(*args, **kwargs):
    raise Http404


@pytest.mark.parametrize(("view", "status"), [(None, 200), (miss, 404), (fail, 500)])
def test_a_place_is_given_back_whatever_the_answer_is(view, status, editor, monkeypatch):
    if view:
        monkeypatch.setattr("articles.admin.stories.story_page.write", view)
    before = free(DESK), free(SIGN_IN)

    answers = [editor.get(ADD).status_code for _ in range(before[0] + 1)]
    outside = [Client().get("/admin/login/").status_code for _ in range(before[1] + 1)]

    assert set(answers) == {status} and set(outside) == {200}
    assert (free(DESK), free(SIGN_IN)) == before


def test_of_two_places_the_first_is_given_back_where_the_second_is_missing(crowded):
    before = free(SIGN_IN)
    crowded(DESK)

    assert Client().get("/admin/login/").status_code == 503
    assert free(SIGN_IN) == before


def test_a_body_that_is_still_coming_holds_no_place(editor):
    seen = []

    class Slow(BytesIO):
        def read(self, *args):
            seen.append(free(DESK))
            return super().read(*args)

    body = b"headline=A"
    sent = {"wsgi.input": Slow(body), "CONTENT_LENGTH": str(len(body))}
    editor.generic("POST", ADD, body, "application/x-www-form-urlencoded", **sent)

    assert set(seen) == {free(DESK)}


def test_two_threads_are_left_to_readers(settings):
    assert free(DESK) == settings.THREADS - 2
    assert 0 < free(SIGN_IN) < free(DESK)
    assert thread_quotas.WAIT < 1
