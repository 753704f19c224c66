"""A database or a backup of before our first migrations is refused, with the remedy."""

import os
import sqlite3
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from newsroom.config.squash import LAST_BEFORE_SQUASH, SQUASHED
from newsroom.system_checks import squashed_migrations

from .test_hostile_backups import refusal, signed, target  # noqa: F401

ROOT = Path(__file__).parents[2]
REPLACED = [key for name in SQUASHED for key in import_module(name).Migration.replaces]
HALF = [key for key in REPLACED if key < ("articles", "0015")]


@pytest.fixture
def made(tmp_path):
    """A function: a database that has had these migrations, and nothing else."""

    def make(applied):
        path = tmp_path / "older.sqlite3"
        older = sqlite3.connect(path)
        older.execute(
            "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT,"
            " applied TEXT)"
        )
        rows = [(*key, "2025-11-28 15:02:00") for key in applied]
        older.executemany(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?,?,?)", rows
        )
        older.commit()
        return path

    return make


def content(path):
    return list(sqlite3.connect(path).iterdump())


def run(path, *words):
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{path}"}
    env["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [["manage.py", "migrate"], ["-m", "newsroom.preparing"]])
def test_a_database_that_has_had_some_of_them_is_left_as_it_is(made, words):
    path = made(HALF)
    before = content(path)

    ran = run(path, *words)

    assert ran.returncode != 0 and "Traceback" not in ran.stderr
    assert "it ends at articles 0014_touches" in ran.stderr
    assert (
        f"Run `migrate` with the code of commit {LAST_BEFORE_SQUASH} first." in ran.stderr
    )
    assert content(path) == before


def test_one_that_has_had_all_of_them_goes_on_as_it_is(made):
    ran = run(made(REPLACED), "manage.py", "showmigrations", "articles", "newsroom")

    assert ran.stdout.count("[-]") == len(SQUASHED)  # had, and to be noted by `migrate`


@pytest.mark.django_db
def test_a_new_one_is_not_taken_for_an_older():
    assert squashed_migrations(databases=["default"]) == []


@pytest.mark.django_db
def test_a_backup_of_before_is_refused_before_anything_is_written(refusal):  # noqa: F811
    said = refusal(signed(rows={"articles_article": 1, "articles_touch": 3}))

    assert "older than our first migrations" in said
    assert f"restore it with the code of commit {LAST_BEFORE_SQUASH}" in said
