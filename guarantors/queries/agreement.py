"""How far do the coders agree, on what, since when; where did they differ, and how was that resolved?

Only blind codings count: the first, and the second that was made without seeing it. What was loaded says nothing of how
it was made and is left out. A coding happened, whatever became of its statement: those of withdrawn ones count too.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from guarantors.domain import agreement
from guarantors.domain.agreement import Agreement, Metric
from guarantors.domain.coding import BLIND, Round
from guarantors.domain.stance import ORDER, Basis, Confidence, Level
from guarantors.models import Coding

MOST_QUARTERS = 8
"""Where codings span more quarters than this, they are told by the year."""


class Variable(StrEnum):
    """What coders can agree on."""

    LEVEL_WHOLE = "level_whole"
    LEVEL_PROVISIONS = "level_provisions"
    CONFIDENCE = "confidence"
    BASIS = "basis"


METRICS: dict[Variable, Metric] = {
    Variable.LEVEL_WHOLE: Metric.ORDINAL,
    Variable.LEVEL_PROVISIONS: Metric.ORDINAL,
    Variable.CONFIDENCE: Metric.ORDINAL,
    Variable.BASIS: Metric.NOMINAL,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one coder read on one unit."""

    level: Level
    basis: Basis | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Unit:
    """One statement, read for one guarantor on the whole proposal (no provision) or one provision.

    `readings` are the blind ones by coder, first round first. `coders` are all who coded the statement blind, be it on
    other units; `adjudicated` says whether it was decided upon after both were shown. `at` is when it was published.
    """

    statement_id: int
    guarantor_id: int
    provision_id: int | None
    readings: dict[str, Reading]
    coders: tuple[str, ...]
    adjudicated: bool
    at: datetime

    @property
    def is_left_out(self) -> bool:
        """Whether one coder read the unit and another, who coded the same statement, did not."""
        return len(self.readings) < 2 <= max(len(self.coders), 2 if self.adjudicated else 0)

    @property
    def differs(self) -> bool:
        """Whether coders differ on its level, its basis, or on whether it is to be read at all."""
        return self.is_left_out or len({(reading.level, reading.basis) for reading in self.readings.values()}) > 1


def units(*, known_at: datetime) -> list[Unit]:
    """Every unit that was coded blind and published by that moment, oldest first. One SQL query."""
    rows = Coding.objects.filter(recorded_at__lte=known_at).exclude(round="").order_by("recorded_at", "round", "pk")
    readings: dict[tuple[int, int, int | None], dict[str, Reading]] = defaultdict(dict)
    coders: dict[int, dict[str, None]] = defaultdict(dict)
    moments: dict[tuple[int, int, int | None], datetime] = {}
    adjudicated = set()
    columns = ("statement_id", "guarantor_id", "provision_id", "coder", "round", "level", "basis", "confidence")
    for *key, coder, made, level, basis, confidence, at in rows.values_list(*columns, "recorded_at"):
        statement, guarantor, provision = key
        if Round(made) not in BLIND:
            adjudicated.add(statement)
            continue
        unit = (statement, guarantor, provision)
        reading = Reading(Level(level), Basis(basis) if basis else None, Confidence(confidence))
        readings[unit].setdefault(coder, reading)
        coders[statement][coder] = None
        moments[unit] = at
    return [
        Unit(*unit, found, tuple(coders[unit[0]]), unit[0] in adjudicated, moments[unit])
        for unit, found in readings.items()
    ]


def by_variable(found: Sequence[Unit], *, with_interval: bool = True) -> dict[Variable, Agreement]:
    """The agreement on each variable over these units."""
    return {
        variable: agreement.agreement(_values(found, variable), metric, with_interval=with_interval)
        for variable, metric in METRICS.items()
    }


def _values(found: Iterable[Unit], variable: Variable) -> list[list[int]]:
    """The coders' values of each unit that the variable is about. Basis is asked where all read it as noncommittal."""
    values = []
    for unit in found:
        readings = unit.readings.values()
        if variable is Variable.CONFIDENCE:
            values.append([_SURE.index(reading.confidence) for reading in readings])
        elif variable is Variable.BASIS:
            if all(reading.level is Level.NONCOMMITTAL for reading in readings):
                values.append([_BASES.index(reading.basis) for reading in readings])
        elif (unit.provision_id is None) is (variable is Variable.LEVEL_WHOLE):
            values.append([ORDER[reading.level] for reading in readings])
    return values


