"""What an act would change for readers, before it is done: seen by rehearsing it.

No page of its own: forms of the desk show it beside what they ask (`templates/pages/desk/_effect.html`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.text import capfirst

from guarantors.actions.publication import rehearse
from guarantors.address import Address, naming, worded
from guarantors.domain import timeline
from guarantors.domain.books import Entry, EntryKind
from guarantors.domain.stance import Level
from guarantors.domain.voice import Directness
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import is_english, ngettext, pgettext
from guarantors.pages import confidence, guarantor_chart, masthead, words
from guarantors.pages.flags import flag
from guarantors.pages.labels import within
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
        sentences=tuple(_sentences(seen)),
        charts=tuple(
            {**_chart(proposal, code, seen, said, where, happened, titles), "id": f"effect-{number}-"}
            for number, (code, said) in enumerate(drawn.items(), 1)
        ),
        undrawn=_undrawn(len(changed[CHARTS:])),
    )


def _undrawn(count: int) -> str:
    wording = ngettext("%(count)s more guarantor not drawn.", "%(count)s more guarantors not drawn.", count)
    return wording % {"count": worded.figure(count)} if count else ""


def _on(provision: str | None, titles: dict[str, str]) -> str:
    if provision is None:
        return _("on the whole proposal")
    return _("on “%(title)s”") % {"title": titles.get(provision, provision)}


def _unit(proposal: ProposalRow, line: Line, where: Address, titles: dict[str, str]) -> Unit:
    part = line.guarantor
    before, after = _standing(line.before, where), _standing(line.after, where)
    return Unit(
        name=naming.of(part),
        code=part.code,
        flag=flag(part.code),
        href=f"/{proposal.slug}/{part.code}/{where.with_(provision=line.provision).query()}",
        on=_on(line.provision, titles),
        before=chip(before[0] if before else None),
        after=chip(after[0] if after else None),
        since_before=before[1] if before else "",
        since_after=after[1] if after else "",
        sentence=capfirst(_course(line, before, after, where)),
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
    told: dict[str, str] = {}
    for name, held in (("was", before), ("became", after)):
        if held:
            told |= {name: within(held[0]), f"{name}_since": held[1]}
    if before == after:
        if before:
            return _("Today’s stance stays: %(was)s from %(was_since)s.") % told
        return _("No stance on record today, as before.")
    if before is None:
        return _("No stance on record until now; %(became)s from %(became_since)s.") % told
    if after is None:
        return _("%(was)s from %(was_since)s becomes no stance on record.") % told
    kept = {row.pk for row in line.after}
    if _held(line.before, where)[-1].pk in kept and before[0] is not after[0]:
        return _("%(was)s from %(was_since)s, then %(became)s from %(became_since)s.") % told
    return _("%(was)s from %(was_since)s becomes %(became)s from %(became_since)s.") % told


def _detail(entry: Entry[StanceRow], line: Line, where: Address, titles: dict[str, str]) -> str:
    """What is done to one record."""
    if entry.kind is EntryKind.CORRECTION and entry.was and entry.became:
        what = differs(entry.was, entry.became, lambda provision: _on(provision, titles))
        told = {"ref": entry.latest.ref, "version": entry.became.version}
        return f"{_('%(ref)s is replaced by version %(version)s.') % told} {what}".rstrip()
    row = entry.latest
    qualified = masthead.stance_detail(row)
    level = f"{within(row.level)} ({qualified})" if qualified else within(row.level)
    if entry.kind is EntryKind.WITHDRAWAL:
        return _("%(ref)s is withdrawn: %(level)s from %(day)s.") % {
            "ref": row.ref,
            "level": level,
            "day": words.since(row),
        }
    said = {"level": level, "day": words.since(row), "confidence": confidence.in_words(row.confidence)}
    until = next((item for item in line.after[line.after.index(row) + 1 :]), None) if row in line.after else None
    if until:
        wording = _("New record: %(level)s from %(day)s, until the next record (%(until)s), %(confidence)s.")
        text = wording % {**said, "until": words.begun(until)}
    else:
        text = _("New record: %(level)s from %(day)s, %(confidence)s.") % said
    if row.effective_day > where.day:
        ahead = _("It counts from %(day)s on.") % {"day": worded.short_day(row.effective_day)}
        return f"{text} {ahead}"
    return text


def _sentences(seen: Effects) -> list[str]:
    found = []
    if not seen.lines:
        found.append(_("No stance changes."))
    for row in seen.silent:
        who = _("a third party’s claim") if row.directness is Directness.THIRD_PARTY else within(row.voice)
        wording = _("The words do not speak for the state (%(who)s): they are kept and shown, and move nothing.")
        found.append(wording % {"who": who})
    counts = _counts(seen)
    return [*found, counts] if counts else found


def _counts(seen: Effects) -> str:
    """How the summary of the proposal would count otherwise: `one sceptical instead of none`."""
    before = timeline.counts(level for _, level, _ in seen.standings)
    after = timeline.counts(level for _, _, level in seen.standings)
    parts = [_count(level, before[level], after[level]) for level in after if before[level] != after[level]]
    return _("The summary would count %(parts)s.") % {"parts": words.joined(parts)} if parts else ""


def _count(level: Level | None, before: int, after: int) -> str:
    told = {"count": _number(after, level), "before": _number(before, level)}
    if level is None:
        return pgettext("after “would count”", "%(count)s without a stance instead of %(before)s") % told
    return pgettext("after “would count”", "%(count)s %(level)s instead of %(before)s") % {
        **told,
        "level": within(level),
    }


def _number(count: int, level: Level | None) -> str:
    """In English none or nobody for 0."""
    return words.number(count) if count or not is_english() else "none" if level else "nobody"


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
    name = f"{naming.of(line.guarantor)}, {_on(line.provision, titles)}"
    return {**drawn, "day": worded.short_day(day), "name": name}
