"""`manage.py restore FILE [--dry-run]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guarantors.exchange.backup import Broken, restore
from guarantors.exchange.backup.restoring import check


class Command(BaseCommand):
    help = (
        "Put a backup into the database that DATABASE_URL names, which has to be empty: a record is never overwritten. "
        "A backup of an earlier version is brought up to date. Afterwards the digests are compared with those of the "
        "backup; exit code 1 if they differ, or if the file is damaged."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a file that manage.py backup made")
        parser.add_argument(
            "--dry-run", action="store_true", help="say whether it could be restored, and write nothing"
        )

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            if dry_run:
                manifest = check(file)
                self.stdout.write(
                    f"Would restore {file}, made at {manifest.made_at} by version {manifest.version}: "
                    f"{manifest.journal['number']:,} acts."
                )
                return
            manifest, seen = restore(file, progress=self.progress)
        except Broken as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(f"record:  {seen['things']:,} things, sha256:{seen['record']}")
        self.stdout.write(f"journal: {seen['journal']['number']:,} acts, sha256:{seen['journal']['digest']}")
        self.stdout.write(f"Restored as it was at {manifest.made_at}: the digests are those of the backup.")
        for finding in seen["found"]:
            self.stderr.write(f"- {finding}")
        if seen["count"]:
            raise CommandError("verify finds in it what it found when the backup was made.")

    def progress(self, what: str) -> None:
        """What is being done, on a terminal."""
        if self.stderr.isatty():
            self.stderr.write(f"{what} ...")
