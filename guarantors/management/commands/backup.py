"""`manage.py backup [--output FOLDER] [--keep N] [--no-proof] [--dry-run]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guarantors.exchange.backup import Broken, back_up, plan


class Command(BaseCommand):
    help = (
        "Copy the whole database, as of one moment and while others write, into one file: the record, the desk, "
        "people, tokens and webhooks; without who is signed in. Then restore the file elsewhere and compare the "
        "digests of the record, of the journal and of every table. A backup that does not prove right is an error, and "
        "so is a record in which verify finds something, though it is backed up. The file holds password hashes and "
        "what is not public: keep it where nobody else reads it. The secret key is not in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        folder = Path(settings.VAR_DIR) / "backups"
        parser.add_argument("--output", type=Path, default=folder, metavar="FOLDER", help=f"where to; else {folder}")
        parser.add_argument(
            "--keep",
            type=int,
            default=0,
            metavar="N",
            help="remove all but the last N backups in the folder; else none",
        )
        parser.add_argument(
            "--no-proof", action="store_true", help="do not restore it: where no database may be made for the proof"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be written and removed")

    def handle(self, *, output: Path, keep: int, no_proof: bool, dry_run: bool, **options: Any) -> None:
        if keep < 0:
            raise CommandError("--keep: is a number of files, 1 or more; 0 keeps all.")
        if keep and no_proof:
            raise CommandError(
                "--keep removes older backups, so that the new one is to be proved: leave out --no-proof."
            )
        if dry_run:
            path, gone = plan(output, keep)
            self.stdout.write(f"Would write {path}" + "".join(f"\nWould remove {one}" for one in gone))
            return
        try:
            made = back_up(output, keep=keep, prove=not no_proof, progress=self.progress)
        except Broken as broken:
            raise CommandError(str(broken)) from broken
        for old in made.removed:
            self.stdout.write(f"removed: {old}")
        self.stdout.write(f"record:  sha256:{made.manifest.record}")
        self.stdout.write(
            f"{made.path}: {made.path.stat().st_size:,} bytes{', proved' if made.proved else ', not proved'}"
        )
        if made.found:
            raise CommandError(f"verify finds something wrong in the record: {made.found[0]} Run manage.py verify.")

    def progress(self, what: str) -> None:
        """What is being done, on a terminal."""
        if self.stderr.isatty():
            self.stderr.write(f"{what} ...")
