"""Rude requests, a few hundred in process; `make audit` plays 10,000 against the real server."""

import pytest
from django.test import Client

from bench import rude
from tests import build

pytestmark = pytest.mark.django_db
# What the web server refuses before it reaches us, or Django's client can't send.
NOT_SENT = {"Content-Length", "Transfer-Encoding", "Content-Type", "Cookie"}


def answer_of(client, asked):
    names = [(n, v) for n, v in asked.headers if n not in NOT_SENT]
    meta = {"HTTP_" + n.upper().replace("-", "_"): v for n, v in names}
    kind = dict(asked.headers).get("Content-Type", "application/octet-stream")
    target = asked.target.replace("\\", "%5C")
    response = client.generic(
        asked.method, target, asked.body, kind, HTTP_HOST=asked.host or "localhost", **meta
    )
    body = b"" if response.streaming else response.content
    headers = {name.lower(): value for name, value in response.headers.items()}
    return rude.Answer(response.status_code, headers, body, 0.0)


@pytest.mark.parametrize("seed", range(1, 6))
def test_no_rude_request_is_a_fault_of_ours(seed):
    build.live()
    client = Client(raise_request_exception=False)
    asked = [one for one in rude.requests(60, seed) if len(one.target) < 20_000]

    wrong = [
        (one, found) for one in asked if (found := rude.faults(one, answer_of(client, one)))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "path", ["/", "/latest/", "/feed.rss", "/sitemap.xml", "/no-such/"]
)
def test_head_says_what_get_says(client, path):
    build.live()
    get, head = client.get(path), client.head(path)

    names = (
        "ETag",
        "Last-Modified",
        "Content-Type",
        "Cache-Control",
        "Content-Security-Policy",
    )
    assert {n: head.get(n) for n in names} == {n: get.get(n) for n in names}
    assert head.status_code == get.status_code
    assert b"".join(head) == b""
