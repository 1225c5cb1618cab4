"""`manage.py load_dataset FILE... [--check]`: dataset files, and data packages that hold some."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from guarantors.actions.rows import Outcome
from guarantors.exchange.load import Loaded, NotLoaded, load, read_and_check
from guarantors.exchange.nodes import Fault
from guarantors.models import Proposal
from guarantors.models.statistics import gather_statistics

SAID = ("guarantors", "sources", "statements", "stances")


class Command(BaseCommand):
    help = (
        "Load dataset files (format 1) and data packages (.zip), all or none. What is on record is never overwritten: "
        "a changed statement or stance becomes a correction, and loading the same file twice changes nothing. Exit "
        "code 1 when refused. With --check the load is rehearsed against the database and taken back; if it has no "
        "tables yet, only the files are checked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--check", action="store_true", help="report every fault and write nothing")
        parser.add_argument(
            "--by", default="load_dataset", metavar="NAME", help="who is recorded as having made the entries"
        )

    def handle(self, *, files: list[Path], check: bool, by: str, **options: Any) -> None:
        datasets, faults = read_and_check(files)
        self.report(faults)
        breaches = [fault for fault in faults if not fault.warning]
        if breaches:
            raise CommandError(f"{_faults(len(breaches))}; nothing was written.")
        if not by.strip():
            raise CommandError("--by: say who makes the entries.")
        done: list[Loaded] = []
        try:
            if not check or self.has_tables():
                done = load(datasets, by=by, progress=self.progress, rehearse=check)
        except NotLoaded as refused:
            self.report(refused.faults)
            raise CommandError(f"{_faults(len(refused.faults))}; nothing was written.") from refused
        for loaded in done:
            self.said(loaded)
        if not check:
            gather_statistics(connection.alias)
            return
        for dataset in datasets:
            self.stdout.write(f"{dataset.slug}: keeps the rules; nothing was written.")

    def has_tables(self) -> bool:
        return Proposal._meta.db_table in connection.introspection.table_names()

    def report(self, faults: list[Fault] | tuple[Fault, ...]) -> None:
        for fault in faults:
            self.stderr.write(str(fault))

    def progress(self, what: str, done: int, total: int) -> None:
        """In place on a terminal; a line at the end of each section otherwise."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{what}: {done} of {total}", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == total:
            self.stdout.write(f"{what}: {total}")

    def said(self, loaded: Loaded) -> None:
        for note in loaded.notes:
            self.stdout.write(note)
        entries = ", ".join(f"{loaded.entries[name]} {name}" for name in SAID)
        outcomes = ", ".join(f"{loaded.outcomes[outcome]} {outcome}" for outcome in Outcome)
        self.stdout.write(f"{loaded.slug}: {entries}; {outcomes}.")


def _faults(count: int) -> str:
    return f"{count} fault{'' if count == 1 else 's'}"
