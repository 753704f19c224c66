import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from newsroom.health import LONGEST, examine, names


class Command(BaseCommand):
    help = "Say in sentences what is wrong with this newsroom; exits with 1 where something is."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="for programs"
        )

    def handle(self, *, as_json: bool, **options: Any) -> None:
        problems = examine(fresh=0, seconds=LONGEST)
        sentences = {problem.name: problem.sentence for problem in problems}
        well = all(problem.slow for problem in problems)
        if as_json:
            checks = {name: sentences.get(name) for name in names()}
            self.stdout.write(json.dumps({"well": well, "checks": checks}))
        elif problems:
            self.stdout.write("\n".join(sentences.values()))
        else:
            self.stdout.write(f"All is well: {', '.join(names())}.")
        if not well:
            raise SystemExit(1)
