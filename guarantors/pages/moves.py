"""Rows of the changes page: a change of theirs, an act of ours on a record, an act of ours on a statement."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any, TypeVar

from django.utils.translation import gettext_noop

from guarantors.address import naming, shown_moment, worded
from guarantors.domain.books import Entry, EntryKind
from guarantors.domain.stance import NO_STANCE, Level, direction
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import confidence, masthead, words
from guarantors.pages.flags import flag
from guarantors.pages.labels import label
from guarantors.queries.changes import Act, Changes, Move
from guarantors.queries.proposals import GuarantorBrief
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow

Item = TypeVar("Item")

ACTS: Mapping[EntryKind, str] = {
    EntryKind.NEW: gettext_noop("new record"),
    EntryKind.CORRECTION: gettext_noop("correction of ours"),
    EntryKind.WITHDRAWAL: gettext_noop("withdrawn by us"),
}


_ACTS_ON_STATEMENTS = {**ACTS, EntryKind.NEW: gettext_noop("new statement")}
_COURSES = {1: gettext_noop("towards it"), -1: gettext_noop("away from it"), 0: gettext_noop("same level")}


def chip(level: Level | None) -> dict[str, str]:
    """Level and word of a chip; no stance is no level."""
    return {"level": level or NO_STANCE, "label": label(level or NO_STANCE)}


def course(earlier: Level | None, later: Level | None) -> str:
    """What kind of move it is, in words that claim nothing about how far."""
    if earlier is None:
        return _("first stance")
    return _(_COURSES[direction(earlier, later)])


def by_day(items: Iterable[Item], day: Callable[[Item], Any]) -> list[tuple[Any, list[Item]]]:
    """The items, in the order given, under the day of each."""
    return [(key, list(group)) for key, group in groupby(items, key=day)]


def differs(was: StanceRow, became: StanceRow, on: Callable[[str | None], str]) -> str:
    """What a correction corrected, in a sentence; `on` names what a record is on."""
    pairs = (
        (_("the level"), was.level, became.level),
        (_("the day"), worded.short(was.effective_on), worded.short(became.effective_on)),
        (_("what it is on"), on(was.provision), on(became.provision)),
        (_("the confidence"), was.confidence, became.confidence),
        (_("the basis"), masthead.stance_detail(was), masthead.stance_detail(became)),
        (_("the order in the day"), was.sequence, became.sequence),
        (_("the conditions"), was.conditions, became.conditions),
        (_("the statements that it rests on"), was.statements, became.statements),
        (_("the reading in words"), was.rationale, became.rationale),
    )
    found = [name for name, before, after in pairs if before != after]
    if was.effective_on.text != became.effective_on.text:
        days = {"first": worded.short(was.effective_on), "last": worded.short(became.effective_on)}
        found[found.index(_("the day"))] = _("the day (from %(first)s to %(last)s)") % days
    return _("Corrects %(what)s.") % {"what": words.joined(found)} if found else ""


def _recorded(record: StanceRow) -> str:
    told = {"moment": shown_moment(record.recorded_at), "version": record.version}
    if record.version > 1:
        return _("recorded %(moment)s, version %(version)s") % told
    return _("recorded %(moment)s") % told


class Rows:
    """Makes the rows of one view: it knows the titles of provisions, the statements, and the query of links."""

    def __init__(self, found: Changes, query: str) -> None:
        self._slug = found.proposal.slug
        self._titles = {item.slug: item.title for item in found.proposal.provisions}
        self._statements = found.statements
        self._query = query

    def on(self, provision: str | None) -> str:
        return self._titles.get(provision, provision) if provision else _("the whole proposal")

    def who(self, part: GuarantorBrief) -> dict[str, str]:
        return {"name": naming.of(part), "flag": flag(part.code), "href": f"/{self._slug}/{part.code}/{self._query}"}

    def move(self, move: Move) -> dict[str, Any]:
        """A change of theirs, or a reaffirmation."""
        record = move.record
        return {
            **self.who(move.guarantor),
            "before": chip(move.earlier),
            "after": chip(record.level),
            "on": self.on(record.provision),
            "whole": record.provision is None,
            "course": course(move.earlier, record.level),
            "begun": "" if record.day_is_known and record.effective_on.is_day else words.since(record),
            "effective": words.begun(record),
            "confidence": confidence.in_words(record.confidence),
            "detail": masthead.stance_detail(record),
            "why": record.rationale,
            "conditions": [condition.text for condition in record.conditions],
            "statements": self.links(record.statements),
            "recorded": _recorded(record),
        }

    def act(self, act: Act) -> dict[str, Any]:
        """Something that we did to a stance record."""
        entry, record = act.entry, act.entry.latest
        return {
            **self.who(act.guarantor),
            "kind": _(ACTS[entry.kind]),
            "is_new": entry.kind is EntryKind.NEW,
            "before": chip(entry.was.level) if entry.was else None,
            "after": chip(entry.became.level) if entry.became else None,
            "on": self.on(record.provision),
            "effective": words.since(record),
            "reason": entry.reason,
            "differs": differs(entry.was, entry.became, self.on) if entry.was and entry.became else "",
            "why": record.rationale if entry.kind is EntryKind.NEW else "",
            "statements": self.links(record.statements),
            "recorded": shown_moment(entry.at),
            "ref": record.ref,
        }

    def said(self, entry: Entry[StatementRow]) -> dict[str, Any]:
        """Something that we did to a statement."""
        row = entry.latest
        return {
            "kind": _(_ACTS_ON_STATEMENTS[entry.kind]),
            "who": words.joined(naming.actors(row.actors)),
            "text": f"{words.speaker(row)}, {words.said_when(row)}",
            "summary": row.summary,
            "reason": entry.reason,
            "href": f"/statements/{row.ref}/{self._query}",
            "recorded": shown_moment(entry.at),
        }

    def links(self, refs: Iterable[str]) -> list[dict[str, str]]:
        """The statements by who spoke and when."""
        return [
            {
                "text": f"{words.speaker(row)}, {words.said_when(row)}" if row else ref,
                "href": f"/statements/{ref}/{self._query}",
            }
            for ref in refs
            for row in [self._statements.get(ref)]
        ]
