from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from newsroom import serving


class Command(BaseCommand):
    """For `manage.py help`; manage.py itself goes to newsroom/serving.py before Django loads."""

    help = serving.HELP
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        serving.add_arguments(parser)

    def handle(self, *, host: str, port: int, prepare: bool, **options: Any) -> None:
        serving.serve(host=host, port=port, prepare=prepare)
