"""What must be so for readers and editors to be served; importing registers."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from articles.delivery import lag
from newsroom.system_checks import with_printed_password

from .registry import check

MOST_LATE = 60  # seconds
MOST_SKEW = 5


@check("database", ready=True)
def database() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "The database does not answer."
    return None


@check("storage", ready=True)
def storage() -> str | None:
    """Write and remove: a full disk and a wrong owner show in nothing less."""
    for name in ("default", "originals"):
        files = storages[name]
        try:
            files.delete(files.save("health/probe", ContentFile(b"probe")))
        except OSError as error:
            return f"Photos cannot be stored ({name}): {error.strerror or error}."
    return None


@check("migrations", ready=True)
def migrations() -> str | None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return f"Migrations are not applied: {len(waiting)}. Run manage.py migrate."
    return None


@check("clock", ready=True)
def clock() -> str | None:
    """This machine's clock against the database server's; SQLite's is the same."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        skew = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
    if skew > MOST_SKEW:
        return f"This machine's clock and the database's are {skew:.0f} seconds apart."
    return None


@check("followers", ready=True)
def followers() -> str | None:
    late = [one for one in lag(timezone.now()) if one.seconds > MOST_LATE]
    if not late:
        return None
    delays = ", ".join(f"{one.name} by {one.seconds:.0f} s" for one in late)
    return f"Followers of the log are late: {delays}. Is manage.py follow running?"


@check("demo accounts", ready=True)
def demo_accounts() -> str | None:
    if not settings.PRODUCTION:
        return None
    names = with_printed_password()
    if names:
        return (
            f"Accounts have the password that the documentation prints: {', '.join(names)}."
        )
    return None
