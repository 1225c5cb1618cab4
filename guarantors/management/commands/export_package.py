"""`manage.py export_package [SLUG] [--output FILE] [--known-at MOMENT]`."""

import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guarantors import address as grammar
from guarantors.domain.errors import Refused
from guarantors.exchange.package import SPOOLED, package, write
from guarantors.models import Proposal


class Command(BaseCommand):
    help = (
        "Write the data package of a proposal, or of all: a zip with every table, its schema and, without --known-at, "
        "the datasets that load_dataset reads back. The same record gives the same bytes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="the proposal's slug; every proposal if left out")
        parser.add_argument("--output", type=Path, metavar="FILE", help="a new file; standard output if left out")
        parser.add_argument("--known-at", metavar="MOMENT", help="only what was on record then: 2022-04-02T00:00:00Z")
        parser.add_argument("--address", default="", metavar="URL", help="the site that the package comes from")

    def handle(
        self, *, slug: str | None, output: Path | None, known_at: str | None, address: str, **options: Any
    ) -> None:
        try:
            made = package(slug, _moment(known_at))
        except Proposal.DoesNotExist as missing:
            known = ", ".join(sorted(Proposal.objects.values_list("slug", flat=True))) or "none"
            said = f"There is no proposal “{slug}”" if slug else "Nothing is on record"
            raise CommandError(f"{said}; the proposals on record: {known}.") from missing
        if output is None and sys.stdout.isatty():
            raise CommandError("A zip is not for a terminal; name a file with --output, or redirect the output.")
        with SpooledTemporaryFile(max_size=SPOOLED) as spooled:
            write(made, spooled, address=address)
            spooled.seek(0)
            if output is None:
                copyfileobj(spooled, sys.stdout.buffer)
                return
            try:
                with output.open("xb") as file:
                    copyfileobj(spooled, file)
            except OSError as error:
                raise CommandError(f"{output} cannot be written: {error.strerror}") from error


def _moment(known_at: str | None) -> datetime | None:
    try:
        given = {"known_at": [known_at]} if known_at else {}
        return grammar.read(given, now=datetime.now(UTC), allowed=["known_at"]).known_at
    except Refused as refused:
        raise CommandError("; ".join(f"--known-at: {breach.message}" for breach in refused.breaches)) from refused
