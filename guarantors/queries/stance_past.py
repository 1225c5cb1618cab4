"""Every stance record of some guarantors that ever stood in our books, as plain rows, for whole files of any size.

What a page shows of a record is asked by `stances`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import product
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from django.db.models import CharField, Count
from django.db.models.functions import Cast

from guarantors.models import Condition, Evidence, Provision, StanceRecord

Item = TypeVar("Item")

_AT_ONCE = 5_000
"""So many records are held at once, or those of one guarantor."""


# Texts, since Django's days and moments take longer to make than all the rest of the row.
_COLUMNS = (
    *("pk", "ref", "version", "guarantor_id", "provision_id", "effective_on", Cast("effective_day", CharField())),
    *("sequence", "level", "basis", "legal_status", "confidence", "rationale", Cast("verified", CharField())),
    *("review", Cast("recorded_at", CharField()), "recorded_by", "reason", Cast("superseded_at", CharField())),
    *("superseded_by", "withdrawal_reason"),
)
_in_time = itemgetter(6, 7, 15, 1, 2)
"""Of a row of these columns: its day, its place in it, when it was recorded, its id and version."""


class PastRow(NamedTuple):
    """A record with the texts of the database: days and moments in ISO form, moments without a zone or with UTC's.

    `verified` is "1" or "true", "0" or "false", or None; `conditions` are each kind, status and text; `statements` are
    the refs that it rests on.
    """

    pk: int
    ref: str
    version: int
    guarantor_id: int
    provision: str | None
    effective_on: str
    effective_day: str
    sequence: int
    level: str
    basis: str
    legal_status: str
    confidence: str
    rationale: str
    verified: str | None
    review: str
    recorded_at: str
    recorded_by: str
    reason: str
    superseded_at: str | None
    superseded_by: str
    withdrawal_reason: str
    conditions: Sequence[tuple[str, str, str]]
    statements: Sequence[str]


def ever_known(guarantor_ids: Sequence[int], *, as_of: date, known_at: datetime) -> Iterator[PastRow]:
    """The records of each guarantor in turn, on the whole first, then by provision, oldest first.

    A stream: it asks three questions for each few thousand records, the next ones when those are taken.
    """
    provisions: dict[int | None, str | None] = {None: None}
    named = Provision.objects.filter(proposal__guarantors__in=guarantor_ids).order_by()
    provisions |= dict(named.values_list("pk", "slug").distinct())
    for chunk in _chunks(guarantor_ids):
        yield from _rows(chunk, provisions, as_of, known_at)


def _chunks(guarantor_ids: Sequence[int]) -> Iterator[list[int]]:
    stored = StanceRecord.objects.filter(guarantor__in=guarantor_ids).order_by()
    counts = dict(stored.values_list("guarantor").annotate(Count("pk")))
    chunk, held = list[int](), 0
    for part in guarantor_ids:
        if chunk and held + counts.get(part, 0) > _AT_ONCE:
            yield chunk
            chunk, held = [], 0
        chunk.append(part)
        held += counts.get(part, 0)
    if held:
        yield chunk


def _rows(
    guarantor_ids: Sequence[int], provisions: dict[int | None, str | None], as_of: date, known_at: datetime
) -> Iterator[PastRow]:
    mine = {"guarantor__in": guarantor_ids, "effective_day__lte": as_of, "recorded_at__lte": known_at}
    of_records = {f"stance__{name}": value for name, value in mine.items()}
    resting = Evidence.objects.filter(**of_records).order_by("position")
    statements = _grouped(resting.values_list("stance_id", "statement__ref").iterator())
    hinging = Condition.objects.filter(**of_records).order_by("position")
    kinds = hinging.values_list("stance_id", "kind", "status", "text")
    conditions = _grouped((pk, tuple(found)) for pk, *found in kinds.iterator())
    lines = defaultdict[tuple[int, str], list[tuple[Any, ...]]](list)
    for row in StanceRecord.objects.filter(**mine).order_by().values_list(*_COLUMNS).iterator():
        lines[row[3], provisions[row[4]] or ""].append(row)
    # Sorted here, so that texts have one order on either database.
    clauses = sorted(slug or "" for slug in provisions.values())
    for part, clause in product(guarantor_ids, clauses):
        for row in sorted(lines.pop((part, clause), ()), key=_in_time):
            hinges, grounds = conditions.get(row[0], ()), statements.get(row[0], ())
            yield PastRow._make((*row[:4], clause or None, *row[5:], hinges, grounds))


def _grouped(pairs: Iterable[tuple[int, Item]]) -> dict[int, list[Item]]:
    found = defaultdict[int, list[Item]](list)
    for key, item in pairs:
        found[key].append(item)
    return found
