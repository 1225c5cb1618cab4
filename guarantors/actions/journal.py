"""The journal: every act on the record is noted as a `Change`, in the transaction of the act, numbered without gaps.

Numbers are given out under the one row of `Ledger`, which is held until the transaction is committed: so they stand in
the order of commits. Everybody who publishes needs that row. It is therefore taken last, when all other rows are held
and nothing is left to do: acts are noted while a block is open (`noting`; every publication is one) and written when
the outermost block ends. Whoever does several publications in one transaction opens a block around them, or would hold
the ledger while waiting for the next proposal, whose holder waits for the ledger.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from guarantors.domain.acts import Act, Noun
from guarantors.models import Change, Ledger, Proposal, many
from guarantors.models.edition import edition

_Note = tuple[str, str, int | None, str, int, str, datetime, str]
_COLUMNS = ("noun", "act", "proposal_id", "ref", "version", "reason", "recorded_at", "recorded_by")


@dataclass(frozen=True, slots=True)
class _Notes:
    """Notes that differ in their refs alone: `refs` are packed, since a load has millions of them before its end."""

    noun: str
    proposal: int
    refs: bytes
    at: datetime
    by: str

    def each(self) -> Iterator[_Note]:
        for ref in zlib.decompress(self.refs).decode().split("\n"):
            yield self.noun, Act.ADDED.value, self.proposal, ref, 1, "", self.at, self.by


_open: ContextVar[list[_Note | _Notes] | None] = ContextVar("notes of the open block", default=None)


@contextmanager
def noting() -> Iterator[None]:
    """A block whose acts are written to the journal together, at its end or with the block around it.

    To be opened inside a transaction. What was noted in a block that fails is forgotten, as its rows are.
    """
    around, mine = _open.get(), list[_Note | _Notes]()
    token = _open.set(mine)
    try:
        yield
    finally:
        _open.reset(token)
    if around is None:
        _write(mine)
    else:
        around.extend(mine)


@contextmanager
def unwritten() -> Iterator[None]:
    """A block whose acts are taken back anyway: nobody has to wait for the ledger because of them."""
    token = _open.set([])
    try:
        yield
    finally:
        _open.reset(token)


def note(
    act: Act,
    noun: Noun,
    ref: str,
    *,
    proposal: Proposal | None,
    by: str,
    at: datetime,
    version: int = 0,
    reason: str = "",
) -> None:
    """Say what was done to what. The same note twice in one block is one change.

    Outside every block it is written at once, and the ledger is held until the caller's transaction ends.
    """
    found: _Note = (noun.value, act.value, proposal.pk if proposal else None, ref, version, reason, at, by)
    notes = _open.get()
    if notes is None:
        _write([found])
    else:
        notes.append(found)


def note_added(noun: Noun, refs: Sequence[str], *, proposal: Proposal, by: str, at: datetime) -> None:
    """Say of many at once that they were added, in an open block: of ids that nothing else is noted of in it."""
    notes = _open.get()
    assert notes is not None, "a load opens a block"
    notes.append(_Notes(noun.value, proposal.pk, zlib.compress("\n".join(refs).encode(), 1), at, by))


@transaction.atomic
def _write(notes: list[_Note | _Notes]) -> None:
    if not notes:
        return
    # Made anew where it is missing: a database that was emptied has no ledger.
    ledger, _ = Ledger.objects.select_for_update().get_or_create(pk=1)
    moments: dict[datetime, str] = {}
    last = ledger.last

    def rows() -> Iterator[many.Row]:
        nonlocal last
        for last, (*said, at, by) in enumerate(_once(notes), start=ledger.last + 1):
            if at not in moments:
                moments[at] = many.kept(at)
            yield last, *said, moments[at], by

    many.insert(Change, ("number", *_COLUMNS), rows())
    Ledger.objects.filter(pk=ledger.pk).update(last=last)
    edition().announce(last)


def _once(notes: Iterable[_Note | _Notes]) -> Iterator[_Note]:
    """The notes one by one, each the first time alone."""
    found = set[_Note]()
    for note in notes:
        if isinstance(note, _Notes):
            yield from note.each()
        elif note not in found:
            found.add(note)
            yield note
