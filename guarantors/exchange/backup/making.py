"""Making a backup: everything of one moment, then the proof that it can be restored."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

import guarantors
from guarantors.domain.dates import written_moment
from guarantors.exchange.backup import engines, proof, tables
from guarantors.exchange.backup.file import Broken, Manifest, hashed, opened, pack, unpack
from guarantors.exchange.verify import Report, verify
from guarantors.exchange.verify.finding import Finding
from guarantors.models.snapshot import snapshot

SUFFIX = ".backup.zip"
LAST = "backup.json"
"""What the last backup was, beside the database's own files: who watches the site reads it."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made; `removed` are older ones that had to make room."""

    path: Path
    manifest: Manifest
    proved: bool
    removed: tuple[Path, ...]
    found: tuple[Finding, ...]


def plan(folder: Path, keep: int) -> tuple[Path, list[Path]]:
    """Where a backup would be written now, and which older ones would go."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return folder / f"guarantors-{moment}{SUFFIX}", _too_old(folder, keep - 1 if keep else 0)


def back_up(folder: Path, *, keep: int = 0, prove: bool = True, progress: Progress = lambda _: None) -> Made:
    """Make a backup in that folder. Raises `Broken`; nothing half made is left, and one that cannot be restored to the
    same digests is kept under the ending `.broken`.

    A record in which `verify` finds something is backed up as it is: `found` says what.
    """
    path, _ = plan(folder, keep)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as room:
            made, found = _copied(Path(room), progress)
            whole = Path(room) / path.name
            progress("packing")
            pack(whole, Path(room) / made.payload, made)
            if prove:
                (Path(room) / made.payload).unlink()
                progress("proving: restored elsewhere, and compared")
                _prove(whole, Path(room), path)
            whole.rename(path)
        engines.settle(folder)
    except OSError as error:
        raise Broken(f"No backup can be made in {folder}: {error.strerror or error}.") from error
    removed = _too_old(folder, keep) if keep and prove else []
    for old in removed:
        old.unlink()
    _note(path, made, prove)
    return Made(path, made, prove, tuple(removed), found)


def _copied(room: Path, progress: Progress) -> tuple[Manifest, tuple[Finding, ...]]:
    payload = engines.PAYLOADS[connection.vendor]
    with snapshot():
        made_at = written_moment(datetime.now(UTC))
        progress("copying")
        engines.copy_out(room / payload)
        progress("reading the record and every table of the same moment")
        report, sums = verify(), tables.digests()
    return _manifest(report, sums, made_at, room / payload), report.found


def _manifest(report: Report, sums: dict[str, str], made_at: str, copy: Path) -> Manifest:
    return Manifest(
        version=guarantors.__version__,
        engine=connection.vendor,
        made_at=made_at,
        record=report.record.hex(),
        journal={"number": report.number, "digest": report.digest.hex()},
        tables=sums,
        payload=copy.name,
        size=copy.stat().st_size,
        sha256=hashed(copy),
        left_out=tuple(sorted(tables.LEFT_OUT)),
    )


def _prove(whole: Path, room: Path, path: Path) -> None:
    """Restore what was packed, and compare it with what was read."""
    manifest = opened(whole)
    copy = room / f"proof-{manifest.payload}"
    unpack(whole, manifest, copy)
    with engines.scratch(copy) as url:
        differences = proof.differences(manifest, proof.looked_at(url))
    copy.unlink()
    if differences:
        broken = path.with_suffix(path.suffix + ".broken")
        whole.rename(broken)
        raise Broken(f"The backup is not what the database is: {'; '.join(differences)}. It lies in {broken}.")


def _too_old(folder: Path, keep: int) -> list[Path]:
    return sorted(folder.glob(f"guarantors-*{SUFFIX}"))[:-keep] if keep > 0 else []


def _note(path: Path, made: Manifest, proved: bool) -> None:
    said = {"at": made.made_at, "file": str(path), "digest": made.record, "verified": proved}
    last = Path(settings.VAR_DIR) / LAST
    last.with_suffix(".new").write_text(json.dumps(said) + "\n", encoding="utf-8")
    last.with_suffix(".new").replace(last)