_SURE = [Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH]
_BASES = [None, *Basis]


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter or a year of publication: the agreement on each variable within it, and on all up to its end."""

    name: str
    within: dict[Variable, Agreement]
    up_to: dict[Variable, Agreement]


def over_time(found: Sequence[Unit]) -> list[Period]:
    """The agreement by the quarter in which units were published, or by the year where there are many, oldest first."""
    if not found:
        return []
    quarters = [unit.at.year * 4 + (unit.at.month - 1) // 3 for unit in found]
    yearly = max(quarters) - min(quarters) >= MOST_QUARTERS
    grouped: dict[str, list[Unit]] = defaultdict(list)
    for quarter, unit in sorted(zip(quarters, found, strict=True), key=lambda pair: pair[0]):
        grouped[str(quarter // 4) if yearly else f"{quarter // 4} Q{quarter % 4 + 1}"].append(unit)
    periods, all_so_far = [], []
    for name, group in grouped.items():
        all_so_far += group
        periods.append(Period(name, by_variable(group), by_variable(all_so_far, with_interval=False)))
    return periods


@dataclass(frozen=True, slots=True)
class Read:
    """A reading as it is shown. `reading` is None where the coder coded the statement and left this unit out."""

    coder: str
    reading: Reading | None
    rationale: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit that coders read differently; `resolved` is the adjudication, None where none is on record."""

    ref: str
    proposal_slug: str
    proposal_title: str
    actor_code: str
    actor_name: str
    provision: str | None
    provision_title: str
    readings: tuple[Read, ...]
    resolved: Read | None
    at: datetime


def disagreements(found: Sequence[Unit], *, known_at: datetime, most: int | None = None) -> list[Disagreement]:
    """The units of these that coders read differently, newest first, `most` at most. One SQL query at most."""
    different = sorted((unit for unit in found if unit.differs), key=lambda unit: unit.at, reverse=True)[:most]
    if not different:
        return []
    codings = (
        Coding.objects.filter(recorded_at__lte=known_at, statement__in={unit.statement_id for unit in different})
        .exclude(round="")
        .select_related("statement__proposal", "guarantor__actor", "provision")
        .order_by("recorded_at", "round", "pk")
    )
    of_unit: dict[tuple[int, int, int | None], list[Coding]] = defaultdict(list)
    adjudicators: dict[int, str] = {}
    for coding in codings:
        of_unit[coding.statement_id, coding.guarantor_id, coding.provision_id].append(coding)
        if coding.round == Round.ADJUDICATION:
            adjudicators[coding.statement_id] = coding.coder
    return [
        _disagreement(
            unit,
            of_unit[unit.statement_id, unit.guarantor_id, unit.provision_id],
            adjudicators.get(unit.statement_id),
        )
        for unit in different
    ]


def _disagreement(unit: Unit, codings: Sequence[Coding], adjudicator: str | None) -> Disagreement:
    one = codings[0]
    said = {coding.coder: coding.rationale for coding in reversed(codings) if coding.round != Round.ADJUDICATION}
    decided = next((coding for coding in codings if coding.round == Round.ADJUDICATION), None)
    resolved = None
    if decided:
        basis = Basis(decided.basis) if decided.basis else None
        reading = Reading(Level(decided.level), basis, Confidence(decided.confidence))
        resolved = Read(decided.coder, reading, decided.rationale)
    elif adjudicator:
        resolved = Read(adjudicator, None, "")
    return Disagreement(
        ref=one.statement.ref,
        proposal_slug=one.statement.proposal.slug,
        proposal_title=one.statement.proposal.title,
        actor_code=one.guarantor.actor.code,
        actor_name=one.guarantor.actor.name,
        provision=one.provision.slug if one.provision else None,
        provision_title=one.provision.title if one.provision else "",
        readings=tuple(Read(coder, unit.readings.get(coder), said.get(coder, "")) for coder in unit.coders),
        resolved=resolved,
        at=unit.at,
    )
