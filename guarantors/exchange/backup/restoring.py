"""The way back: into an empty database alone, and only if it then says what the backup says."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

import guarantors
from guarantors.exchange.backup import engines, proof
from guarantors.exchange.backup.file import Broken, Manifest, opened, unpack

Progress = Callable[[str], None]


def check(path: Path) -> Manifest:
    """The backup, if it can be restored here. Raises `Broken`; nothing is written."""
    manifest = opened(path)
    if manifest.engine != connection.vendor:
        raise Broken(
            f"{path} was made on {manifest.engine}, and DATABASE_URL names {connection.vendor}. Restore it there, and "
            "carry the record over with export_package and load_dataset."
        )
    if _numbers(manifest.version) > _numbers(guarantors.__version__):
        raise Broken(
            f"{path} was made by version {manifest.version}, and this is {guarantors.__version__}; update first."
        )
    if not engines.is_empty():
        raise Broken(
            f"{connection.settings_dict['NAME']} is not empty, and a backup is never restored over a record. Name a "
            "new database in DATABASE_URL, or move the old one away."
        )
    return manifest


def restore(path: Path, *, progress: Progress = lambda _: None) -> tuple[Manifest, proof.Seen]:
    """Restore a backup and bring it up to date; answers what it was, and what is there now. Raises `Broken`."""
    manifest = check(path)
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder) as room:
            copy = Path(room) / manifest.payload
            progress("unpacking")
            unpack(path, manifest, copy)
            return manifest, _restored(copy, manifest, progress)
    except OSError as error:
        raise Broken(f"{path} cannot be restored: {error.strerror or error}.") from error


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def _folder() -> Path:
    return Path(connection.settings_dict["NAME"]).parent if connection.vendor == "sqlite" else Path(settings.VAR_DIR)


def _restored(copy: Path, manifest: Manifest, progress: Progress) -> proof.Seen:
    is_older = manifest.version != guarantors.__version__
    if connection.vendor == "sqlite":
        seen = _proved(f"sqlite:///{copy}", manifest, is_older, progress)
        engines.put_in_place(copy)
        return seen
    progress("restoring")
    engines.copy_in(copy)
    connection.close()
    return _proved(engines.address(), manifest, is_older, progress)


def _proved(url: str, manifest: Manifest, is_older: bool, progress: Progress) -> proof.Seen:
    """One of this version is compared as it is, an older one once it can be read."""
    progress("bringing it up to date and comparing it" if is_older else "comparing it")
    if is_older:
        proof.bring_up_to_date(url)
    seen = proof.looked_at(url)
    if differences := proof.differences(manifest, seen, migrated=is_older):
        raise Broken(f"What was restored is not what was backed up: {'; '.join(differences)}. Do not use it.")
    if not is_older:
        proof.bring_up_to_date(url)
    return seen
