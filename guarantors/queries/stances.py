"""What is each guarantor's stance as of a day, as known at a moment, and how did it come to that?

`current` reads one index probe per guarantor (DESIGN section 7); `histories` gives the slim past that a line needs;
`records` gives one guarantor's records whole.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import OuterRef, Q, QuerySet, Subquery

from guarantors.domain import dates
from guarantors.domain.stance import Basis, ConditionKind, ConditionStatus, Confidence, LegalStatus, Level
from guarantors.models import Condition, Evidence, Guarantor, StanceRecord

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ConditionRow:
    kind: ConditionKind
    text: str
    status: ConditionStatus


@dataclass(frozen=True, slots=True)
class StanceRow:
    """A stance record whole; `statements` are the refs that it rests on, in the editors' order."""

    pk: int
    ref: str
    version: int
    guarantor_id: int
    provision: str | None
    effective_on: dates.GivenDate
    effective_day: date
    sequence: int
    level: Level
    basis: Basis | None
    legal_status: LegalStatus | None
    confidence: Confidence
    rationale: str
    verified: bool | None
    recorded_at: datetime
    recorded_by: str
    reason: str
    superseded_at: datetime | None
    withdrawal_reason: str
    conditions: tuple[ConditionRow, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What a line needs of a record."""

    effective_day: date
    sequence: int
    recorded_at: datetime
    superseded_at: datetime | None
    level: Level
    confidence: Confidence


def counted(as_of: date, known_at: datetime) -> Q:
    """DESIGN section 2, rule 6, as a condition on stance records; `domain.asof.history` is the same rule in Python."""
    return Q(effective_day__lte=as_of) & known(known_at)


def known(known_at: datetime, of: str = "") -> Q:
    """What stood in our books at that moment; `of` is the path to the record, where another table is asked."""
    closed = f"{of}superseded_at"
    return Q(**{f"{of}recorded_at__lte": known_at}) & (
        Q(**{f"{closed}__isnull": True}) | Q(**{f"{closed}__gt": known_at})
    )


def probe(as_of: date, known_at: datetime, provision: str | None = None) -> Subquery:
    """The id of the stance record in force for each guarantor of an outer query: a walk of one step on the index."""
    records = StanceRecord.objects.filter(counted(as_of, known_at), guarantor=OuterRef("pk"))
    records = records.filter(provision__slug=provision) if provision else records.filter(provision__isnull=True)
    return Subquery(records.order_by("-effective_day", "-sequence", "-recorded_at").values("pk")[:1])


def current(proposal_id: int, *, provision: str | None = None, as_of: date, known_at: datetime) -> dict[int, StanceRow]:
    """The stance of each guarantor of a proposal, by guarantor id; those with nothing on record are absent."""
    held = (
        Guarantor.objects.filter(proposal_id=proposal_id)
        .annotate(stance_id=probe(as_of, known_at, provision))
        .values_list("stance_id", flat=True)
    )
    return {row.guarantor_id: row for row in _whole(StanceRecord.objects.filter(pk__in=[pk for pk in held if pk]))}


def histories(
    proposal_id: int, *, provision: str | None = None, as_of: date, known_at: datetime
) -> dict[int, list[Step]]:
    """The steps of each guarantor's line, oldest first, by guarantor id."""
    records = StanceRecord.objects.filter(counted(as_of, known_at), guarantor__proposal_id=proposal_id)
    records = records.filter(provision__slug=provision) if provision else records.filter(provision__isnull=True)
    found: dict[int, list[Step]] = defaultdict(list)
    columns = ("guarantor_id", "effective_day", "sequence", "recorded_at", "superseded_at", "level", "confidence")
    for guarantor_id, day, sequence, recorded_at, superseded_at, level, confidence in records.order_by(
        "guarantor_id", "effective_day", "sequence", "recorded_at"
    ).values_list(*columns):
        step = Step(day, sequence, recorded_at, superseded_at, Level(level), Confidence(confidence))
        found[guarantor_id].append(step)
    return found


def records(guarantor_id: int, *, as_of: date, known_at: datetime) -> list[StanceRow]:
    """Every record of a guarantor, on the whole and on provisions, oldest first."""
    return _whole(StanceRecord.objects.filter(counted(as_of, known_at), guarantor_id=guarantor_id))


def closed(guarantor_id: int, *, as_of: date, known_at: datetime) -> list[StanceRow]:
    """The records of a guarantor that we had closed by that moment, corrected or withdrawn, newest closing first."""
    found = StanceRecord.objects.filter(
        guarantor_id=guarantor_id, effective_day__lte=as_of, superseded_at__lte=known_at
    )
    return sorted(_whole(found), key=lambda row: (row.superseded_at or known_at, row.ref), reverse=True)


def resting_on(statement_id: int, *, known_at: datetime) -> list[StanceRow]:
    """The records that rest on a statement, as known at that moment."""
    return _whole(StanceRecord.objects.filter(known(known_at), evidence__statement_id=statement_id))


def _whole(records: QuerySet[StanceRecord]) -> list[StanceRow]:
    stored = list(records.select_related("provision").order_by("effective_day", "sequence", "recorded_at"))
    ids = [record.pk for record in stored]
    conditions = _grouped(
        (stance_id, ConditionRow(ConditionKind(kind), text, ConditionStatus(status)))
        for stance_id, kind, text, status in Condition.objects.filter(stance__in=ids)
        .order_by("position")
        .values_list("stance_id", "kind", "text", "status")
    )
    evidence = _grouped(
        Evidence.objects.filter(stance__in=ids).order_by("position").values_list("stance_id", "statement__ref")
    )
    return [
        StanceRow(
            pk=record.pk,
            ref=record.ref,
            version=record.version,
            guarantor_id=record.guarantor_id,
            provision=record.provision.slug if record.provision else None,
            effective_on=dates.parse(record.effective_on),
            effective_day=record.effective_day,
            sequence=record.sequence,
            level=Level(record.level),
            basis=Basis(record.basis) if record.basis else None,
            legal_status=LegalStatus(record.legal_status) if record.legal_status else None,
            confidence=Confidence(record.confidence),
            rationale=record.rationale,
            verified=record.verified,
            recorded_at=record.recorded_at,
            recorded_by=record.recorded_by,
            reason=record.reason,
            superseded_at=record.superseded_at,
            withdrawal_reason=record.withdrawal_reason,
            conditions=tuple(conditions[record.pk]),
            statements=tuple(evidence[record.pk]),
        )
        for record in stored
    ]


def _grouped(pairs: Iterable[tuple[int, Item]]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return found
