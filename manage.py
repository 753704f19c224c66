#!/usr/bin/env python3
"""The command line: `python manage.py help` lists what there is."""

import os
import sys
from collections.abc import Callable
from functools import partial

LOOPBACK = {"", "0", "0.0.0.0", "127.0.0.1", "[::]", "[::1]", "localhost"}  # noqa: S104  Names.


def main() -> None:
    os.environ.setdefault("NEWSROOM_ENV", "local")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    if sys.argv[1:2] == ["runserver"]:
        # The developer's server finds static files where they are edited, and writes its own
        # address and port into links and feeds.
        os.environ.setdefault("STATIC_ROOT", "")
        os.environ.setdefault("PUBLIC_URL", f"http://{_address(sys.argv[2:])}")
    try:
        from django.core.exceptions import ImproperlyConfigured
    except ImportError as error:
        sys.exit(f"{error}. Install what is needed first: pip install -r requirements.txt")
    try:
        run = _serve() if sys.argv[1:2] == ["serve"] else _any_command()
    except ImproperlyConfigured as error:
        sys.exit(f"Newsroom cannot start: {error}")
    run()


def _serve() -> Callable[[], None]:
    """It only watches: loading the rest of Django would cost each start a second, and 80 MB."""
    from newsroom import serving

    return partial(serving.main, sys.argv[2:])


def _any_command() -> Callable[[], None]:
    from django.conf import settings
    from django.core.management import execute_from_command_line

    settings._setup()
    return partial(execute_from_command_line, sys.argv)


def _address(options: list[str]) -> str:
    """The address that runserver is given, as browsers call it: passkeys want localhost."""
    given = next((word for word in options if not word.startswith("-")), "")
    host, _, port = given.rpartition(":")
    return f"{'localhost' if host in LOOPBACK else host}:{port or 8000}"


if __name__ == "__main__":
    main()
