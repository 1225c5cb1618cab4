"""What is locked, by whom, since when and why?"""

from dataclasses import dataclass
from datetime import datetime

from guarantors.models import Lock, LockedNoun


@dataclass(frozen=True, slots=True)
class LockRow:
    """A lock; `released_at` is None while it stands."""

    noun: LockedNoun
    ref: str
    proposal_slug: str
    reason: str
    by: str
    at: datetime
    released_by: str
    released_at: datetime | None
    release_reason: str


def standing() -> list[LockRow]:
    """Every lock that stands, newest first."""
    found = Lock.objects.filter(released_at__isnull=True).select_related("proposal")
    return [_row(lock) for lock in found.order_by("-locked_at", "-pk")]


def of(proposal_id: int, noun: LockedNoun, ref: str) -> list[LockRow]:
    """Every lock that there ever was on one statement or stance record, newest first."""
    found = Lock.objects.filter(proposal_id=proposal_id, noun=noun, ref=ref).select_related("proposal")
    return [_row(lock) for lock in found.order_by("-locked_at", "-pk")]


def on(proposal_id: int, noun: LockedNoun, ref: str) -> LockRow | None:
    """The lock that stands on it, if any."""
    return next((lock for lock in of(proposal_id, noun, ref) if lock.released_at is None), None)


def _row(lock: Lock) -> LockRow:
    return LockRow(
        noun=LockedNoun(lock.noun),
        ref=lock.ref,
        proposal_slug=lock.proposal.slug,
        reason=lock.reason,
        by=lock.locked_by,
        at=lock.locked_at,
        released_by=lock.released_by,
        released_at=lock.released_at,
        release_reason=lock.release_reason,
    )
