#!/bin/sh
# PostgreSQL's WAL archive, tried: write rows, kill -9 the server and lose its disk, restore to the
# last moment archived and to a moment named. Prints what was lost (RPO) and how long it took (RTO).
#
#   bench/recovery.sh [ROWS]      default 100000
#
# Makes a cluster of its own in a temporary folder; as root it works as the account postgres.
set -eu
rows=${1:-100000}
bin=$(pg_config --bindir)
place=$(mktemp -d /tmp/newsroom-recovery-XXXXXX)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
[ "$(id -u)" != 0 ] || chown postgres "$place"
as() { if [ "$(id -u)" = 0 ]; then (cd "$place" && runuser -u postgres -- "$@"); else "$@"; fi; }
sql() { as "$bin/psql" -X -q -h "$place" -p "$port" -At -d postgres -c "$1"; }
start() { as "$bin/pg_ctl" -D "$1" -w -t 120 -l "$place/log" -o "-p $port -k $place -c listen_addresses=''" start >/dev/null; }
end() {
    for data in "$place"/data "$place"/last "$place"/moment; do
        [ ! -e "$data/postmaster.pid" ] || as "$bin/pg_ctl" -D "$data" -m immediate stop >/dev/null || true
    done
    rm -rf "$place"
}
trap end EXIT
now() { python3 -c 'import time; print(time.time())'; }

as mkdir "$place/archive"
as "$bin/initdb" -D "$place/data" -A trust >/dev/null
as tee -a "$place/data/postgresql.conf" >/dev/null <<CONF
archive_mode = on
archive_timeout = 5
archive_command = 'test ! -f $place/archive/%f && cp %p $place/archive/.%f && mv $place/archive/.%f $place/archive/%f'
CONF
start "$place/data"
sql "CREATE TABLE saves (id bigserial PRIMARY KEY, at timestamptz DEFAULT clock_timestamp(), words text)"
sql "INSERT INTO saves (words) SELECT repeat(md5(n::text), 30) FROM generate_series(1, $rows) n"
as "$bin/pg_basebackup" -h "$place" -p "$port" -D "$place/base" -X stream -c fast

# Editors save, twenty times a second for a quarter of a minute; then the machine dies with its disk.
moment=
for second in $(seq 15); do
    [ "$second" != 8 ] || moment=$(sql "SELECT clock_timestamp()")
    for _ in 1 2 3 4 5; do sql "INSERT INTO saves (words) SELECT 'saved' FROM generate_series(1, 4)"; done
    sleep 1
done
written=$(sql "SELECT count(*) FROM saves")
by_then=$(sql "SELECT count(*) FROM saves WHERE at <= '$moment'")
died=$(sql "SELECT extract(epoch FROM max(at)) FROM saves")
as kill -9 "$(head -1 "$place/data/postmaster.pid")"
as rm -rf "$place/data"
sleep 1

recover() { # to where, and until when: what docs/operators/recovery.md says
    as cp -R "$place/base" "$1"
    as tee -a "$1/postgresql.conf" >/dev/null <<CONF
restore_command = 'cp $place/archive/%f %p'
recovery_target_action = 'promote'
$2
CONF
    as touch "$1/recovery.signal"
    start "$1"
    for _ in $(seq 240); do [ "$(sql 'SELECT pg_is_in_recovery()')" != f ] || return 0; sleep 0.5; done
    echo "It did not come back." >&2; exit 1
}

from=$(now)
recover "$place/last" ""
to=$(now)
there=$(sql "SELECT count(*) FROM saves")
newest=$(sql "SELECT extract(epoch FROM max(at)) FROM saves")
as "$bin/pg_ctl" -D "$place/last" -m fast stop >/dev/null
python3 - "$written" "$there" "$died" "$newest" "$from" "$to" <<'PY'
import sys
written, there, died, newest, started, ended = map(float, sys.argv[1:])
print(f"{written:.0f} rows written, {there:.0f} back: the last {died - newest:.1f} s lost (RPO)")
print(f"back after {ended - started:.1f} s (RTO)")
sys.exit(died - newest > 10 or ended - started > 600)
PY
recover "$place/moment" "recovery_target_time = '$moment'"
then=$(sql "SELECT count(*) FROM saves")
echo "to a moment: $then rows, $by_then were written by then"
[ "$then" = "$by_then" ]
