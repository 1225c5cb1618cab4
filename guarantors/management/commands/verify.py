"""`manage.py verify [--against FILE.zip|NUMBER:DIGEST]... [--json]`."""

import json
import re
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guarantors.exchange.backup import tables
from guarantors.exchange.package import DESCRIPTOR
from guarantors.exchange.verify import Against, Report, verify
from guarantors.models.snapshot import snapshot

_NOTED = re.compile(r"(\d{1,18}):([0-9a-f]{64})", re.ASCII)
_LARGEST = 16 * 1024 * 1024


class Command(BaseCommand):
    help = (
        "Walk through the whole record and check it: the chain of the journal, that each act put on record what stands "
        "there and nothing stands there that no act tells of, the rules of evidence and of the two clocks, the search, "
        "the gists, and the triggers that keep it append-only. Nothing is written, and nobody has to wait. Prints two "
        "digests: of the record, which another site with the same record has too, and of the journal's last act. "
        "Exit code 1 when anything is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--against",
            action="append",
            default=[],
            metavar="FILE|NUMBER:DIGEST",
            help="a data package of this site that was kept, or an act and its digest as noted down: nothing up to it "
            "may have been rewritten since. Can be given several times.",
        )

        parser.add_argument(
            "--json",
            dest="as_json",
            action="store_true",
            help="print what was found as JSON, with a digest of the rows of every table",
        )

    def handle(self, *, against: list[str], as_json: bool, **options: Any) -> None:
        kept = [_against(given) for given in against]
        if as_json:
            with snapshot():
                report, sums = verify(kept), tables.digests()
            self.stdout.write(_as_json(report, sums))
        else:
            report = verify(kept, self.progress)
            self.say(report)
        if report.count:
            raise CommandError(f"{report.count:,} thing{' is' if report.count == 1 else 's are'} wrong.")

    def say(self, report: Report) -> None:
        """What was found, in lines."""
        self.stdout.write(f"record:  {report.things:,} things, sha256:{report.record.hex()}")
        self.stdout.write(f"journal: {report.number:,} acts, sha256:{report.digest.hex()}")
        for finding in report.found:
            self.stderr.write(f"- {finding}")
        if report.count > len(report.found):
            self.stderr.write(f"- and {report.count - len(report.found):,} more")
        if not report.count:
            self.stdout.write("Nothing is wrong.")

    def progress(self, what: str, done: int, total: int) -> None:
        """In place, on a terminal."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{what}: {done:,} of {total:,}", ending="\n" if done == total else "")
            self.stderr.flush()


def _as_json(report: Report, sums: dict[str, str]) -> str:
    said = {
        "record": report.record.hex(),
        "things": report.things,
        "journal": {"number": report.number, "digest": report.digest.hex()},
        "tables": sums,
        "found": [str(finding) for finding in report.found],
        "count": report.count,
    }
    return json.dumps(said, indent=2)


def _against(given: str) -> Against:
    if noted := _NOTED.fullmatch(given.replace("sha256:", "").lower()):
        return Against(int(noted[1]), bytes.fromhex(noted[2]))
    if not Path(given).exists():
        raise CommandError(f"--against: “{given}” is no file, and no act with its digest such as 120:{'0' * 64}.")
    try:
        with zipfile.ZipFile(given) as archive, archive.open(DESCRIPTOR) as member:
            chain = json.loads(member.read(_LARGEST))["chain"]
            return Against(int(chain["number"]), bytes.fromhex(str(chain["digest"]).removeprefix("sha256:")))
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise CommandError(
            f"--against: {given} is no data package that says where the chain stood ({error})."
        ) from error
