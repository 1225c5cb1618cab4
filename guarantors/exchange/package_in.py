"""Read a data package back: its datasets, once every member has proved to be what the descriptor says.

Nothing is ever unpacked to disk. A member is read no further than its limit, whatever the zip says of its size, and a
package with a member that is missing, unlisted, repeated, altered or named like a path elsewhere is refused whole.
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from guarantors.exchange.nodes import LARGEST_FILE, Fault
from guarantors.exchange.package import DESCRIPTOR, FREE

MOST_MEMBERS = 2000
"""Far more than a package of every proposal has."""

LARGEST_PACKAGE = 512 * 1024 * 1024
"""All members together, unpacked."""

_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*(/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)?", re.ASCII)
"""A file, or a file in a folder: no way up, no root, no drive, nothing hidden."""


class _Wrong(Exception):
    """The package cannot be read: this member, "" for the package itself, for this reason."""

    def __init__(self, member: str, reason: str) -> None:
        super().__init__(reason)
        self.member, self.reason = member, reason


def is_package(path: Path) -> bool:
    """Whether a file is meant to be a package: by its name, or because it begins as a zip does."""
    if path.suffix.lower() == ".zip":
        return True
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False  # reported when it is read as a dataset


def datasets_in(path: Path) -> tuple[list[tuple[str, bytes]], list[Fault]]:
    """The package's datasets, each with the name by which faults tell where it is; none where there is a fault."""
    try:
        if path.stat().st_size > LARGEST_PACKAGE:
            raise _Wrong("", f"the file is larger than {LARGEST_PACKAGE // 1024 // 1024} MB")
        with zipfile.ZipFile(path) as archive:
            return _datasets(str(path), archive), []
    except _Wrong as wrong:
        return [], [Fault(str(path), 1, wrong.member, f"{wrong.reason}.")]
    except OSError as error:
        return [], [Fault(str(path), 1, "", f"the file cannot be read: {error.strerror or error}.")]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        return [], [Fault(str(path), 1, "", f"the file is not a whole zip: {error}.")]


def _datasets(file: str, archive: zipfile.ZipFile) -> list[tuple[str, bytes]]:
    members = _members(archive)
    resources = _resources(_read(archive, members, DESCRIPTOR))
    for name in sorted(set(members) - FREE - set(resources)):
        raise _Wrong(name, f"{DESCRIPTOR} does not list it; a package holds nothing else")
    found = []
    left = LARGEST_PACKAGE
    for name, resource in resources.items():
        content = _read(archive, members, name)
        left -= len(content)
        if left < 0:
            raise _Wrong("", f"the package is larger than {LARGEST_PACKAGE // 1024 // 1024} MB unpacked")
        _compare(name, content, resource)
        if name.startswith("datasets/"):
            found.append((f"{file}/{name}", content))
    if not found:
        raise _Wrong("", "the package holds no dataset: it was made for a known_at; take the one without")
    return found


def _members(archive: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise _Wrong("", f"the package has {len(entries)} members; at most {MOST_MEMBERS} are read")
    members: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        shown = entry.filename[:120]
        if not _NAME.fullmatch(entry.filename):
            raise _Wrong("", f"“{shown}” is not the name of a member: a file, or a file in one folder")
        if entry.filename in members:
            raise _Wrong(shown, "stands twice")
        if entry.flag_bits & 0x1:
            raise _Wrong(shown, "is encrypted")
        members[entry.filename] = entry
    return members


def _read(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], name: str) -> bytes:
    if name not in members:
        raise _Wrong(name, "is missing")
    try:
        with archive.open(members[name]) as stream:
            content = stream.read(LARGEST_FILE + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _Wrong(name, f"is damaged: {error}") from error
    if len(content) > LARGEST_FILE:
        raise _Wrong(name, f"is larger than {LARGEST_FILE // 1024 // 1024} MB unpacked")
    return content


def _resources(descriptor: bytes) -> dict[str, Mapping[str, Any]]:
    """The resources by their paths."""
    try:
        given = json.loads(descriptor)
    except (ValueError, RecursionError):
        raise _Wrong(DESCRIPTOR, "is not JSON") from None
    listed = given.get("resources") if isinstance(given, dict) else None
    if not isinstance(listed, list) or not listed:
        raise _Wrong(DESCRIPTOR, "resources: is not a list of files")
    return dict(_each(listed))


def _each(listed: Sequence[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    seen = set()
    for place, resource in enumerate(listed, start=1):
        path = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(path, str) or not _NAME.fullmatch(path) or path in FREE:
            raise _Wrong(DESCRIPTOR, f"resource {place}: path: is not the name of a member")
        if path in seen:
            raise _Wrong(DESCRIPTOR, f"resource {place}: path: {path} is listed twice")
        seen.add(path)
        yield path, resource


def _compare(name: str, content: bytes, resource: Mapping[str, Any]) -> None:
    """Refuse a member that is not the one that was packed. The hash finds damage, and no forger who hashes anew."""
    if resource.get("bytes") != len(content):
        raise _Wrong(name, f"has {len(content)} bytes, and {DESCRIPTOR} says {str(resource.get('bytes'))[:40]}")
    if resource.get("hash") != f"sha256:{hashlib.sha256(content).hexdigest()}":
        raise _Wrong(name, f"is not what was packed: its hash is not the one in {DESCRIPTOR}")
