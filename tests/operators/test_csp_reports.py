"""Browsers report what our policy blocked; the log has a line of it, without tokens."""

import json
import logging

import pytest

from newsroom.web import csp_reports

OLD = {
    "csp-report": {
        "document-uri": "http://localhost:8000/preview/a-secret-token/?q=1",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/x.js?token=1",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "body": {
            "documentURL": "http://localhost:8000/latest/",
            "effectiveDirective": "style-src-attr",
            "blockedURL": "inline",
        },
    }
]


@pytest.fixture(autouse=True)
def nothing_written_yet():
    csp_reports._written.clear()


def send(client, body, kind="application/csp-report"):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/csp-report", body, content_type=kind)


def lines(caplog):
    return [
        record.getMessage() for record in caplog.records if record.name == "newsroom.csp"
    ]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (OLD, "script-src-elem blocked https://evil.example on preview/<"),
        (NEW, "style-src-attr blocked inline on latest/"),
    ],
)
def test_both_forms_are_one_line_without_address_or_query(client, caplog, body, line):
    answer = send(client, body)

    (written,) = lines(caplog)
    assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
    assert written.startswith(f"The policy's {line}")
    assert "token=" not in written and "secret" not in written


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"[]", b'"a"', b"[1, {}]", b'{"csp-report": 1}']
)
def test_nonsense_is_taken_without_a_word(client, caplog, body):
    assert send(client, body).status_code == 204
    assert lines(caplog) == []


def test_too_much_is_refused(client, caplog):
    assert send(client, b"x" * 9000).status_code == 413
    assert lines(caplog) == []


def test_a_flood_is_thirty_lines_a_minute(client, caplog):
    caplog.set_level(logging.WARNING, "newsroom.csp")

    for _ in range(35):
        assert send(client, NEW).status_code == 204

    assert len(lines(caplog)) == 30


def test_it_cannot_be_read(client):
    assert client.get("/csp-report").status_code == 405


@pytest.mark.django_db
def test_pages_name_where_to_report_to(client):
    answer = client.get("/admin/login/")

    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"report-uri /csp-report", "report-to csp"} <= set(policy)
    assert answer.headers["Reporting-Endpoints"] == 'csp="/csp-report"'
