#!/bin/sh
# Makes a place from which the newsroom can be served: code, virtual environment, static files.
#
#   deploy/build.sh /srv/newsroom/8001
#
# PYTHON       the Python to use, default python3
# VENV         a virtual environment to link to instead of installing one
# STATIC_ROOT  where static files are collected, default var/static in the place; names with a
#              digest that are there already stay, because readers still have pages that name them
#
# A place that is there is renewed; its virtual environment stays where requirements.txt is the same.
set -eu
[ $# = 1 ] || { echo "Usage: deploy/build.sh PLACE" >&2; exit 2; }
from=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
to=$(cd "$1" && pwd)
[ "$from" != "$to" ] || { echo "Build into another place than the source." >&2; exit 2; }

for part in articles newsroom templates deploy manage.py requirements.txt; do
    rm -rf "$to/$part"
    cp -R "$from/$part" "$to/$part"
done
find "$to/articles" "$to/newsroom" -name __pycache__ -type d -prune -exec rm -rf {} +

if [ -n "${VENV:-}" ]; then
    rm -rf "$to/.venv"
    ln -s "$VENV" "$to/.venv"
elif ! cmp -s "$to/requirements.txt" "$to/.venv/installed.txt"; then
    rm -rf "$to/.venv"
    "${PYTHON:-python3}" -m venv "$to/.venv"
    "$to/.venv/bin/python" -m pip install -q --disable-pip-version-check --no-cache-dir \
        --require-hashes -r "$to/requirements.txt"
    cp "$to/requirements.txt" "$to/.venv/installed.txt"
fi

cd "$to"
.venv/bin/python -m compileall -q articles newsroom
# Nothing of a deployment is needed to collect files: the settings here are nobody's.
DJANGO_SETTINGS_MODULE=newsroom.settings NEWSROOM_ENV=local SECRET_KEY=only-collects-files DATABASE_URL=sqlite:///:memory: \
    STATIC_ROOT="${STATIC_ROOT:-$to/var/static}" \
    .venv/bin/python manage.py collectstatic --noinput --verbosity 0
