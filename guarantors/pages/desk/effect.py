"""What an act would change for readers, before it is done: seen by rehearsing it.

No page of its own: forms of the desk show it beside what they ask (`templates/pages/desk/_effect.html`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from guarantors.actions.publication import rehearse
from guarantors.address import Address, naming
from guarantors.pages import guarantor_chart
from guarantors.pages.desk import effect_words
from guarantors.pages.flags import flag
from guarantors.pages.moves import chip
from guarantors.queries import drawn_line, effects, events
from guarantors.queries.effects import Effects, Line
from guarantors.queries.events import EventRow
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.statements import StatementRow

CHARTS = 3
"""So many guarantors are drawn; a joint declaration names dozens."""

ROW_PX = 26

SHORTEST_WHILE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Unit:
    """One line that would read otherwise: `before` and `after` are chips, `since_*` when each level began, in words.

    `on` says what the line is on: `on the whole proposal`.
    """

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
        sentences=tuple(effect_words.sentences(seen)),
        charts=tuple(
            {**_chart(proposal, code, seen, said, where, happened, titles), "id": f"effect-{number}-"}
            for number, (code, said) in enumerate(drawn.items(), 1)
        ),
        undrawn=effect_words.undrawn(len(changed[CHARTS:])),
    )


def _unit(proposal: ProposalRow, line: Line, where: Address, titles: dict[str, str]) -> Unit:
    part = line.guarantor
    before, after = effect_words.standing(line.before, where), effect_words.standing(line.after, where)
    return Unit(
        name=naming.of(part),
        code=part.code,
        flag=flag(part.code),
        href=f"/{proposal.slug}/{part.code}/{where.with_(provision=line.provision).query()}",
        on=effect_words.on(line.provision, titles),
        before=chip(before[0] if before else None),
        after=chip(after[0] if after else None),
        since_before=before[1] if before else "",
        since_after=after[1] if after else "",
        sentence=effect_words.course(line, before, after, where),
        details=tuple(effect_words.detail(entry, line, where, titles) for entry in line.entries),
    )


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
    held = effect_words.held(line.after, drawn_as_of)
    heard = [row for row in said if row.said_last <= day]
    before = [event for event in happened if event.last_day <= day]
    whole = drawn_line.of_all(held, heard)
    drawn = guarantor_chart.of(proposal, line.guarantor, drawn_as_of, whole, before, row_px=ROW_PX)
    name = f"{naming.of(line.guarantor)}, {effect_words.on(line.provision, titles)}"
    return {**drawn, "name": name}
