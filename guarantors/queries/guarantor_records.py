"""The stance records of one guarantor, up to a day and as known at a moment: a page of them, and the end of a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateField,
    DateTimeField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from guarantors.domain import dates
from guarantors.domain.day_counts import DayCounts
from guarantors.domain.stance import Confidence, Level
from guarantors.models import Guarantor, LineGist, Provision, StanceRecord, gist_past
from guarantors.models.counting import bounded_days, counted
from guarantors.models.gist_past import LinePast
from guarantors.models.prepared import Given, answers
from guarantors.queries.gists import whole_gist
from guarantors.queries.proposals import GuarantorBrief, ProposalRow

_BACKWARDS = ("-effective_day", "-sequence", "-recorded_at", "-pk")
_POINT = ("pk", "effective_day", "sequence", "recorded_at", "superseded_at", "effective_on", "level", "confidence")


@dataclass(frozen=True, slots=True)
class Point:
    """What a chart needs of a record."""

    pk: int
    effective_day: date
    sequence: int
    recorded_at: datetime
    superseded_at: datetime | None
    effective_on: dates.GivenDate
    level: Level
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Since:
    """What is said of the record that began a level."""

    effective_day: date
    effective_on: dates.GivenDate
    day_is_known: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The end of a line: its last records, oldest first, and whether there are earlier ones. `since` is the record that
    began the present level, which may be among the earlier ones; None where there is no record.
    """

    points: tuple[Point, ...]
    has_earlier: bool
    since: Since | None


@dataclass(frozen=True, slots=True)
class Records:
    """Ids of records, newest first, and whether older ones follow."""

    ids: tuple[int, ...]
    has_more: bool


class NotInTheList(Exception):
    """The record after which the page should begin is not in the list."""


def line(part: GuarantorBrief, provision: str | None, *, as_of: date, known_at: datetime, most: int) -> Line:
    """At most so many of the last records on the whole or on a provision."""
    records = _counting(part, as_of, known_at).filter(_is_on(provision))
    found = list(records.order_by(*_BACKWARDS[:3]).values_list(*_POINT)[: most + 1])
    points = [_point(row) for row in found[:most]][::-1]
    if not points:
        return Line((), False, None)
    begun = _beginning(records, points, len(found) > most)
    is_bounded = bool(bounded_days(StanceRecord.objects.filter(pk=begun.pk), known_at))
    since = Since(begun.effective_day, begun.effective_on, not is_bounded)
    return Line(tuple(points), len(found) > most, since)


def _beginning(records: "QuerySet[StanceRecord]", points: Sequence[Point], has_earlier: bool) -> Point:
    """The record that began the level of the last point: of those read, or looked for among the earlier ones."""
    level = points[-1].level
    for before, point in zip(points[-2::-1], points[:0:-1], strict=True):
        if before.level is not level:
            return point
    if not has_earlier:
        return points[0]
    other = records.exclude(level=level).order_by(*_BACKWARDS[:3]).values_list(*_POINT[:4]).first()
    same = records.filter(level=level)
    if other:
        pk, day, *place = other
        same = same.filter(_beyond((day, *place, pk), "gt"), effective_day__gte=day)
    return _point(same.order_by("effective_day", "sequence", "recorded_at").values_list(*_POINT)[0])


def _point(row: tuple[Any, ...]) -> Point:
    pk, day, sequence, recorded_at, superseded_at, effective_on, level, confidence = row
    given, sure = dates.parse(effective_on), Confidence(confidence)
    return Point(pk, day, sequence, recorded_at, superseded_at, given, Level(level), sure)


def page(part: GuarantorBrief, *, as_of: date, known_at: datetime, after: str = "", size: int) -> Records:
    """Records on the whole and on provisions, from the one after that ref on. Raises `NotInTheList`."""
    records = _counting(part, as_of, known_at)
    if after:
        begin = _place(records, after)
        if begin is None:
            raise NotInTheList
        records = records.filter(_beyond(begin, "lt"), effective_day__lte=begin[0])
    return _ids(records.order_by(*_BACKWARDS), size)


def before(part: GuarantorBrief, ref: str, *, as_of: date, known_at: datetime, size: int) -> str | None:
    """The ref after which a page of so many records can begin that has this one: "" where the first has it, None where
    it does not count.
    """
    records = _counting(part, as_of, known_at)
    place = _place(records, ref)
    if place is None:
        return None
    newer = records.filter(_beyond(place, "gt"), effective_day__gte=place[0])
    found = list(newer.order_by("effective_day", "sequence", "recorded_at", "pk").values_list("ref", flat=True)[:size])
    return found[0] if len(found) == size else ""


