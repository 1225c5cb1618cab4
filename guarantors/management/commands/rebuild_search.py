"""`manage.py rebuild_search [--check]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guarantors.actions import search


class Command(BaseCommand):
    help = (
        "Make the index of the full-text search anew from the record, in one transaction. The index is kept in step "
        "with every entry, so this is for a database that was written to by other means. With --check nothing is "
        "written; exit code 1 when the index does not say what the record says."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare the index with the record and write nothing")

    def handle(self, *, check: bool, **options: Any) -> None:
        if not check:
            count = search.rebuild(self.progress)
            self.stdout.write(f"The index was made anew: {_versions(count)}.")
            return
        wrong = search.out_of_step()
        if wrong:
            raise CommandError(f"The index differs from the record: {_versions(len(wrong))}; run rebuild_search.")
        self.stdout.write("The index says what the record says.")

    def progress(self, done: int, total: int) -> None:
        """In place on a terminal; a line at the end otherwise."""
        if self.stdout.isatty():
            self.stdout.write(f"\rindexed: {done} of {total}", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == total:
            self.stdout.write(f"indexed: {total}")


def _versions(count: int) -> str:
    return f"{count} version{'' if count == 1 else 's'} of statements"
