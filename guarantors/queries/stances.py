"""What is each guarantor's stance as of a day, as known at a moment?

`current` reads one index probe per guarantor, `matrix` one per guarantor and provision (DESIGN section 7); `records`
gives one guarantor's records whole. The slim past that a line over time needs is in `lines`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import OuterRef, QuerySet, Subquery

from guarantors.domain import dates
from guarantors.domain.coding import Review
from guarantors.domain.stance import Basis, ConditionKind, ConditionStatus, Confidence, LegalStatus, Level
from guarantors.models import Condition, Evidence, Guarantor, StanceRecord
from guarantors.models.counting import bounded_days, counted, known

Item = TypeVar("Item")

_COLUMNS = (
    *("pk", "ref", "version", "guarantor_id", "provision__slug", "effective_on", "effective_day", "sequence", "level"),
    *("basis", "legal_status", "confidence", "rationale", "verified", "review", "recorded_at", "recorded_by", "reason"),
    *("superseded_at", "superseded_by", "withdrawal_reason"),
)


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
    review: Review | None
    recorded_at: datetime
    recorded_by: str
    reason: str
    superseded_at: datetime | None
    superseded_by: str
    withdrawal_reason: str
    conditions: tuple[ConditionRow, ...]
    statements: tuple[str, ...]
    day_is_known: bool


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
    records = StanceRecord.objects.filter(pk__in=[pk for pk in held if pk])
    return {row.guarantor_id: row for row in _whole(records, known_at)}


def levels(
    guarantor_ids: Collection[int], provisions: Sequence[str | None], *, as_of: date, known_at: datetime
) -> dict[tuple[int, str | None], Level]:
    """The levels alone of these guarantors, by guarantor id and provision (None is the whole); absent where none is."""
    records = StanceRecord.objects.filter(counted(as_of, known_at), guarantor=OuterRef("pk"))
    columns = {}
    for index, slug in enumerate(provisions):
        line = records.filter(provision__slug=slug) if slug else records.filter(provision__isnull=True)
        last = line.order_by("-effective_day", "-sequence", "-recorded_at")
        columns[f"level_{index}"] = Subquery(last.values("level")[:1])
    held = Guarantor.objects.filter(pk__in=guarantor_ids).annotate(**columns).order_by().values_list("pk", *columns)
    return {
        (pk, slug): Level(level) for pk, *found in held for slug, level in zip(provisions, found, strict=True) if level
    }


def matrix(
    proposal_id: int, provisions: Sequence[str | None], *, as_of: date, known_at: datetime
) -> dict[tuple[int, str | None], StanceRow]:
    """The stances on several provisions (None is the whole), by guarantor id and provision; absent where none is."""
    parts = Guarantor.objects.filter(proposal_id=proposal_id)
    columns = {f"stance_{index}": probe(as_of, known_at, slug) for index, slug in enumerate(provisions)}
    held = parts.annotate(**columns).values_list(*columns)
    found = _whole(StanceRecord.objects.filter(pk__in=[pk for row in held for pk in row if pk]), known_at)
    return {(row.guarantor_id, row.provision): row for row in found}


def records(guarantor_id: int, *, as_of: date, known_at: datetime) -> list[StanceRow]:
    """Every record of a guarantor, on the whole and on provisions, oldest first."""
    return _whole(StanceRecord.objects.filter(counted(as_of, known_at), guarantor_id=guarantor_id), known_at)


def by_ids(ids: Collection[int], *, known_at: datetime) -> list[StanceRow]:
    """These records, oldest first."""
    return _whole(StanceRecord.objects.filter(pk__in=ids), known_at)


def ever_known(
    proposal_id: int, *, known_at: datetime, guarantor_ids: Collection[int] | None = None
) -> list[StanceRow]:
    """Every record of a proposal that stood in our books at some time up to that moment, oldest effective day first.

    `domain.asof` tells which of them counted when. `guarantor_ids` asks for these guarantors alone.
    """
    found = StanceRecord.objects.filter(guarantor__proposal_id=proposal_id, recorded_at__lte=known_at)
    if guarantor_ids is not None:
        found = found.filter(guarantor_id__in=guarantor_ids)
    return _whole(found, known_at)


def version_of(guarantor_id: int, ref: str, *, known_at: datetime) -> StanceRow | None:
    """The last version of a record that we had by that moment, though it may be withdrawn; None where there is none."""
    records = StanceRecord.objects.filter(guarantor_id=guarantor_id, ref=ref, recorded_at__lte=known_at)
    return max(_whole(records, known_at), key=lambda row: row.version, default=None)


def resting_on(statement_id: int, *, known_at: datetime) -> list[StanceRow]:
    """The records that rest on a statement, as known at that moment."""
    return _whole(StanceRecord.objects.filter(known(known_at), evidence__statement_id=statement_id), known_at)


def _whole(records: QuerySet[StanceRecord], known_at: datetime) -> list[StanceRow]:
    # Records on several provisions share a place in the day: sorted here, they have one order on either database.
    stored = sorted(
        records.order_by().values_list(*_COLUMNS, named=True),  # half the time of objects
        key=lambda row: (row.effective_day, row.sequence, row.recorded_at, row.ref, row.version),
    )
    ids = [record.pk for record in stored]
    bounded = bounded_days(StanceRecord.objects.filter(pk__in=ids), known_at)
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
            provision=record.provision__slug,
            effective_on=dates.parse(record.effective_on),
            effective_day=record.effective_day,
            sequence=record.sequence,
            level=Level(record.level),
            basis=Basis(record.basis) if record.basis else None,
            legal_status=LegalStatus(record.legal_status) if record.legal_status else None,
            confidence=Confidence(record.confidence),
            rationale=record.rationale,
            verified=record.verified,
            review=Review(record.review) if record.review else None,
            recorded_at=record.recorded_at,
            recorded_by=record.recorded_by,
            reason=record.reason,
            superseded_at=record.superseded_at,
            superseded_by=record.superseded_by,
            withdrawal_reason=record.withdrawal_reason,
            conditions=tuple(conditions[record.pk]),
            statements=tuple(evidence[record.pk]),
            day_is_known=record.pk not in bounded,
        )
        for record in stored
    ]


def _grouped(pairs: Iterable[tuple[int, Item]]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return found
