#!/usr/bin/env python3
"""The command line: `python manage.py help` lists what there is."""

import os
import sys


def main() -> None:
    os.environ.setdefault("NEWSROOM_ENV", "local")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    if sys.argv[1:2] == ["runserver"]:
        # The developer's server finds static files where they are edited.
        os.environ.setdefault("STATIC_HASHED", "false")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as error:
        sys.exit(f"{error}. Install what is needed first: pip install -r requirements.txt")
    try:
        settings._setup()
    except ImproperlyConfigured as error:
        sys.exit(f"Newsroom cannot start: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
