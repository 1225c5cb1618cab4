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
from guarantors.domain.chain import GENESIS
from guarantors.models import Change, Ledger, Proposal, contents, many
from guarantors.models.edition import edition
from guarantors.models.journal import Noted

_COLUMNS = ("noun", "act", "proposal_id", "ref", "version", "reason", "recorded_at", "recorded_by")
_DIGEST = len(GENESIS)
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class _Many:
    """Notes that differ in their refs alone, which are packed, with the content of each: a load has millions of them
    before its end."""

    like: Noted
    refs: bytes
    contents: bytes

    def each(self) -> Iterator[tuple[Noted, bytes]]:
        for place, ref in enumerate(zlib.decompress(self.refs).decode().split("\n")):
            yield self.like._replace(ref=ref), self.contents[place * _DIGEST : (place + 1) * _DIGEST]


_open: ContextVar[list[Noted | _Many] | None] = ContextVar("notes of the open block", default=None)


@contextmanager
def noting() -> Iterator[None]:
    """A block whose acts are written to the journal together, at its end or with the block around it.

    To be opened inside a transaction. What was noted in a block that fails is forgotten, as its rows are.
    """
    around, mine = _open.get(), list[Noted | _Many]()
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
    found = _noted(act, noun, ref, proposal=proposal, by=by, at=at, version=version, reason=reason)
    notes = _open.get()
    if notes is None:
        _write([found])
    else:
        notes.append(found)


def note_added(noun: Noun, refs: Sequence[str], *, proposal: Proposal, by: str, at: datetime) -> None:
    """Say of many at once that they were added, in an open block: of ids that nothing else is noted of in it, and whose
    rows are all there."""
    notes = _open.get()
    assert notes is not None, "a load opens a block"
    like = _noted(Act.ADDED, noun, "", proposal=proposal, by=by, at=at, version=1)
    said = b"".join(contents.of([like._replace(ref=ref) for ref in refs]))
    notes.append(_Many(like, zlib.compress("\n".join(refs).encode(), 1), said))


def complete() -> int:
    """Give the acts of a journal from before there was a chain their digests; answers how many there were."""
    count = 0
    while batch := list(Change.objects.filter(digest=None).select_related("proposal").order_by("number")[:_AT_ONCE]):
        noted = list(map(Noted.of, batch))
        before = _digest_of(batch[0].number - 1)
        with transaction.atomic():
            for change, act, content in zip(batch, noted, contents.of(noted), strict=True):
                before = act.linked(before, change.number, content)
                Change.objects.filter(pk=change.pk).update(content=content, digest=before)
        count += len(batch)
    return count


def _noted(
    act: Act, noun: Noun, ref: str, *, proposal: Proposal | None, by: str, at: datetime, version: int, reason: str = ""
) -> Noted:
    pk, slug = (proposal.pk, proposal.slug) if proposal else (None, "")
    return Noted(noun.value, act.value, pk, slug, ref, version, reason, at, by)


@transaction.atomic
def _write(notes: list[Noted | _Many]) -> None:
    if not notes:
        return
    singles = list(dict.fromkeys(note for note in notes if isinstance(note, Noted)))
    known = dict(zip(singles, contents.of(singles), strict=True))  # read before anybody has to wait
    # Made anew where it is missing: a database that was emptied has no ledger.
    ledger, _ = Ledger.objects.select_for_update().get_or_create(pk=1)
    moments: dict[datetime, str] = {}
    last, digest = ledger.last, _digest_of(ledger.last)

    def rows() -> Iterator[many.Row]:
        nonlocal last, digest
        for last, (act, content) in enumerate(_once(notes, known), start=ledger.last + 1):
            digest = act.linked(digest, last, content)
            if act.recorded_at not in moments:
                moments[act.recorded_at] = many.kept(act.recorded_at)
            said = (act.noun, act.act, act.proposal, act.ref, act.version, act.reason, moments[act.recorded_at])
            yield last, *said, act.recorded_by, content, digest

    many.insert(Change, ("number", *_COLUMNS, "content", "digest"), rows())
    Ledger.objects.filter(pk=ledger.pk).update(last=last)
    edition().announce(last)


def _digest_of(number: int) -> bytes:
    """The digest of the act of that number, on which the next one is built."""
    found = Change.objects.filter(number=number).values_list("digest", flat=True).first()
    return bytes(found) if found else GENESIS


def _once(notes: Iterable[Noted | _Many], known: dict[Noted, bytes]) -> Iterator[tuple[Noted, bytes]]:
    """The notes one by one, each the first time alone, with their contents."""
    found = set[Noted]()
    for note in notes:
        if isinstance(note, _Many):
            yield from note.each()
        elif note not in found:
            found.add(note)
            yield note, known[note]
