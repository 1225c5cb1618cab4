"""What happened beside the statements, and who claimed that a state was asked?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from guarantors.domain import dates, timeline
from guarantors.models import Event, EventKind, Nomination


@dataclass(frozen=True, slots=True)
class EventRow:
    """A happening; `actor` is the code of the one that it concerns alone, None where it concerns all."""

    ref: str
    happened_on: dates.GivenDate
    last_day: date
    kind: EventKind
    actor: str | None
    actor_name: str
    title: str
    source_ref: str | None
    source_title: str


@dataclass(frozen=True, slots=True)
class NominationRow:
    """A claim that the actor was asked, and where it stands: `withdrawn_on` is None while it does."""

    actor: str
    actor_name: str
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
            kind=EventKind(item.kind),
            actor=item.actor.code if item.actor else None,
            actor_name=item.actor.name if item.actor else "",
            title=item.title,
            source_ref=item.source.ref if item.source else None,
            source_title=item.source.title if item.source else "",
        )
        for item in found.order_by("last_day", "ref")
    ]


def change_of_government(
    history: Sequence[timeline.Assessed], code: str, happened: Iterable[EventRow]
) -> EventRow | None:
    """The event that makes a stance a previous government's, None while it is not (`timeline.government_left`).

    `history` is a line of the actor with that code, oldest first; both it and the events reach up to the day shown.
    """
    changes = {
        item.last_day: item for item in happened if item.kind is EventKind.CHANGE_OF_GOVERNMENT and item.actor == code
    }
    left = timeline.government_left(history, changes)
    return changes[left] if left else None


def nominations(guarantor_id: int, *, as_of: date) -> list[NominationRow]:
    """By whom and where one actor was named, up to a day, oldest first."""
    return _nominations(Nomination.objects.filter(guarantor_id=guarantor_id), as_of)


def all_nominations(proposal_id: int, *, as_of: date) -> list[NominationRow]:
    """By whom and where every actor of a proposal was named, up to a day, oldest first."""
    return _nominations(Nomination.objects.filter(guarantor__proposal_id=proposal_id), as_of)


def _nominations(claims: QuerySet[Nomination], as_of: date) -> list[NominationRow]:
    found = claims.filter(last_day__lte=as_of).select_related("guarantor__actor", "named_by", "source")
    return [
        NominationRow(
            actor=item.guarantor.actor.code,
            actor_name=item.guarantor.actor.name,
            named_by=item.named_by.name,
            named_on=dates.parse(item.named_on),
            source_ref=item.source.ref,
            source_title=item.source.title,
            withdrawn_on=item.withdrawn_on if item.withdrawn_on and item.withdrawn_on <= as_of else None,
        )
        for item in found.order_by("last_day", "ref", "guarantor__position")
    ]
