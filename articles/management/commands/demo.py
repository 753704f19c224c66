from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.demo import bulk, cast, stories, texts
from articles.models import Article, Tag


class Command(BaseCommand):
    help = "Make the newsroom that the documentation shows, or add generated stories."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="only where there is no story"
        )
        parser.add_argument(
            "--logins", action="store_true", help="print the log-ins, no more"
        )
        parser.add_argument(
            "--stories", type=int, metavar="N", help="add N generated stories"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be made")

    def handle(self, *args: Any, **options: Any) -> str:
        if getattr(settings, "NEWSROOM_ENV", "local") == "production":
            raise CommandError(
                "The demo's accounts have a known password: not in production."
            )
        if options["logins"]:
            return logins()
        if options["if_empty"] and Article.objects.exists():
            return ""
        if options["stories"] is not None:
            return self._stories(options["stories"], dry_run=options["dry_run"])
        return self._newsroom(dry_run=options["dry_run"])

    def _newsroom(self, *, dry_run: bool) -> str:
        if stories.seed():
            return "The demo is there already: nothing has changed."
        count = len(texts.stories([name for name, *_ in cast.SECTIONS])) + 1
        if dry_run:
            return f"Would make {count} stories and the people {', '.join(cast.USERNAMES)}."
        with tqdm(total=count, unit=" stories", disable=None, leave=False) as bar:
            stories.newsroom(progress=bar.update)
        return f"Made {Article.objects.count()} stories.\n{logins()}"

    def _stories(self, count: int, *, dry_run: bool) -> str:
        if count < 1:
            raise CommandError("--stories takes a number from 1 on.")
        if dry_run:
            return f"Would add {count} generated stories."
        if not Tag.objects.filter(name=bulk.FREQUENT).exists() or not stories.seed():
            stories.newsroom()
        by = get_user_model().objects.called("editor")
        with tqdm(total=count, unit=" stories", disable=None, leave=False) as bar:
            bulk.make(count, by=by, progress=bar.update)
        return f"Added {count} generated stories."


def logins() -> str:
    """Return the demo's log-ins, or nothing where its accounts are not there or changed."""
    people = get_user_model().objects.filter(username__in=cast.USERNAMES, is_active=True)
    passwords = {person.username: person.password for person in people}
    unchanged = {
        one
        for one in set(passwords.values())
        if check_password(settings.DEMO_PASSWORD, one)
    }
    roles = {name: role or "Superuser" for name, role, *_ in cast.PEOPLE}
    lines = [
        f"  {name:<10}{roles[name]}"
        for name in cast.USERNAMES
        if passwords.get(name) in unchanged
    ]
    if not lines:
        return ""
    return "\n".join([f"Log-ins, all with the password {settings.DEMO_PASSWORD}:", *lines])
