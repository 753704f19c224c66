"""The newsroom's own settings, over a place of its own that is gone when the run ends.

A run needs no service: it takes SQLite, or the database that TEST_DATABASE_URL names where
DATABASE_URL says the same (`make test` does that in its second round).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

PLACE = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
atexit.register(shutil.rmtree, PLACE, ignore_errors=True)

POSTGRES = os.environ.get("TEST_DATABASE_URL") or None
if POSTGRES is None or os.environ.get("DATABASE_URL") != POSTGRES:
    os.environ["DATABASE_URL"] = f"sqlite:///{PLACE / 'newsroom.sqlite3'}"
os.environ["NEWSROOM_ENV"] = "local"
os.environ["SECRET_KEY"] = "a key of the tests, which no server ever uses, 50+ letters"
os.environ["MEDIA_ROOT"] = str(PLACE / "media")
os.environ["STATIC_ROOT"] = ""
os.environ["LOG_LEVEL"] = "WARNING"
for name in (
    "PUBLIC_URL", "ALLOWED_HOSTS", "NEWSROOM_TIME_ZONE", "DEMO_PASSWORD",
    "MFA_ROLES", "EMAIL_URL", "EMAIL_FROM", "TRUSTED_PROXIES", "SURROGATE_NAME",
    "WEBSUB_HUBS", "MEDIA_SENT_FROM", "MEDIA_S3",
):  # fmt: skip
    os.environ.pop(name, None)

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES  # noqa: E402

ON_SQLITE = "sqlite" in DATABASES["default"]["ENGINE"]
if ON_SQLITE:
    # A file, not memory: locks, WAL and a second process behave as they do in earnest.
    DATABASES["default"]["TEST"] = {"NAME": PLACE / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    # What a power cut would lose is of no interest here, and waiting for the disk costs minutes.
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options["options"] = f"{options.get('options', '')} -c synchronous_commit=off".strip()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
