"""What changed on a proposal between two days, on whose words, and what did we correct or add to our books?

Changes of theirs are read on the effective clock, what we did on the recorded one; no entry is ever in both lists.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guarantors.domain import asof, books
from guarantors.domain.books import Entry, EntryKind
from guarantors.domain.errors import gettext_noop, refuse
from guarantors.domain.stance import Level
from guarantors.domain.text import shown
from guarantors.queries import events, stances, statements
from guarantors.queries.events import EventRow
from guarantors.queries.proposals import GuarantorBrief, ProposalRow, guarantors
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow

Parts = dict[int, GuarantorBrief]
"""Some of those with a part in a proposal, by id, in the order of the source."""

WHOLE = "whole"
"""The word in addresses for the lines on the whole proposal alone; without a word every line is read."""


@dataclass(frozen=True, slots=True)
class Move:
    """A record that came into force: `earlier` is the level before it, None for the first stance of its line."""

    guarantor: GuarantorBrief
    earlier: Level | None
    record: StanceRow

    @property
    def reaffirms(self) -> bool:
        return self.earlier is self.record.level


@dataclass(frozen=True, slots=True)
class Act:
    """Something that we did to a stance record."""

    guarantor: GuarantorBrief
    entry: Entry[StanceRow]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one line stood at the end of the first day and of the last; None where nothing was on record."""

    guarantor: GuarantorBrief
    provision: str | None
    before: StanceRow | None
    after: StanceRow | None

    @property
    def differs(self) -> bool:
        return (self.before and self.before.level) is not (self.after and self.after.level)


@dataclass(frozen=True, slots=True)
class Changes:
    """The answer. Both days are included; lists are newest first, within a day in the order of source and sequence.

    `acts` are what we did to records, `said` to statements: corrections and withdrawals, and with `since` new entries
    too. `parties` is everybody, asked for or not. `statements` are by ref, each in the last version that we knew, for
    what a record rests on.
    """

    proposal: ProposalRow
    parties: tuple[GuarantorBrief, ...]
    first: date
    last: date
    moves: tuple[Move, ...]
    standings: tuple[Standing, ...]
    acts: tuple[Act, ...]
    said: tuple[Entry[StatementRow], ...]
    events: tuple[EventRow, ...]
    statements: Mapping[str, StatementRow]


def window(proposal: ProposalRow, first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """The two days: from the proposal's day to today, where they are not given."""
    last = last or max(today, first or today)
    return first or min(proposal.made_on, last), last


def asked_parties(proposal: ProposalRow, actor: str | None) -> tuple[tuple[GuarantorBrief, ...], Parts]:
    """Everybody with a part in the proposal, and those asked for by their ids: one, or all where none is named.

    Raises `Refused` (rule `word-is-known`) for an actor without a part in the proposal.
    """
    parties = tuple(guarantors(proposal))
    if actor and actor not in [part.code for part in parties]:
        allowed = ", ".join(part.code for part in parties)
        wording = gettext_noop("there is no actor “%(code)s” in this proposal; those with a part are: %(allowed)s.")
        raise refuse("word-is-known", "actor", wording, code=shown(actor), allowed=allowed)
    return parties, {part.pk: part for part in parties if actor in (None, part.code)}


def asked_lines(proposal: ProposalRow, provision: str | None) -> list[str | None]:
    """The lines asked for by a slug, `WHOLE`, or None for every line: provisions' slugs, None is the whole."""
    slugs: tuple[str | None, ...] = (None, *(item.slug for item in proposal.provisions))
    return [slug for slug in slugs if provision in (None, slug or WHOLE)]


def changes(
    proposal: ProposalRow,
    *,
    first: date,
    last: date,
    known_at: datetime,
    since: datetime | None = None,
    about_from: date = date.min,
    provision: str | None = None,
    actor: str | None = None,
) -> Changes:
    """What changed from `first` to `last` as known at a moment. A fixed number of SQL queries.

    `since` asks for what we recorded after that moment; `about_from` leaves out what we did about earlier days.
    `provision` is a slug, `WHOLE`, or None for every line; `actor` a code, or None for everybody.
    Raises `Refused` (rule `word-is-known`) for an actor without a part in the proposal.
    """
    parties, parts = asked_parties(proposal, actor)
    asked = asked_lines(proposal, provision)
    records = [row for row in stances.ever_known(proposal.pk, known_at=known_at) if row.guarantor_id in parts]
    by_line: dict[tuple[int, str | None], list[StanceRow]] = defaultdict(list)
    for record in records:
        by_line[record.guarantor_id, record.provision].append(record)
    versions = statements.ever_known(proposal.pk, known_at=known_at)
    lines = [(part, slug, by_line[part.pk, slug]) for part in parts.values() for slug in asked]
    return Changes(
        proposal=proposal,
        parties=parties,
        first=first,
        last=last,
        moves=tuple(_moves(lines, first, last, known_at)),
        standings=tuple(
            Standing(part, slug, asof.stance(line, first, known_at), asof.stance(line, last, known_at))
            for part, slug, line in lines
            if slug is None or asof.history(line, last, known_at)
        ),
        acts=tuple(
            Act(parts[entry.latest.guarantor_id], entry)
            for entry in books.entries(records, since=since, until=known_at)
            if (since or entry.kind is not EntryKind.NEW) and _is_about(entry, asked, about_from, last)
        ),
        said=tuple(
            entry
            for entry in books.entries(versions, since=since, until=known_at)
            if (since or entry.kind is not EntryKind.NEW)
            and entry.latest.said_last <= last
            and entry.latest.said_last >= about_from
            and (actor is None or actor in [code for code, _ in entry.latest.actors])
        ),
        events=tuple(row for row in events.events(proposal.pk, as_of=last) if row.last_day >= first),
        statements={row.ref: row for row in sorted(versions, key=lambda row: row.version)},
    )


def _moves(
    lines: Sequence[tuple[GuarantorBrief, str | None, list[StanceRow]]], first: date, last: date, known_at: datetime
) -> list[Move]:
    found = []
    for part, _, line in lines:
        history = asof.history(line, last, known_at)
        earlier: list[Level | None] = [None, *(record.level for record in history)]
        found += [Move(part, before, record) for before, record in zip(earlier, history, strict=False)]
    return sorted(
        (move for move in found if move.record.effective_day >= first),
        key=lambda move: -move.record.effective_day.toordinal(),
    )


def _is_about(entry: Entry[StanceRow], asked: Sequence[str | None], first: date, last: date) -> bool:
    """Whether what we did touches a day of a line asked for, as the record was before or as it is now."""
    touched = [record for record in (entry.was, entry.became) if record and record.provision in asked]
    return any(first <= record.effective_day <= last for record in touched)
