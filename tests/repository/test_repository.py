"""The repository itself is under test."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
ENTRY = re.compile(r"^([a-z0-9._-]+(?:\[[a-z0-9,]+\])?)==", re.MULTILINE)


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", "--check", "--dry-run", "--verbosity", "0")


@pytest.mark.skipif(
    importlib.util.find_spec("importlinter") is None, reason="needs requirements-dev.txt"
)
def test_layers_are_kept():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
    ]

    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr


def direct(text):
    return [line for line in text.splitlines() if line and not line.startswith(("#", "-r"))]


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_direct_requirement_has_its_reason(name):
    without = [
        line for line in direct((ROOT / name).read_text()) if not re.search(r" # \w", line)
    ]

    assert without == []


def test_at_most_twenty_packages_at_run_time():
    runtime = (ROOT / "requirements.in").read_text().partition("# What `pytest` needs")[0]

    assert len(direct(runtime)) <= 20


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_server(name):
    text = (ROOT / name).read_text()
    entries = re.split(r"\n(?=[a-z])", text)[1:]

    assert len(entries) > 25
    assert [e for e in entries if not ENTRY.match(e) or "--hash=sha256:" not in e] == []
    assert re.findall(r"\w+://|^--|@ ", text, re.MULTILINE) == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_what_is_asked_for_is_what_is_pinned(name):
    asked = {
        re.match(r"[a-z0-9-]+", line)[0]
        for line in direct((ROOT / f"{name}.in").read_text())
    }
    pinned = set(ENTRY.findall((ROOT / f"{name}.txt").read_text()))

    assert asked - {re.sub(r"\[.*", "", entry) for entry in pinned} == set()


def test_media_is_kept_empty():
    kept = subprocess.run(
        ["git", "ls-files", "media"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert kept.stdout.split() in ([], ["media/.gitkeep"])
