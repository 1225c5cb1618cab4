"""`make faults`, `make faults RUNS=100`: break a written-to site many times, and count what was lost.

Prints a table: runs, acknowledged writes, lost, twice, half written, what `manage.py verify` found. Exit code 1 if
anything was lost or found. On SQLite, and on PostgreSQL where its binaries are.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import django
import postgres

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from tests.faults import databases
from tests.faults.kills import killed
from tests.faults.site import Judged, Site

Fault = tuple[str, int, Callable[[], Judged]]


def main() -> int:
    options = argparse.ArgumentParser(
        prog="make faults", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--runs", type=int, default=20, help="of each fault; a fifth as many standbys take over")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    django.setup()
    sound = True
    print("| fault | times | acknowledged | lost | twice | half written | found | seconds |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guarantors-faults-")))
        for name, runs, fault in _faults(stack, folder, given.runs, given.seed):
            began = time.monotonic()
            judged = fault()
            sound = sound and judged.is_sound
            counts = map(len, (judged.lost, judged.twice, judged.half_written, judged.found))
            cells = [name, f"{runs:,}", f"{judged.acknowledged:,}", *map(str, counts)]
            print(f"| {' | '.join(cells)} | {time.monotonic() - began:.0f} |", flush=True)
            for line in (*judged.lost, *judged.twice, *judged.half_written, *judged.found, *judged.wrong):
                print(f"  {line}", file=sys.stderr)
    return 0 if sound else 1


def _faults(stack: ExitStack, folder: Path, runs: int, seed: int) -> Iterator[Fault]:
    lite = _site(folder / "sqlite", f"sqlite:///{folder / 'tracker.sqlite3'}")
    yield "server or worker killed, SQLite", runs, lambda: killed(lite, runs=runs, seed=seed)
    if postgres.binaries() is None:
        print("PostgreSQL is left out: its binaries are not installed (Debian: postgresql).", file=sys.stderr)
        return
    home = stack.enter_context(postgres.temporary_home())
    primary = stack.enter_context(databases.lasting_primary(home))
    site = _site(folder / "postgresql", primary.url)
    yield "server or worker killed, PostgreSQL", runs, lambda: killed(site, runs=runs, seed=seed)
    yield "database killed and started again", runs, lambda: databases.crashed(site, primary, runs=runs, seed=seed)
    for place in range(max(runs // 5, 1)):
        with databases.lasting_primary(stack.enter_context(postgres.temporary_home())) as next_one:
            own = _site(folder / f"heir-{place}", next_one.url)
            yield (
                f"primary lost, standby {place + 1} promoted",
                1,
                lambda own=own, next_one=next_one, place=place: databases.failed_over(
                    own, next_one.home, next_one, seed=seed + place, name="heir"
                ),
            )


def _site(folder: Path, url: str) -> Site:
    folder.mkdir()
    return Site(folder, url)


if __name__ == "__main__":
    sys.exit(main())
