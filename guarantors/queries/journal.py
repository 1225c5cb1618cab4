"""What is the act of a number, and which is the last one? The list of them for programs is `exchange.lists.changes`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from guarantors.domain.acts import Act, Noun
from guarantors.models import Change


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: `id` is what it was done to, as its own address names it within `proposal`.

    `proposal` is "" for a source and an actor, which belong to no one proposal. `version` is the one that the act made
    or, of a withdrawal, ended; 0 for what has none.
    """

    number: int
    noun: Noun
    act: Act
    proposal: str
    id: str
    version: int
    reason: str
    recorded_at: datetime
    recorded_by: str


def one(number: int) -> Entry | None:
    """The act of that number; None where it is not given out yet."""
    change = Change.objects.select_related("proposal").filter(number=number).first()
    return _entry(change) if change else None


def last() -> int:
    """The number of the last act; 0 before the first."""
    return Change.objects.aggregate(last=Max("number"))["last"] or 0


@dataclass(frozen=True, slots=True)
class Head:
    """An act, and the digest of it and of every act before it."""

    number: int
    digest: bytes


def head(*, known_at: datetime, proposals: Collection[int] | None = None) -> Head | None:
    """The last act that was recorded by that moment, of these proposals or of any; None where there is none."""
    found = Change.objects.filter(recorded_at__lte=known_at)
    if proposals is not None:
        found = found.filter(proposal__in=proposals)
    last = found.order_by("-number").values_list("number", "digest").first()
    return Head(last[0], bytes(last[1] or b"")) if last else None


def _entry(change: Change) -> Entry:
    return Entry(
        number=change.number,
        noun=Noun(change.noun),
        act=Act(change.act),
        proposal=change.proposal.slug if change.proposal else "",
        id=change.ref,
        version=change.version,
        reason=change.reason,
        recorded_at=change.recorded_at,
        recorded_by=change.recorded_by,
    )
