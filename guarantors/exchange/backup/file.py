"""The file of a backup: a zip with the engine's own copy of the database, and a manifest that says what is in it."""

import hashlib
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

MANIFEST = "manifest.json"
FORMAT = 1
_BLOCK = 1024 * 1024
_LARGEST_MANIFEST = 1024 * 1024


class Broken(Exception):
    """What is the matter with a backup, or with making or restoring one, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: made by which version, from which engine, when; the digests of `manage.py verify` and of
    every table; and the size and the digest of the copy itself."""

    version: str
    engine: str
    made_at: str
    record: str
    journal: Mapping[str, Any]
    tables: Mapping[str, str]
    payload: str
    size: int
    sha256: str
    left_out: tuple[str, ...] = ()
    format: int = field(default=FORMAT)


def pack(path: Path, copy: Path, manifest: Manifest) -> None:
    """Write the file, readable by its owner alone, and wait until the disk has it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        packed = zipfile.ZIP_STORED if manifest.engine == "postgresql" else zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(file, "w", packed, compresslevel=1) as archive:
            archive.write(copy, manifest.payload)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2) + "\n")
        file.flush()
        os.fsync(file.fileno())


def hashed(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def opened(path: Path) -> Manifest:
    """What the backup says of itself. Raises `Broken` where it is none, or none that this version can read."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(MANIFEST) as member:
            said = json.loads(member.read(_LARGEST_MANIFEST))
        manifest = Manifest(**said)
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise Broken(f"{path} is no backup of Guarantor Tracker: {error}.") from error
    if manifest.format != FORMAT:
        raise Broken(
            f"{path} is of format {manifest.format}, made by version {manifest.version}; update this site first."
        )
    return manifest


def unpack(path: Path, manifest: Manifest, to: Path) -> None:
    """Write the copy that is in the backup. Raises `Broken` where a byte of it is not what the manifest says."""
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(path) as archive, archive.open(manifest.payload) as member, _private(to) as file:
            while block := member.read(_BLOCK):
                digest.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError) as error:
        raise Broken(f"{path} is damaged: {error}. Take another backup.") from error
    if digest.hexdigest() != manifest.sha256:
        raise Broken(f"{path} is damaged: the copy in it is not the one that its manifest names. Take another backup.")


def _private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
