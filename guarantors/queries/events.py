"""What happened beside the statements, and who claimed that a state was asked?"""

from dataclasses import dataclass
from datetime import date

from guarantors.domain import dates
from guarantors.models import Event, Nomination


@dataclass(frozen=True, slots=True)
class EventRow:
    """A happening; `actor` is the code of the one that it concerns alone, None where it concerns all."""

    ref: str
    happened_on: dates.GivenDate
    last_day: date
    kind: str
    actor: str | None
    title: str
    source_ref: str | None


@dataclass(frozen=True, slots=True)
class NominationRow:
    """A claim that the actor was asked, and where it stands."""

    named_by: str
    named_on: dates.GivenDate
    source_ref: str
    source_title: str
    withdrawn_on: date | None


def events(proposal_id: int, *, as_of: date) -> list[EventRow]:
    """The events of a proposal up to a day, oldest first."""
    found = Event.objects.filter(proposal_id=proposal_id, last_day__lte=as_of).select_related("actor", "source")
    return [
        EventRow(
            ref=item.ref,
            happened_on=dates.parse(item.happened_on),
            last_day=item.last_day,
            kind=item.kind,
            actor=item.actor.code if item.actor else None,
            title=item.title,
            source_ref=item.source.ref if item.source else None,
        )
        for item in found.order_by("last_day", "ref")
    ]


def nominations(guarantor_id: int, *, as_of: date) -> list[NominationRow]:
    """By whom and where the actor was named, up to a day, oldest first."""
    found = Nomination.objects.filter(guarantor_id=guarantor_id, last_day__lte=as_of)
    return [
        NominationRow(
            named_by=item.named_by.name,
            named_on=dates.parse(item.named_on),
            source_ref=item.source.ref,
            source_title=item.source.title,
            withdrawn_on=item.withdrawn_on if item.withdrawn_on and item.withdrawn_on <= as_of else None,
        )
        for item in found.select_related("named_by", "source").order_by("last_day", "ref")
    ]
