"""What the guarantor table shows of each guarantor, drawn from the record: JSON that stays short when histories grow.

The same functions draw the gists that are kept (`models.gist`) and those of a past day or moment, so that both are the
same to the byte. No name, title or standing is in them that may be amended later.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

import orjson
from django.db.models import Count

from guarantors.domain import gist, timeline
from guarantors.domain.stance import Level
from guarantors.domain.voice import Directness, Voice, speaks_for_the_state
from guarantors.models.counting import bounded_days, known
from guarantors.models.stance import Condition, Evidence, StanceRecord
from guarantors.models.statement import StatementActor, StatementVersion

FORMAT = 1
"""To be raised when the facts change their form: the gists that older code has left are then drawn again."""

ANY: Any = object()
"""For `provision`: lines on the whole and on every provision."""

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

LineKey = tuple[int, int | None]
"""A guarantor's id, and a provision's or None for the whole."""


class _Step(NamedTuple):
    """What a gist needs of a record."""

    pk: int
    effective_day: date
    sequence: int
    recorded_at: datetime
    superseded_at: datetime | None
    effective_on: str
    level: Level
    confidence: str


@dataclass(frozen=True, slots=True)
class LineFacts:
    """`facts` is the JSON; `changed_days` are those on which the level changed, each once for each change."""

    facts: str
    last_day: date
    changed_days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SaidFacts:
    facts: str
    last_day: date


def of_lines(
    guarantors: Collection[int], *, provision: int | None = ANY, as_of: date | None = None, known_at: datetime | None
) -> dict[LineKey, LineFacts]:
    """The lines of these guarantors, up to a day where one is given; those without a record are absent."""
    records = StanceRecord.objects.filter(known(known_at), guarantor__in=guarantors)
    if provision is not ANY:
        records = records.filter(provision=provision) if provision else records.filter(provision__isnull=True)
    if as_of:
        records = records.filter(effective_day__lte=as_of)
    lines: dict[LineKey, list[_Step]] = defaultdict(list)
    in_order = records.order_by("effective_day", "sequence", "recorded_at")
    columns = ("pk", "effective_day", "sequence", "recorded_at", "superseded_at", "effective_on", "level", "confidence")
    levels = {level.value: level for level in Level}
    for guarantor, clause, *cells in in_order.values_list("guarantor_id", "provision_id", *columns).iterator(10_000):
        lines[guarantor, clause].append(_Step._make((*cells[:6], levels[cells[6]], cells[7])))
    gists = {key: gist.of_line(history) for key, history in lines.items()}
    shown = {step.pk for found in gists.values() for step in (*found.steps, found.since, found.before) if step}
    bounded = _bounded(shown, known_at)
    stances = _stances([found.steps[-1].pk for found in gists.values()], bounded)
    return {
        key: LineFacts(
            facts=orjson.dumps(_line(found, stances[found.steps[-1].pk], bounded)).decode(),
            last_day=found.steps[-1].effective_day,
            changed_days=tuple(change.record.effective_day.toordinal() for change in timeline.changes(lines[key])),
        )
        for key, found in gists.items()
    }


def _bounded(ids: Collection[int], known_at: datetime | None) -> set[int]:
    found, rest = set[int](), list(ids)
    while rest:  # no statement takes more values than both engines do
        part, rest = rest[:10_000], rest[10_000:]
        found |= bounded_days(StanceRecord.objects.filter(pk__in=part), known_at)
    return found


def _line(found: gist.LineGist[_Step], stance: dict[str, Any], bounded: set[int]) -> dict[str, Any]:
    def step(item: _Step) -> list[Any]:
        return [item.effective_day, item.effective_on, item.level, item.confidence, item.pk not in bounded]

    return {
        "stance": stance,
        "since": step(found.since),
        "before": step(found.before) if found.before else None,
        "steps": [step(item) for item in found.steps],
        "left_out": found.left_out,
        "first_day": found.first_day,
    }


def _stances(ids: Sequence[int], bounded: set[int]) -> dict[int, dict[str, Any]]:
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
        row["pk"]: {
            **row,
            "conditions": conditions[row["pk"]],
            "statements": evidence[row["pk"]],
            "day_is_known": row["pk"] not in bounded,
        }
        for row in StanceRecord.objects.filter(pk__in=ids).order_by().values(*_STANCE)
    }


def of_said(
    proposal: int, actors: Collection[int], *, as_of: date | None = None, known_at: datetime | None
) -> dict[int, SaidFacts]:
    """What was said about a proposal on behalf of each of these actors, by their ids; who said nothing is absent."""
    links = StatementActor.objects.filter(
        known(known_at, "version__"), version__statement__proposal=proposal, actor__in=actors
    )
    if as_of:
        links = links.filter(version__said_last__lte=as_of)
    columns = ("actor_id", "pk", "version__said_last", "version__sequence", "version__voice", "version__directness")
    said: dict[int, list[_Said]] = defaultdict(list)
    sets = {(voice, way): speaks_for_the_state(Voice(voice), Directness(way)) for voice in Voice for way in Directness}
    for actor, pk, last, sequence, voice, directness in links.order_by().values_list(*columns).iterator(10_000):
        said[actor].append(_Said(last, sequence, pk, sets[voice, directness]))
    latest = {actor: _latest(found) for actor, found in said.items()}
    rows = _said_rows([pk for ids in latest.values() for pk in ids])
    return {
        actor: SaidFacts(
            facts=orjson.dumps(
                {
                    "count": len(found),
                    "days": gist.thinned(sorted({item.last for item in found if item.for_the_state})),
                    "latest": sorted((rows[pk] for pk in latest[actor]), key=lambda row: str(row["ref"])),
                }
            ).decode(),
            last_day=max(item.last for item in found),
        )
        for actor, found in said.items()
    }


class _Said(NamedTuple):
    last: date
    sequence: int
    pk: int
    for_the_state: bool


def _latest(found: Sequence[_Said]) -> list[int]:
    """The last that speaks for the state, or the last of any voice; several where they share their place in a day."""
    speaking = [item for item in found if item.for_the_state] or found
    place = max(item[:2] for item in speaking)
    return [item.pk for item in speaking if item[:2] == place]


def _said_rows(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found = StatementActor.objects.filter(pk__in=ids).order_by().values_list("pk", *_SAID)
    names = [name.rsplit("__", 1)[1] if name != "version__speaker__name" else "speaker" for name in _SAID]
    return {pk: dict(zip(names, cells, strict=True)) for pk, *cells in found}


def changes_by_provision(lines: Iterable[tuple[LineKey, Sequence[int]]]) -> dict[int | None, dict[int, int]]:
    """How many changes of level each day saw, by provision, from the changed days of lines."""
    found: dict[int | None, dict[int, int]] = defaultdict(dict)
    for (_, provision), days in lines:
        counted = found[provision]
        for day, same in groupby(days):
            counted[day] = counted.get(day, 0) + sum(1 for _ in same)
    return found


def said_by_day(proposal: int, *, known_at: datetime | None, days: Collection[date] | None = None) -> dict[int, int]:
    """How many statements about a proposal were made on each day (the last possible one), or on these days alone."""
    said = StatementVersion.objects.filter(known(known_at), statement__proposal=proposal)
    if days is not None:
        said = said.filter(said_last__in=days)
    counted = said.order_by().values_list("said_last").annotate(Count("pk"))
    return {day.toordinal(): count for day, count in counted}
