"""How did each stance come to where it is: the slim past that a line over time needs?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from guarantors.domain import dates
from guarantors.domain.stance import Confidence, Level
from guarantors.models import StanceRecord
from guarantors.models.counting import bounded_days, counted


@dataclass(frozen=True, slots=True)
class Step:
    """What a line needs of a record."""

    effective_day: date
    sequence: int
    recorded_at: datetime
    superseded_at: datetime | None
    effective_on: dates.GivenDate
    level: Level
    confidence: Confidence
    day_is_known: bool


def histories(
    proposal_id: int, *, provision: str | None = None, as_of: date, known_at: datetime
) -> dict[int, list[Step]]:
    """The steps of each guarantor's line, oldest first, by guarantor id."""
    records = StanceRecord.objects.filter(guarantor__proposal_id=proposal_id)
    records = records.filter(provision__slug=provision) if provision else records.filter(provision__isnull=True)
    steps = _steps(records.filter(counted(as_of, known_at)), known_at)
    return {guarantor_id: line for (guarantor_id, _), line in steps.items()}


def lines(proposal_id: int, *, as_of: date, known_at: datetime) -> dict[tuple[int, str | None], list[Step]]:
    """The steps on the whole (None) and on each provision, oldest first, by guarantor id and provision."""
    records = StanceRecord.objects.filter(counted(as_of, known_at), guarantor__proposal_id=proposal_id)
    return _steps(records, known_at)


def of_actor(code: str, *, as_of: date, known_at: datetime) -> dict[int, list[Step]]:
    """The steps of an actor on the whole of each proposal, oldest first, by guarantor id."""
    records = StanceRecord.objects.filter(counted(as_of, known_at), guarantor__actor__code=code, provision__isnull=True)
    return {guarantor_id: line for (guarantor_id, _), line in _steps(records, known_at).items()}


def _steps(records: QuerySet[StanceRecord], known_at: datetime) -> dict[tuple[int, str | None], list[Step]]:
    found: dict[tuple[int, str | None], list[Step]] = defaultdict(list)
    bounded = bounded_days(records, known_at)
    columns = ("effective_day", "sequence", "recorded_at", "superseded_at", "effective_on", "level", "confidence")
    in_order = records.order_by("effective_day", "sequence", "recorded_at")
    for pk, guarantor_id, provision, *cells in in_order.values_list("pk", "guarantor_id", "provision__slug", *columns):
        day, sequence, recorded_at, superseded_at, effective_on, level, confidence = cells
        found[guarantor_id, provision].append(
            Step(
                effective_day=day,
                sequence=sequence,
                recorded_at=recorded_at,
                superseded_at=superseded_at,
                effective_on=dates.parse(effective_on),
                level=Level(level),
                confidence=Confidence(confidence),
                day_is_known=pk not in bounded,
            )
        )
    return dict(found)
