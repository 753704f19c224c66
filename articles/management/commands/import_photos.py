from collections import Counter
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from tqdm import tqdm

from articles import desk
from articles.enums import Licence
from articles.imaging.batch import BatchFile, batch_files
from articles.imaging.decode import BadPhoto, decode
from articles.imaging.file_storage import sha256
from articles.models import Photo
from articles.permissions import may

REFUSALS = (BadPhoto, desk.DeskError, ValidationError, IntegrityError, OSError)


class Command(BaseCommand):
    help = "Take many photos in, from a folder or a ZIP; what is already there is skipped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", type=Path, metavar="FOLDER|ZIP")
        parser.add_argument("--by", required=True, metavar="USER", help="who imports them")
        parser.add_argument("--credit", default="", help="for files that name none")
        parser.add_argument("--licence", choices=Licence.values, default=Licence.UNKNOWN)
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be imported"
        )

    def handle(self, *args: Any, **options: Any) -> str:
        name = options["by"]
        by = get_user_model().objects.called(name)
        if by is None or not by.is_active or not may(by, "upload_photo"):
            raise CommandError(f"There is nobody named {name} who may upload photos.")
        try:
            files = batch_files(options["place"])
        except (BadPhoto, OSError) as error:
            raise CommandError(str(error)) from error
        if not files:
            return "There is no file to import."
        counts: Counter[str] = Counter()
        for file in tqdm(files, unit=" photos", disable=None, leave=False):
            counts[self._import(file, by, options)] += 1
        verb = "would be imported" if options["dry_run"] else "imported"
        sentence = f"{counts['new']} {verb}, {counts['existing']} already there"
        if counts["failed"]:
            raise CommandError(
                f"{sentence}, {counts['failed']} refused: see the lines above."
            )
        return f"{sentence}."

    def _import(self, file: BatchFile, by: Any, options: dict[str, Any]) -> str:
        """Take one in; a bad one is named and hinders no other."""
        try:
            data = file.read()
            if Photo.objects.filter(checksum=sha256(data)).exists():
                return "existing"
            if options["dry_run"]:
                decode(data)
                return "new"
            name = Path(file.name).name
            photo = desk.add_photo(data, by=by, name=name, licence=options["licence"])
            if options["credit"] and not photo.credit:
                changes = {"credit": options["credit"]}
                summary = "Credit of the batch"
                desk.save_photo(
                    photo, changes, by=by, version=photo.version, summary=summary
                )
            return "new"
        except REFUSALS as error:
            sentence = " ".join(getattr(error, "messages", None) or [str(error)])
            # A name from a ZIP may hold what a terminal obeys.
            name = "".join(letter if letter.isprintable() else "?" for letter in file.name)
            self.stderr.write(f"\r{name}: {sentence}")
            return "failed"
