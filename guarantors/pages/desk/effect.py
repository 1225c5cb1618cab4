"""What an act would change for readers, before it is done: seen by rehearsing it.

No page of its own: forms of the desk show it beside what they ask (`templates/pages/desk/_effect.html`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from guarantors.actions.publication import rehearse
from guarantors.address import Address
from guarantors.domain import dates, timeline
from guarantors.domain.books import Entry, EntryKind
from guarantors.domain.stance import Level, label
from guarantors.domain.voice import Directness
from guarantors.pages import guarantor_chart, masthead, words
from guarantors.pages.flags import flag
from guarantors.pages.moves import chip, differs
from guarantors.queries import drawn_line, effects, events
from guarantors.queries.effects import Effects, Line
from guarantors.queries.events import EventRow
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow

CHARTS = 3
"""So many guarantors are drawn; a joint declaration names dozens."""

ROW_PX = 26

SHORTEST_WHILE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Unit:
    """One line that would read otherwise: `before` and `after` are chips, `since_*` when each level began, in words."""

    name: str
    code: str
    flag: str
    href: str
    on: str
    before: dict[str, str]
    after: dict[str, str]
    since_before: str
    since_after: str
    sentence: str
    details: tuple[str, ...]

    @property
    def level_stays(self) -> bool:
        """Whether the level of today is the same before and after, so that one chip says it."""
        return self.before["level"] == self.after["level"]


@dataclass(frozen=True, slots=True)
class Effect:
    """`sentences` say what is true of all of it; `charts` are the first lines as they would be drawn, `undrawn` how
    many guarantors more change."""

    units: tuple[Unit, ...]
    sentences: tuple[str, ...]
    charts: tuple[dict[str, Any], ...]
    undrawn: str

    @property
    def nothing(self) -> bool:
        """Whether no stance record would change."""
        return not self.units


def of(proposal: ProposalRow, act: Callable[[], object]) -> Effect:
    """What `act` would change on the proposal, with nothing written. Raises what `act` raises."""
    now = datetime.now(UTC)
    where = Address(now=now)
    before: list[datetime] = []

    def acting() -> None:
        # Read where the act is rehearsed: what somebody else publishes meanwhile is no effect of this act.
        before.append(effects.last_change(proposal.pk))
        act()

    seen = rehearse(acting, lambda: effects.effects(proposal, since=before[0], began=now, as_of=where.day))
    # All that can be read without the rehearsal is read after it, when nobody waits for it any more.
    titles = {item.slug: item.title for item in proposal.provisions}
    changed = list(dict.fromkeys(line.guarantor.code for line in seen.lines))
    happened = events.events(proposal.pk, as_of=where.day) if changed else []
    drawn = {code: effects.heard(proposal, code, seen, since=before[0], as_of=where.day) for code in changed[:CHARTS]}
    return Effect(
        units=tuple(_unit(proposal, line, where, titles) for line in seen.lines),
        sentences=tuple(_sentences(seen)),
        charts=tuple(
            {**_chart(proposal, code, seen, said, where, happened, titles), "id": f"effect-{number}-"}
            for number, (code, said) in enumerate(drawn.items(), 1)
        ),
        undrawn=f"{words.count_of(len(changed) - CHARTS, 'more guarantor')} not drawn" if changed[CHARTS:] else "",
    )


def _on(provision: str | None, titles: dict[str, str]) -> str:
    return f"“{titles.get(provision, provision)}”" if provision else "the whole proposal"


def _unit(proposal: ProposalRow, line: Line, where: Address, titles: dict[str, str]) -> Unit:
    part = line.guarantor
    on = _on(line.provision, titles)
    before, after = _standing(line.before, where), _standing(line.after, where)
    return Unit(
        name=part.name,
        code=part.code,
        flag=flag(part.code),
        href=f"/{proposal.slug}/{part.code}/{where.with_(provision=line.provision).query()}",
        on=on,
        before=chip(before[0] if before else None),
        after=chip(after[0] if after else None),
        since_before=before[1] if before else "",
        since_after=after[1] if after else "",
        sentence=f"{_course(line, before, after, where)}.",
        details=tuple(_detail(entry, line, where, titles) for entry in line.entries),
    )


def _held(line: Sequence[StanceRow], where: Address) -> list[StanceRow]:
    return [row for row in line if row.effective_day <= where.day]


def _standing(line: Sequence[StanceRow], where: Address) -> tuple[Level, str] | None:
    """The level in force today and since when, in words."""
    periods = timeline.periods(_held(line, where))
    return (periods[-1].level, words.since(periods[-1].records[0])) if periods else None


def _course(line: Line, before: tuple[Level, str] | None, after: tuple[Level, str] | None, where: Address) -> str:
    """What becomes of the stance of today. `A, then B`: the state moved; `A becomes B`: our books do."""
    was = f"{label(before[0]).lower()} from {before[1]}" if before else "no stance on record"
    became = f"{label(after[0]).lower()} from {after[1]}" if after else "no stance on record"
    if before == after:
        return f"today’s stance stays: {was}" if before else "no stance on record today, as before"
    if before is None:
        return f"no stance on record until now; {became}"
    kept = {row.pk for row in line.after}
    moved = after is not None and _held(line.before, where)[-1].pk in kept and before[0] is not after[0]
    return f"{was}, then {became}" if moved else f"{was} becomes {became}"


def _detail(entry: Entry[StanceRow], line: Line, where: Address, titles: dict[str, str]) -> str:
    """What is done to one record."""
    if entry.kind is EntryKind.CORRECTION and entry.was and entry.became:
        what = differs(entry.was, entry.became, lambda provision: _on(provision, titles))
        return f"{entry.latest.ref} is replaced by version {entry.became.version}. {what}".rstrip()
    row = entry.latest
    qualified = masthead.stance_detail(row)
    text = f"{label(row.level).lower()}{f' ({qualified})' if qualified else ''} from {words.since(row)}"
    if entry.kind is EntryKind.WITHDRAWAL:
        return f"{row.ref} is withdrawn: {text}."
    until = next((item for item in line.after[line.after.index(row) + 1 :]), None) if row in line.after else None
    later = f", until the next record ({words.begun(until)})" if until else ""
    ahead = f"; it counts from {dates.short_day(row.effective_day)} on" if row.effective_day > where.day else ""
    return f"New record: {text}{later}, {row.confidence} confidence{ahead}."


def _sentences(seen: Effects) -> list[str]:
    found = []
    if not seen.lines:
        found.append("No stance changes.")
    for row in seen.silent:
        who = "a third party’s claim" if row.directness is Directness.THIRD_PARTY else label(row.voice).lower()
        found.append(f"The words do not speak for the state ({who}): they are kept and shown, and move nothing.")
    counts = _counts(seen)
    return [*found, counts] if counts else found


def _counts(seen: Effects) -> str:
    """How the summary of the proposal would count otherwise: `one sceptical instead of none`."""
    before = timeline.counts(level for _, level, _ in seen.standings)
    after = timeline.counts(level for _, _, level in seen.standings)
    parts = [
        f"{_number(after[level], level)} {label(level).lower() if level else 'without a stance'} "
        f"instead of {_number(before[level], level)}"
        for level in after
        if before[level] != after[level]
    ]
    return f"The summary would count {words.joined(parts)}." if parts else ""


def _number(count: int, level: Level | None) -> str:
    return words.number(count) if count else "none" if level else "nobody"


def _drawn_until(proposal: ProposalRow, line: Line, where: Address) -> date:
    """The day up to which a line is drawn: a while after its last record, so that what changes can be seen."""
    days = [proposal.made_on, *(row.effective_day for row in (*line.before, *line.after))]
    last = max(day for day in days if day <= where.day) if min(days) <= where.day else where.day
    return min(where.day, last + max(SHORTEST_WHILE, (last - min(days)) / 4))


def _chart(
    proposal: ProposalRow,
    code: str,
    seen: Effects,
    said: Sequence[StatementRow],
    where: Address,
    happened: Sequence[EventRow],
    titles: dict[str, str],
) -> dict[str, Any]:
    """The guarantor's line afterwards: on the whole where that moves, else on the first provision that does."""
    line = next(line for line in seen.lines if line.guarantor.code == code)
    drawn_as_of = where.with_(as_of=_drawn_until(proposal, line, where))
    day = drawn_as_of.day
    held = _held(line.after, drawn_as_of)
    heard = [row for row in said if row.said_last <= day]
    before = [event for event in happened if event.last_day <= day]
    whole = drawn_line.of_all(held, heard)
    drawn = guarantor_chart.of(proposal, line.guarantor, drawn_as_of, whole, before, row_px=ROW_PX)
    return {**drawn, "day": dates.short_day(day), "name": f"{line.guarantor.name}, on {_on(line.provision, titles)}"}
