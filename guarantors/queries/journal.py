"""What was done to the record after a number, in the order of commits? A mirror follows this for ever."""

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


def page(
    *,
    after: int,
    limit: int,
    proposal: str = "",
    nouns: Collection[Noun] = (),
    acts: Collection[Act] = (),
    recorded_since: datetime | None = None,
) -> list[Entry]:
    """At most `limit` acts with a number above `after`, lowest first; what is left empty is not asked for.

    `recorded_since` includes its moment: who asks for what followed the last act that they saw, at its very moment,
    sees that one again and misses none.
    """
    found = Change.objects.filter(number__gt=after)
    if proposal:
        found = found.filter(proposal__slug=proposal)
    if nouns:
        found = found.filter(noun__in=[noun.value for noun in nouns])
    if acts:
        found = found.filter(act__in=[act.value for act in acts])
    if recorded_since is not None:
        found = found.filter(recorded_at__gte=recorded_since)
    return [_entry(change) for change in found.select_related("proposal").order_by("number")[:limit]]


def one(number: int) -> Entry | None:
    """The act of that number; None where it is not given out yet."""
    change = Change.objects.select_related("proposal").filter(number=number).first()
    return _entry(change) if change else None


def last() -> int:
    """The number of the last act; 0 before the first."""
    return Change.objects.aggregate(last=Max("number"))["last"] or 0


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
