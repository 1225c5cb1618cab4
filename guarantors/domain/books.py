"""What we did on the recorded clock: new entries, corrections and withdrawals of ours, never a change of theirs.

DESIGN section 2, rule 5: two verbs, never confused. That a state changed is a new record with a later effective date
(`domain.timeline`); that we were wrong is a later version of the same record, or a withdrawal. This module reads the
second from the versions of an entry, whether a stance record or a statement.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar


class Versioned(Protocol):
    """One version of an entry. `reason` says why it replaces the one before, `withdrawal_reason` why it was closed."""

    @property
    def ref(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def superseded_at(self) -> datetime | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def withdrawal_reason(self) -> str: ...


Version = TypeVar("Version", bound=Versioned)


class EntryKind(StrEnum):
    """What was done to the books."""

    NEW = "new"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Entry(Generic[Version]):
    """One act of ours: `was` is None for a new entry, `became` for a withdrawal; `reason` is empty for a new one."""

    kind: EntryKind
    at: datetime
    was: Version | None
    became: Version | None
    reason: str

    @property
    def latest(self) -> Version:
        """What the act is about: the version that it wrote, or the one that it withdrew."""
        about = self.became or self.was
        assert about is not None
        return about


def entries(versions: Iterable[Version], *, since: datetime | None, until: datetime) -> list[Entry[Version]]:
    """What was done to these versions after `since` (None: ever) and up to `until`, newest first.

    `since` itself is left out: whoever read the books at that moment has seen what was recorded at it. Refs are unique
    among the versions given, as they are within a proposal.
    """
    known = {(version.ref, version.version): version for version in versions if version.recorded_at <= until}
    found: list[Entry[Version]] = []
    for (ref, number), version in known.items():
        was = known.get((ref, number - 1))
        kind = EntryKind.CORRECTION if was else EntryKind.NEW
        found.append(Entry(kind, version.recorded_at, was, version, version.reason))
        if version.withdrawal_reason and version.superseded_at and version.superseded_at <= until:
            found.append(Entry(EntryKind.WITHDRAWAL, version.superseded_at, version, None, version.withdrawal_reason))
    kept = [entry for entry in found if since is None or entry.at > since]
    return sorted(kept, key=lambda entry: (entry.at, entry.latest.ref, entry.latest.version), reverse=True)
