"""Two coders' readings side by side, unit by unit, with what differs in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from guarantors.address import naming, worded
from guarantors.domain.coding import Pair, pairs
from guarantors.domain.submission import CodingGiven
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import confidence
from guarantors.pages.flags import flag
from guarantors.pages.labels import label, within
from guarantors.pages.words import joined
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.waiting import WaitingRow

DIFFERENCES = {
    "level": gettext_noop("the level"),
    "basis": gettext_noop("why noncommittal"),
    "legal_status": gettext_noop("how it is bound"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One coder's reading of a unit, ready to show."""

    level: str
    label: str
    sure: str
    rationale: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One unit; a side is None where that coder left it out. `verdict` says in words whether both read the same."""

    who: str
    flag: str
    on: str
    first: Side | None
    second: Side | None
    differs: bool
    verdict: str


def lines(row: WaitingRow, proposal: ProposalRow) -> list[Line]:
    """What may be shown of the codings, in the order of the first coder; empty where nothing may."""
    first = row.first.codings if row.first else ()
    second = row.second.codings if row.second else ()
    names = {code: naming.actor(code, name) for code, name in row.statement.actors}
    titles = {provision.slug: provision.title for provision in proposal.provisions}
    return [_line(pair, names, titles, row) for pair in pairs(first, second)]


def chips(codings: Iterable[CodingGiven]) -> list[tuple[str, str]]:
    """(level, label) of what was read, on the whole proposal first; each level once."""
    ordered = sorted(codings, key=lambda coding: coding.provision is not None)
    return [(level, label(level)) for level in dict.fromkeys(coding.level for coding in ordered)]


def _line(pair: Pair, names: Mapping[str, str], titles: Mapping[str, str], row: WaitingRow) -> Line:
    code, provision = pair.unit
    return Line(
        who=names.get(code, code),
        flag=flag(code),
        on=titles.get(provision, provision) if provision else _("Whole proposal"),
        first=_side(pair.first),
        second=_side(pair.second),
        differs=bool(row.second) and not pair.agrees,
        verdict=_verdict(pair, row) if row.second else "",
    )


def _side(coding: CodingGiven | None) -> Side | None:
    if coding is None:
        return None
    detail = coding.legal_status or coding.basis
    return Side(
        level=coding.level,
        label=label(coding.level),
        sure=", ".join([worded.capital(confidence.in_words(coding.confidence)), *([within(detail)] if detail else [])]),
        rationale=coding.rationale,
        conditions=tuple(f"{label(item.kind)}: {item.text}" for item in coding.conditions),
    )


def _verdict(pair: Pair, row: WaitingRow) -> str:
    if pair.agrees:
        return _("Read alike")
    if pair.first is None:
        return _("%(who)s left it out") % {"who": row.logged_by}
    if pair.second is None:
        return _("%(who)s left it out") % {"who": row.coded_by}
    return _("Differs: %(what)s") % {"what": joined([_(DIFFERENCES[name]) for name in pair.differences])}
