"""The part of the method page on agreement between coders: figures, over time, and where they differed, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext_noop

from guarantors.address import naming, worded
from guarantors.domain import agreement as method
from guarantors.domain.agreement import METRIC_RULES, Agreement
from guarantors.domain.stance import NO_STANCE
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages.labels import label, within
from guarantors.queries import agreement
from guarantors.queries.agreement import METRICS, Disagreement, Read, Unit, Variable

MOST_SHOWN = 20
"""The page shows the latest so many disagreements; the file has them all."""

LEFT_OUT = gettext_noop("Left out")
"""The chip of a coder who coded the statement and not this unit of it."""

TITLES: Mapping[Variable, str] = {
    Variable.LEVEL_WHOLE: gettext_noop("Level on the whole proposal"),
    Variable.LEVEL_PROVISIONS: gettext_noop("Level on provisions"),
    Variable.CONFIDENCE: gettext_noop("Confidence"),
    Variable.BASIS: gettext_noop("Basis, where all read it as noncommittal"),
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
        "metrics": [(label(metric), _(METRIC_RULES[metric])) for metric in dict.fromkeys(METRICS.values())],
        "over_time": _over_time(units),
        "count": _count(differing, len(shown)),
        "items": [_item(found) for found in shown],
        "fewest": method.FEWEST_UNITS,
        "samples": method.SAMPLES,
        "interval_title": _("%(share)s interval") % {"share": worded.percent(method.SHARE, 0)},
        "share": worded.percent(method.SHARE, 0),
    }


def _lead(units: Sequence[Unit]) -> str:
    if not units:
        return _("No coding on record was made blind: what was loaded does not say how. So there is no figure to show.")
    twice = sum(len(unit.readings) > 1 for unit in units)
    left_out = sum(unit.is_left_out for unit in units)
    alone = len(units) - twice - left_out
    blind = ngettext(
        "%(count)s unit coded blind: %(twice)s by two or more",
        "%(count)s units coded blind: %(twice)s by two or more",
        len(units),
    )
    parts = [blind % {"count": worded.figure(len(units)), "twice": twice}]
    if left_out:
        parts.append(_("%(count)s coded by one of the two, the other having left it out") % {"count": left_out})
    if alone:
        parts.append(_("%(count)s of statements that were coded once, without a second coder") % {"count": alone})
    return f"{'; '.join(parts)}."


def _line(variable: Variable, found: Agreement, period: str = "", up_to: Agreement | None = None) -> Line:
    return Line(
        title=_(TITLES[variable]),
        metric=within(METRICS[variable]),
        twice=found.twice,
        once=_("and %(count)s coded by one") % {"count": found.once} if found.once else "",
        raw="" if found.raw is None else _percent(found.raw),
        alpha=_figure(found.alpha) or _(found.no_alpha),
        interval=_between(*found.interval) if found.interval else _without(found),
        period=period,
        up_to=(_figure(up_to.alpha) or _("undefined")) if up_to else "",
    )


def _without(found: Agreement) -> str:
    return "" if found.alpha is None else _(found.no_interval)


def _between(first: float, last: float) -> str:
    return _("%(first)s to %(last)s") % {"first": _figure(first), "last": _figure(last)}


def _figure(value: float | None) -> str:
    """`0.815`, `−0.050`, "" for none; never rounded up to 1, which would deny the disagreement that there is."""
    if value is None:
        return ""
    return worded.decimal(0.999 if 0.999 < value < 1 else value, 3)


def _percent(share: float) -> str:
    """`83.2%`; 100% for nothing less."""
    return worded.percent(0.999 if 0.999 < share < 1 else share, 1)


def _over_time(units: Sequence[Unit]) -> list[Line]:
    return [
        _line(variable, found, period.name, period.up_to[variable])
        for period in reversed(agreement.over_time(units))
        for variable, found in period.within.items()
        if found.twice
    ]


def _count(differing: int, shown: int) -> str:
    if differing > shown:
        wording = ngettext(
            "%(count)s disagreement, the latest %(shown)s shown.",
            "%(count)s disagreements, the latest %(shown)s shown.",
            differing,
        )
        return wording % {"count": worded.figure(differing), "shown": shown}
    wording = ngettext("%(count)s disagreement.", "%(count)s disagreements.", differing)
    return wording % {"count": worded.figure(differing)} if differing else ""


def _item(found: Disagreement) -> Item:
    readings = [_voted(read) for read in found.readings]
    if len(readings) == 1:  # a second coder who left out every unit has no name on record
        readings.append(Voted(_("another coder"), NO_STANCE, _(LEFT_OUT), ""))
    on = naming.actor(found.actor_code, found.actor_name)
    if found.provision:
        on = _("%(name)s on “%(provision)s”") % {"name": on, "provision": found.provision_title}
    return Item(
        ref=found.ref,
        on=on,
        proposal=found.proposal_title,
        slug=found.proposal_slug,
        when=worded.short_day(found.at.date()),
        readings=readings,
        resolved=_decided(found.resolved) if found.resolved else None,
    )


def _decided(read: Read) -> Voted:
    """As it stands within a sentence."""
    said = [within(word) for word in (read.reading.level, read.reading.basis) if word] if read.reading else []
    return replace(_voted(read), text=", ".join(said) or _("left out"))


def _voted(read: Read) -> Voted:
    if read.reading is None:
        return Voted(read.coder, NO_STANCE, _(LEFT_OUT), read.rationale)
    basis = f", {within(read.reading.basis)}" if read.reading.basis else ""
    return Voted(read.coder, read.reading.level.value, label(read.reading.level) + basis, read.rationale)