def _place(records: "QuerySet[StanceRecord]", ref: str) -> tuple[Any, ...] | None:
    """Where the record stands among these; None where it does not."""
    return records.filter(ref=ref).values_list("effective_day", "sequence", "recorded_at", "pk").first()


def _beyond(place: tuple[Any, ...], way: str) -> Q:
    """The records that are older (`lt`) or newer (`gt`) than the one at that place."""
    day, sequence, recorded_at, pk = place
    found = Q(effective_day=day, sequence=sequence, recorded_at=recorded_at, **{f"pk__{way}": pk})
    found |= Q(effective_day=day, sequence=sequence, **{f"recorded_at__{way}": recorded_at})
    return found | Q(effective_day=day, **{f"sequence__{way}": sequence}) | Q(**{f"effective_day__{way}": day})


def closed(part: GuarantorBrief, *, as_of: date, known_at: datetime, size: int) -> Records:
    """Records that we had closed by that moment, corrected or withdrawn, the last closed first."""
    return _ids(_closed(part, as_of, known_at).order_by("-superseded_at", "-pk"), size)


def closed_count(part: GuarantorBrief, *, as_of: date, known_at: datetime) -> int:
    """How many records we had closed by that moment."""
    return _closed(part, as_of, known_at).count()


def count(part: GuarantorBrief, provision: str | None, *, as_of: date, known_at: datetime) -> tuple[int, int]:
    """How many records there are on the whole and on provisions together, and on the one line alone."""
    values = {"guarantor": part.pk, "provision": provision or "", "as_of": as_of, "known_at": known_at}
    found = answers(
        ("a guarantor's records", bool(provision)), StanceRecord, lambda: _counts(bool(provision)), **values
    )
    return found[0] if found else (0, 0)


def _counts(on_a_provision: bool) -> "QuerySet[StanceRecord, Any]":
    on = Q(provision__slug=Given("provision", CharField())) if on_a_provision else Q(provision__isnull=True)
    as_of: Any = Given("as_of", DateField())
    known_at: Any = Given("known_at", DateTimeField())
    guarantor: Any = Given("guarantor", BigIntegerField())
    found = StanceRecord.objects.filter(counted(as_of, known_at), guarantor=guarantor)
    return (
        found.order_by().values("guarantor").annotate(n=Count("pk"), one=Count("pk", filter=on)).values_list("n", "one")
    )


def levels(
    part: GuarantorBrief, provisions: Sequence[str | None], *, as_of: date, known_at: datetime
) -> dict[str | None, Level]:
    """The level on each of these, None for the whole; absent where nothing is on record."""
    columns = {}
    for index, slug in enumerate(provisions):
        held = StanceRecord.objects.filter(_is_on(slug), counted(as_of, known_at), guarantor=OuterRef("pk"))
        columns[f"level_{index}"] = Subquery(held.order_by(*_BACKWARDS[:3]).values("level")[:1])
    found = Guarantor.objects.annotate(**columns).values_list(*columns).get(pk=part.pk)
    return {slug: Level(level) for slug, level in zip(provisions, found, strict=True) if level}


def changed_on(proposal: ProposalRow, part: GuarantorBrief, provision: str | None, *, known_at: datetime) -> DayCounts:
    """On which days the level changed how often, up to the last on record."""
    if known_at >= proposal.changed_at:
        kept = LineGist.objects.filter(
            _is_on(provision), guarantor__proposal__in=whole_gist(proposal).values("proposal")
        )
        past = kept.filter(guarantor=part.pk).values_list("past", flat=True).first()
        if past is not None:
            return DayCounts.of_numbers(LinePast.read(past).changed_days())
    clause = Provision.objects.get(proposal=proposal.pk, slug=provision).pk if provision else None
    drawn = gist_past.lines([part.pk], provision=clause, known_at=known_at)
    return DayCounts.of_numbers(day for past in drawn.values() for day in past.changed_days())


def _counting(part: GuarantorBrief, as_of: date, known_at: datetime) -> "QuerySet[StanceRecord]":
    return StanceRecord.objects.filter(counted(as_of, known_at), guarantor=part.pk)


def _closed(part: GuarantorBrief, as_of: date, known_at: datetime) -> "QuerySet[StanceRecord]":
    return StanceRecord.objects.filter(guarantor=part.pk, effective_day__lte=as_of, superseded_at__lte=known_at)


def _is_on(provision: str | None) -> Q:
    return Q(provision__slug=provision) if provision else Q(provision__isnull=True)


def _ids(records: "QuerySet[StanceRecord]", size: int) -> Records:
    found = list(records.values_list("pk", flat=True)[: size + 1])
    return Records(tuple(found[:size]), len(found) > size)
