"""`manage.py dump_dataset SLUG [--output FILE]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guarantors.exchange.dump import dump
from guarantors.models import Proposal


class Command(BaseCommand):
    help = "Write a proposal as a dataset file (format 1) that loads back to the same record, every version included."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the proposal's slug")
        parser.add_argument("--output", type=Path, metavar="FILE", help="a new file; standard output if left out")

    def handle(self, *, slug: str, output: Path | None, **options: Any) -> None:
        try:
            text = dump(slug)
        except Proposal.DoesNotExist as missing:
            known = ", ".join(Proposal.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no proposal “{slug}”; those on record: {known}.") from missing
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            with output.open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}") from error
