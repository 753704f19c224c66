"""Run another bench on PostgreSQL, in a database of its own that is dropped afterwards.

    TEST_DATABASE_URL=postgres://… python bench/postgres.py bench/search.py --rounds 5

Where TEST_DATABASE_URL names no PostgreSQL it says so, and nothing is measured.
"""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg


def main() -> int:
    server = urlsplit(os.environ.get("TEST_DATABASE_URL", ""))
    if not server.scheme.startswith("postgres"):
        print(f"!! NOT MEASURED on PostgreSQL: {' '.join(sys.argv[1:])}")
        print("!! TEST_DATABASE_URL names none.")
        return 0
    name = f"newsroom_bench_{os.getpid()}"
    ours = os.environ | {"DATABASE_URL": server._replace(path=f"/{name}").geturl()}
    with psycopg.connect(
        server._replace(path="/postgres").geturl(), autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            return subprocess.run(
                [sys.executable, *sys.argv[1:]], env=ours, check=False
            ).returncode
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    sys.exit(main())
