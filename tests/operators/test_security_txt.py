"""Whom to tell of a weakness."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

ADDRESS = "/.well-known/security.txt"


def test_it_names_whom_to_tell_for_less_than_a_year(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@news.example"

    answer = client.get(ADDRESS)

    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    until = datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:security@news.example"
    assert lines["Canonical"] == f"http://localhost:8000{ADDRESS}"
    assert timedelta(days=100) < until < timedelta(days=365)


@pytest.mark.django_db
def test_without_a_contact_it_is_not_there(client):
    assert client.get(ADDRESS).status_code == 404
