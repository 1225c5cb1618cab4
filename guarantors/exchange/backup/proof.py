"""Looking at a restored copy by a program of its own: settings name one database for as long as a program runs."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings

from guarantors.exchange.backup.file import Broken, Manifest

Seen = Mapping[str, Any]
"""What `manage.py verify --json` prints."""


def looked_at(url: str) -> Seen:
    """What the database at that address says. Raises `Broken`."""
    seen: Seen = json.loads(_run(url, "verify", "--json"))
    return seen


def bring_up_to_date(url: str) -> None:
    """Apply every migration that it lacks. Raises `Broken`."""
    _run(url, "migrate", "--no-input", "--verbosity", "0")


def differences(manifest: Manifest, seen: Seen, *, migrated: bool = False) -> list[str]:
    """Where a copy is not what its manifest says. The tables of an older version are others after its migrations."""
    found = []
    if seen["record"] != manifest.record:
        found.append(f"its record has the digest {seen['record']}, and should have {manifest.record}")
    if seen["journal"] != dict(manifest.journal):
        found.append(f"its journal ends with {seen['journal']}, and should end with {dict(manifest.journal)}")
    if not migrated:
        tables = {*manifest.tables, *seen["tables"]}
        wrong = sorted(name for name in tables if manifest.tables.get(name) != seen["tables"].get(name))
        found += [f"the table {name} has other rows" for name in wrong]
    return found


def _run(url: str, *command: str) -> str:
    with tempfile.TemporaryDirectory(prefix="guarantors-proof-") as var:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
            env=dict(_environment(url, var)),
            capture_output=True,
            text=True,
            check=False,
        )
    # `verify` ends with 1 where it finds something: what was found in the original is found in the copy.
    if done.returncode and not (done.returncode == 1 and done.stdout.startswith("{")):
        raise Broken(f"The copy cannot be read: {done.stderr.strip()[-2000:] or done.returncode}")
    return done.stdout


def _environment(url: str, var: str) -> Iterator[tuple[str, str]]:
    """That of this program, but for which database it is, and where it keeps its files."""
    ours = {"DATABASE_URL": url, "VAR_DIR": var, "SECRET_KEY": settings.SECRET_KEY, "DEMO": "0"}
    gone = {"DATABASE_URL_FILE", "SECRET_KEY_FILE", "DATABASE_REPLICA_URLS", "DATABASE_REPLICA_URLS_FILE", "CACHE_URL"}
    yield from ((name, value) for name, value in os.environ.items() if name not in {*ours, *gone, "CACHE_URL_FILE"})
    yield from ours.items()
