"""`manage.py serve --prepare`: what a clone needs before it can be served, in one Django start.

A line a step on stderr; on stdout what is to be told when the newsroom answers.
"""

import sys

import django
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def main() -> None:
    django.setup()
    migrate()
    if not settings.PRODUCTION:
        demo()
    say("Static files: collecting what has changed …")
    call_command("collectstatic", interactive=False, verbosity=0)
    if not settings.PRODUCTION:
        call_command("demo", "--logins")


def migrate() -> None:
    """Where nothing waits, Django's own command would still ask for all that it makes afterwards:
    rights, kinds of content."""
    # Else Django's own traceback for a database that is older than our migrations. The command
    # `check` would say on stdout, among what is to be told, that it found nothing.
    BaseCommand().check(databases=["default"], tags=["database"])
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        say(f"Database: applying {len(waiting)} migrations …")
        call_command("migrate", verbosity=0)
    else:
        say("Database: up to date.")


def demo() -> None:
    from articles.models import Article

    if Article.objects.exists():
        return
    say(
        "Demo: writing its stories and drawing their pictures, once; that takes a minute or two …"
    )
    with open("/dev/null", "w") as nowhere:
        call_command("demo", stdout=nowhere)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except CommandError as error:
        sys.exit(str(error))
