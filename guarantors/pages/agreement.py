"""The part of the method page on agreement between coders: figures, over time, and where they differed, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from guarantors.domain import agreement as method
from guarantors.domain import dates
from guarantors.domain.agreement import METRIC_RULES, Agreement
from guarantors.domain.stance import NO_STANCE, label
from guarantors.pages.words import count_of
from guarantors.queries import agreement
from guarantors.queries.agreement import METRICS, Disagreement, Read, Unit, Variable

MOST_SHOWN = 20
"""The page shows the latest so many disagreements; the file has them all."""

LEFT_OUT = "Left out"
"""The chip of a coder who coded the statement and not this unit of it."""

TITLES: Mapping[Variable, str] = {
    Variable.LEVEL_WHOLE: "Level on the whole proposal",
    Variable.LEVEL_PROVISIONS: "Level on provisions",
    Variable.CONFIDENCE: "Confidence",
    Variable.BASIS: "Basis, where all read it as noncommittal",
}


@dataclass(frozen=True, slots=True)
class Line:
    """The agreement on one variable, ready to show. `once` is "" where each unit was coded twice."""

    title: str
    metric: str
    twice: int
    once: str
    raw: str
    alpha: str
    interval: str
    period: str = ""
    up_to: str = ""


@dataclass(frozen=True, slots=True)
class Voted:
    """One coder's reading in a list: `level` is the word of its chip, `text` what stands in it."""

    who: str
    level: str
    text: str
    rationale: str


@dataclass(frozen=True, slots=True)
class Item:
    """A disagreement in a list."""

    ref: str
    on: str
    proposal: str
    slug: str
    when: str
    readings: list[Voted]
    resolved: Voted | None


def of(*, known_at: datetime) -> dict[str, object]:
    """What the section shows, as known at that moment; `lines` is empty where nothing was coded blind. Two queries."""
    units = agreement.units(known_at=known_at)
    differing = sum(unit.differs for unit in units)
    shown = agreement.disagreements(units, known_at=known_at, most=MOST_SHOWN)
    return {
        "lead": _lead(units),
        "lines": [_line(variable, found) for variable, found in agreement.by_variable(units).items()] if units else [],
        "metrics": [(metric.value, METRIC_RULES[metric]) for metric in dict.fromkeys(METRICS.values())],
        "over_time": _over_time(units),
        "count": _count(differing, len(shown)),
        "items": [_item(found) for found in shown],
        "fewest": method.FEWEST_UNITS,
        "samples": method.SAMPLES,
        "share": f"{method.SHARE:.0%}",
    }


def _lead(units: Sequence[Unit]) -> str:
    if not units:
        return "No coding on record was made blind: what was loaded does not say how. So there is no figure to show."
    twice = sum(len(unit.readings) > 1 for unit in units)
    left_out = sum(unit.is_left_out for unit in units)
    alone = len(units) - twice - left_out
    parts = [f"{count_of(len(units), 'unit')} coded blind: {twice} by two or more"]
    if left_out:
        parts.append(f"{left_out} coded by one of the two, the other having left it out")
    if alone:
        parts.append(f"{alone} of statements that were coded once, without a second coder")
    return f"{'; '.join(parts)}."


def _line(variable: Variable, found: Agreement, period: str = "", up_to: Agreement | None = None) -> Line:
    return Line(
        title=TITLES[variable],
        metric=METRICS[variable].value,
        twice=found.twice,
        once=f"and {found.once} coded by one" if found.once else "",
        raw="" if found.raw is None else _percent(found.raw),
        alpha=_figure(found.alpha) or found.no_alpha,
        interval=" to ".join(map(_figure, found.interval)) if found.interval else _without(found),
        period=period,
        up_to=(_figure(up_to.alpha) or "undefined") if up_to else "",
    )


def _without(found: Agreement) -> str:
    return "" if found.alpha is None else found.no_interval


def _figure(value: float | None) -> str:
    """`0.815`, `−0.050`, "" for none; never rounded up to 1, which would deny the disagreement that there is."""
    if value is None:
        return ""
    rounded = f"{value:.3f}".replace("-", "−")
    return "0.999" if rounded == "1.000" and value < 1 else rounded


def _percent(share: float) -> str:
    """`83.2%`; 100% for nothing less."""
    rounded = f"{share:.1%}"
    return "99.9%" if rounded == "100.0%" and share < 1 else rounded


def _over_time(units: Sequence[Unit]) -> list[Line]:
    return [
        _line(variable, found, period.name, period.up_to[variable])
        for period in reversed(agreement.over_time(units))
        for variable, found in period.within.items()
        if found.twice
    ]


def _count(differing: int, shown: int) -> str:
    if differing > shown:
        return f"{count_of(differing, 'disagreement')}, the latest {shown} shown."
    return f"{count_of(differing, 'disagreement')}." if differing else ""


def _item(found: Disagreement) -> Item:
    readings = [_voted(read) for read in found.readings]
    if len(readings) == 1:  # a second coder who left out every unit has no name on record
        readings.append(Voted("another coder", NO_STANCE, LEFT_OUT, ""))
    on = f"{found.actor_name} on “{found.provision_title}”" if found.provision else found.actor_name
    return Item(
        ref=found.ref,
        on=on,
        proposal=found.proposal_title,
        slug=found.proposal_slug,
        when=dates.short_day(found.at.date()),
        readings=readings,
        resolved=_voted(found.resolved) if found.resolved else None,
    )


def _voted(read: Read) -> Voted:
    if read.reading is None:
        return Voted(read.coder, NO_STANCE, LEFT_OUT, read.rationale)
    basis = f", {label(read.reading.basis).lower()}" if read.reading.basis else ""
    return Voted(read.coder, read.reading.level.value, label(read.reading.level) + basis, read.rationale)
