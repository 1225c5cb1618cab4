"""What the guarantor table shows of each guarantor: JSON that stays short when histories grow.

The same functions draw the facts that are kept (`models.gist`) and those of a past day or moment, so that both are the
same to the byte. No name, title or standing is in them that may be amended later.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import orjson

from guarantors.domain import gist
from guarantors.models.counting import bounded_days
from guarantors.models.gist_past import LineKey, LinePast, SaidPast, Step
from guarantors.models.stance import Condition, Evidence, StanceRecord
from guarantors.models.statement import StatementActor

FORMAT = 1
"""To be raised when the facts change their form: the gists that older code has left are then drawn again."""

_AT_ONCE = 10_000
"""Ids that are asked for in one statement."""

_STANCE = (
    *("pk", "ref", "version", "guarantor_id", "provision__slug", "effective_on", "effective_day", "sequence", "level"),
    *("basis", "legal_status", "confidence", "rationale", "verified", "review", "recorded_at", "recorded_by", "reason"),
    *("superseded_at", "superseded_by", "withdrawal_reason"),
)
_SAID = (
    *("version__statement__ref", "version__said_on", "version__said_first", "version__said_last", "version__sequence"),
    *("version__speaker__name", "version__office", "version__voice", "version__identification", "version__directness"),
    "version__summary",
)

Key = TypeVar("Key")


def of_lines(pasts: Mapping[LineKey, LinePast], known_at: datetime | None) -> dict[LineKey, str]:
    """The facts of lines as known at a moment, or now (None); those without a record are left out."""
    gists = {key: gist.of_line(past) for key, past in pasts.items() if past}
    drawn = {step.pk for found in gists.values() for step in (*found.steps, found.since, found.before) if step}
    begun = {step.pk for found in gists.values() for step in (found.steps[-1], found.since, found.before) if step}
    stances = _stances([found.steps[-1].pk for found in gists.values()])
    steps, bounded = _steps(drawn), _bounded(begun, known_at)
    return {
        key: orjson.dumps(_line(found, stances[found.steps[-1].pk], steps, bounded)).decode()
        for key, found in gists.items()
    }


def _line(
    found: gist.LineGist[Step], stance: dict[str, Any], steps: Mapping[int, list[Any]], bounded: Collection[int]
) -> dict[str, Any]:
    def begun(step: Step) -> list[Any]:
        return [*steps[step.pk], step.pk not in bounded]

    return {
        "stance": stance | {"day_is_known": stance["pk"] not in bounded},
        "since": begun(found.since),
        "before": begun(found.before) if found.before else None,
        "steps": [steps[item.pk] for item in found.steps],
        "left_out": found.left_out,
        "first_day": found.first_day,
    }


def _steps(ids: Collection[int]) -> dict[int, list[Any]]:
    """What is drawn of records: their day, the same as it is given, level and confidence."""
    columns = ("pk", "effective_day", "effective_on", "level", "confidence")
    return {
        pk: cells
        for part in _some_at_once(ids)
        for pk, *cells in StanceRecord.objects.filter(pk__in=part).order_by().values_list(*columns)
    }


def _bounded(ids: Collection[int], known_at: datetime | None) -> set[int]:
    """Those whose day is only the last on which they can have begun."""
    parts = _some_at_once(ids)
    return {pk for part in parts for pk in bounded_days(StanceRecord.objects.filter(pk__in=part), known_at)}


def _some_at_once(ids: Collection[int]) -> Iterator[list[int]]:
    found = list(ids)
    return (found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE))


def _stances(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Stance records whole, by id."""
    conditions, evidence = defaultdict[int, list[Any]](list), defaultdict[int, list[str]](list)
    for pk, *condition in (
        Condition.objects.filter(stance__in=ids).order_by("position").values_list("stance_id", "kind", "text", "status")
    ):
        conditions[pk].append(condition)
    links = Evidence.objects.filter(stance__in=ids).order_by("position")
    for pk, ref in links.values_list("stance_id", "statement__ref"):
        evidence[pk].append(ref)
    return {
        row["pk"]: {**row, "conditions": conditions[row["pk"]], "statements": evidence[row["pk"]]}
        for row in StanceRecord.objects.filter(pk__in=ids).order_by().values(*_STANCE)
    }


def of_said(pasts: Mapping[Key, SaidPast]) -> dict[Key, str]:
    """The facts of what was said; where nothing was, they are left out."""
    latest = {key: past.latest() for key, past in pasts.items() if past}
    rows = _said([pk for ids in latest.values() for pk in ids])
    return {
        key: orjson.dumps(
            {
                "count": len(pasts[key]),
                "days": gist.thinned([date.fromordinal(day) for day in pasts[key].days_for_the_state()]),
                "latest": sorted((rows[pk] for pk in ids), key=lambda row: str(row["ref"])),
            }
        ).decode()
        for key, ids in latest.items()
    }


def _said(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found = StatementActor.objects.filter(pk__in=ids).order_by().values_list("pk", *_SAID)
    names = ["speaker" if name == "version__speaker__name" else name.rsplit("__", 1)[1] for name in _SAID]
    return {pk: dict(zip(names, cells, strict=True)) for pk, *cells in found}


def changes_by_provision(pasts: Iterable[tuple[LineKey, LinePast]]) -> dict[int | None, Counter[int]]:
    """How many changes of level each day saw, by provision."""
    return _counted((provision, past.changed_days()) for (_, provision), past in pasts)


def records_by_provision(pasts: Iterable[tuple[LineKey, LinePast]]) -> dict[int | None, Counter[int]]:
    """How many records began on each day, those too that kept the level, by provision."""
    return _counted((provision, past.days) for (_, provision), past in pasts)


def _counted(days_of: Iterable[tuple[int | None, Sequence[int]]]) -> dict[int | None, Counter[int]]:
    found = defaultdict[int | None, Counter[int]](Counter)
    for provision, days in days_of:
        found[provision].update(days)
    return dict(found)
