"""What `manage.py serve` serves: the application, once the system checks find no error.

Each is one sentence and the end of the server, not a traceback.
"""

import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, SystemCheckError

try:
    from newsroom.wsgi import application

    BaseCommand().check(databases=["default"])
except ImproperlyConfigured as error:
    sys.exit(f"Newsroom cannot start: {error}")
except SystemCheckError as error:
    sys.exit(str(error))

__all__ = ["application"]
