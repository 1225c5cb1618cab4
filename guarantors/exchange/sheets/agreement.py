"""Agreement between coders as two tables: the figures by variable and period, and every unit read differently."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from guarantors.domain.agreement import Agreement
from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.queries import agreement
from guarantors.queries.agreement import METRICS, Read, Variable

DECIMALS = 6

FIGURE_COLUMNS = (
    Column(
        "period", Kind.STRING, "Quarter or year in which the codings were published; empty for all of them together."
    ),
    Column("variable", Kind.STRING, "What was coded: level_whole, level_provisions, confidence or basis."),
    Column("metric", Kind.STRING, "How far apart two values are: nominal or ordinal."),
    Column("coded_twice", Kind.INTEGER, "Units that two coders or more coded blind."),
    Column("coded_once", Kind.INTEGER, "Units that one coder coded; they are in none of the figures."),
    Column("values", Kind.INTEGER, "n, the values of the units coded twice."),
    Column("raw", Kind.NUMBER, "The share of equal pairs among all pairs of codings of one unit."),
    Column("alpha", Kind.NUMBER, "Krippendorff's alpha; empty where it is undefined."),
    Column("low", Kind.NUMBER, "The lower end of its 95 % interval; empty where there is none."),
    Column("high", Kind.NUMBER, "The upper end of its 95 % interval; empty where there is none."),
    Column("why_none", Kind.STRING, "Why there is no alpha or no interval."),
    Column("alpha_up_to_then", Kind.NUMBER, "Alpha over all codings published up to the end of the period."),
)

DISAGREEMENT_COLUMNS = (
    Column("statement", Kind.STRING, "The id of the statement."),
    Column("proposal", Kind.STRING, "The proposal that it is about."),
    Column("actor_code", Kind.STRING, "The guarantor for which it was read."),
    Column("provision", Kind.STRING, "The provision on which it was read; empty for the whole proposal."),
    Column("coders", Kind.LIST, "Who coded the statement blind, first coder first."),
    Column(
        "readings", Kind.LIST, "What each of them read, in that order, as “level (basis)”; “left out” for no reading."
    ),
    Column("decided_by", Kind.STRING, "Who decided; empty where no decision is on record."),
    Column("decided", Kind.STRING, "What was decided, as “level (basis)”; “left out” where nothing was published."),
    Column("rationale", Kind.STRING, "Why it was decided so."),
    Column("published_at", Kind.DATETIME, "When the codings were published."),
)

LEFT_OUT = "left out"


def figures(*, known_at: datetime) -> Sheet:
    """The figures of the method page: all codings together first, then each period, oldest first."""
    return Sheet("agreement", "Agreement between coders", FIGURE_COLUMNS, _figures(known_at))


def _figures(known_at: datetime) -> Iterator[tuple[Cell, ...]]:
    units = agreement.units(known_at=known_at)
    together = agreement.by_variable(units)
    yield from _lines("", together, together)
    for period in agreement.over_time(units):
        yield from _lines(period.name, period.within, period.up_to)


def _lines(
    period: str, within: Mapping[Variable, Agreement], up_to: Mapping[Variable, Agreement]
) -> Iterator[tuple[Cell, ...]]:
    for variable, found in within.items():
        low, high = found.interval or (None, None)
        yield (
            period or None,
            variable.value,
            METRICS[variable].value,
            found.twice,
            found.once,
            found.values,
            _rounded(found.raw),
            _rounded(found.alpha),
            _rounded(low),
            _rounded(high),
            found.no_alpha or found.no_interval or None,
            _rounded(up_to[variable].alpha),
        )


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, DECIMALS)


def disagreements(*, known_at: datetime) -> Sheet:
    """Every unit that coders read differently, newest first, and what was decided."""
    return Sheet("disagreements", "Where coders differed", DISAGREEMENT_COLUMNS, _disagreements(known_at))


def _disagreements(known_at: datetime) -> Iterator[tuple[Cell, ...]]:
    for found in agreement.disagreements(agreement.units(known_at=known_at), known_at=known_at):
        yield (
            found.ref,
            found.proposal_slug,
            found.actor_code,
            found.provision,
            tuple(read.coder for read in found.readings),
            tuple(_said(read) for read in found.readings),
            found.resolved.coder if found.resolved else None,
            _said(found.resolved) if found.resolved else None,
            found.resolved.rationale or None if found.resolved else None,
            found.at,
        )


def _said(read: Read) -> str:
    if read.reading is None:
        return LEFT_OUT
    return (
        f"{read.reading.level.value} ({read.reading.basis.value})" if read.reading.basis else read.reading.level.value
    )
