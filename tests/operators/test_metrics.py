"""/metrics: what it counts, and for whom."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from newsroom.audit.log import log_action
from tests import build

pytestmark = pytest.mark.django_db
PROXY = {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}


def figures(client):
    families = text_string_to_metric_families(client.get("/metrics").content.decode())
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status(client):
    before = figures(client).get(("newsroom_requests_total", ("GET", "latest", "200")), 0)

    client.get("/latest/")

    found = figures(client)
    assert found["newsroom_requests_total", ("GET", "latest", "200")] == before + 1
    assert found["newsroom_request_queries_count", ("latest",)] >= 1


def test_editions_events_and_security_events_are_figures(
    client, django_capture_on_commit_callbacks
):
    edition = build.live()
    before = figures(client).get(("newsroom_audit_entries_total", ("upload_refused",)), 0)
    with django_capture_on_commit_callbacks(execute=True):
        log_action("upload_refused")

    found = figures(client)

    assert found["newsroom_last_edition_id", ()] == edition.pk
    assert found["newsroom_audit_entries_total", ("upload_refused",)] == before + 1


@pytest.mark.parametrize(
    ("token", "given", "status"),
    [
        ("", "Bearer ", 404),
        ("", "", 404),
        ("right", "Bearer wrong", 404),
        ("right", "Bearer rïght", 404),
        ("right", "Bearer right", 200),
    ],
)
def test_through_a_proxy_only_the_token_opens_it(client, settings, token, given, status):
    settings.METRICS_TOKEN = token

    answer = client.get("/metrics", follow=True, HTTP_AUTHORIZATION=given, **PROXY)

    assert answer.status_code == status


def test_who_may_not_see_it_gets_the_404_of_nonsense(client):
    refused, nonsense = (client.get(path, **PROXY) for path in ("/metrics", "/nonsense"))

    assert (refused.status_code, refused.content) == (404, nonsense.content)


def test_several_workers_count_together(tmp_path):
    count = "from newsroom.web import metrics; metrics.count('GET', 'front', 200, 0.01, 2)"
    show = "from newsroom.health import metrics_text as m; print(m.text().decode())"
    setup = "import django; django.setup(); "
    environment = os.environ | {
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    runs = [
        subprocess.run(
            [sys.executable, "-c", setup + code],
            cwd=Path(__file__).parents[2],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        for code in (count, count, show)
    ]

    line = 'newsroom_requests_total{method="GET",route="front",status="200"} 2.0'
    assert line in runs[-1].stdout.splitlines()
