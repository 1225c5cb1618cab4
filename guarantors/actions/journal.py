"""The journal: every act on the record is noted as a `Change`, in the transaction of the act, numbered without gaps.

Numbers are given out under the one row of `Ledger`, which is held until the transaction is committed: so they stand in
the order of commits. Everybody who publishes needs that row. It is therefore taken last, when all other rows are held
and nothing is left to do: acts are noted while a block is open (`noting`; every publication is one) and written when
the outermost block ends. Whoever does several publications in one transaction opens a block around them, or would hold
the ledger while waiting for the next proposal, whose holder waits for the ledger.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction

from guarantors.domain.acts import Act, Noun
from guarantors.models import Change, Ledger, Proposal, many
from guarantors.models.edition import edition

_Note = tuple[str, str, int | None, str, int, str, datetime, str]
_COLUMNS = ("noun", "act", "proposal_id", "ref", "version", "reason", "recorded_at", "recorded_by")

_open: ContextVar[list[_Note] | None] = ContextVar("notes of the open block", default=None)


@contextmanager
def noting() -> Iterator[None]:
    """A block whose acts are written to the journal together, at its end or with the block around it.

    To be opened inside a transaction. What was noted in a block that fails is forgotten, as its rows are.
    """
    around, mine = _open.get(), list[_Note]()
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


@transaction.atomic
def _write(notes: list[_Note]) -> None:
    if not notes:
        return
    # Made anew where it is missing: a database that was emptied has no ledger.
    ledger, _ = Ledger.objects.select_for_update().get_or_create(pk=1)
    numbered = list(enumerate(dict.fromkeys(notes), start=ledger.last + 1))
    moments = {at: many.kept(at) for at in {at for *_, at, _ in notes}}
    many.insert(
        Change,
        ("number", *_COLUMNS),
        ((number, *said, moments[at], by) for number, (*said, at, by) in numbered),
    )
    last = numbered[-1][0]
    Ledger.objects.filter(pk=ledger.pk).update(last=last)
    edition().announce(last)
