#!/bin/sh
# Installs this source beside the newsroom that serves, and passes readers on to it. No request
# fails meanwhile: the new server answers before the old one is told to end.
#
#   cd newsroom-1.4 && sudo deploy/upgrade.sh
#
# Undo: `deploy/upgrade.sh --back` passes readers back to the place that served before. Migrations
# stay: old code runs against the new database (docs/operators/upgrading.md).
#
# ROOT       default /srv/newsroom           ENV_FILE  default /etc/newsroom.env
# UPSTREAM   default /etc/newsroom/upstream.conf
# BACKUPS    default: as in ENV_FILE          empty: no backup is made
# ACCOUNT    default newsroom                DRAIN     seconds that old requests get, default 20
# PORTS      the two places, default "8001 8002"
# SYSTEMCTL, NGINX_PROGRAM  the programs
set -eu
here=$(cd "$(dirname "$0")" && pwd)
: "${ROOT:=/srv/newsroom}" "${ENV_FILE:=/etc/newsroom.env}" "${ACCOUNT:=newsroom}" "${DRAIN:=20}"
: "${UPSTREAM:=/etc/newsroom/upstream.conf}"
: "${SYSTEMCTL:=systemctl}" "${NGINX_PROGRAM:=nginx}" "${PORTS:=8001 8002}"
export ENV_FILE ACCOUNT
back=${1:-}

say() { printf '%s  %s\n' "$(date -u +%H:%M:%S)" "$1"; }
fail() { echo "Not upgraded: $1 Readers are served as before." >&2; exit 1; }
manage() { PLACE=$1; shift; PLACE=$PLACE "$here/manage.sh" "$@"; }
setting() { (set -a; . "$ENV_FILE"; eval "printf %s \"\${$1:-}\""); }

: "${BACKUPS=$(setting BACKUPS)}"
old=$(sed -n 's/.*:\([0-9]*\);.*/\1/p' "$UPSTREAM" 2>/dev/null || true)
new=${PORTS%% *}
[ "$old" != "$new" ] || new=${PORTS##* }

if [ "$back" = --back ]; then
    [ -x "$ROOT/$new/.venv/bin/python" ] || fail "there is nothing in $ROOT/$new."
else
    if [ -n "$BACKUPS" ] && [ -n "$old" ]; then
        say "Backup"
        manage "$ROOT/$old" backup "$BACKUPS" || fail "the backup failed."
    fi
    say "Building in $ROOT/$new"
    "$SYSTEMCTL" stop "newsroom@$new" 2>/dev/null || true
    STATIC_ROOT=$(setting STATIC_ROOT) "$here/build.sh" "$ROOT/$new" || fail "it could not be built."
    say "Migrations"
    manage "$ROOT/$new" migrate --noinput || fail "a migration failed."
    manage "$ROOT/$new" check --deploy --database default || fail "the settings are not right."
fi

say "Starting on port $new"
"$SYSTEMCTL" start "newsroom@$new" || fail "it did not start."
tries=0
until said=$("$ROOT/$new/.venv/bin/python" - "http://127.0.0.1:$new/readyz" 2>&1 <<'PYTHON'
import sys, urllib.error, urllib.request
try:
    urllib.request.urlopen(sys.argv[1], timeout=5)
except urllib.error.HTTPError as error:
    sys.exit(error.read().decode())
except OSError as error:
    sys.exit(str(error))
PYTHON
); do
    tries=$((tries + 1))
    if [ $tries -gt 120 ]; then
        "$SYSTEMCTL" stop "newsroom@$new"
        fail "it is not ready: $said"
    fi
    sleep 0.5
done

say "Passing readers on"
echo "server 127.0.0.1:$new;" > "$UPSTREAM.new"
[ -z "$old" ] || cp "$UPSTREAM" "$UPSTREAM.old"
mv "$UPSTREAM.new" "$UPSTREAM"
if ! $NGINX_PROGRAM -t -q; then
    [ -z "$old" ] || mv "$UPSTREAM.old" "$UPSTREAM"
    "$SYSTEMCTL" stop "newsroom@$new"
    fail "nginx does not like its configuration."
fi
$NGINX_PROGRAM -s reload
ln -sfn "$new" "$ROOT/live.new"
mv -T "$ROOT/live.new" "$ROOT/live"
"$SYSTEMCTL" enable "newsroom@$new" newsroom-follow
"$SYSTEMCTL" restart newsroom-follow

if [ -n "$old" ]; then
    say "Old requests have $DRAIN seconds"
    sleep "$DRAIN"
    "$SYSTEMCTL" disable "newsroom@$old"
    "$SYSTEMCTL" stop "newsroom@$old"
fi
say "Done: port $new serves."
