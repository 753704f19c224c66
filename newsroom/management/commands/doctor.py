import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from newsroom.health import LONGEST, examine, names


class Command(BaseCommand):
    help = "Say in sentences what is wrong with this newsroom; exits with 1 where something is."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *, json: bool, **options: Any) -> None:
        problems = examine(fresh=0, seconds=LONGEST)
        if json:
            self.stdout.write(_as_json(problems))
        elif problems:
            self.stdout.write("\n".join(problem.sentence for problem in problems))
        else:
            self.stdout.write(f"All is well: {', '.join(names())}.")
        if any(not problem.slow for problem in problems):
            raise SystemExit(1)


def _as_json(problems: list[Any]) -> str:
    said = {problem.name: problem.sentence for problem in problems}
    well = all(problem.slow for problem in problems)
    return json.dumps({"well": well, "checks": {name: said.get(name) for name in names()}})
