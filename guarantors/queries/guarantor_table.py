"""Who stands where on a proposal, or on one of its provisions, as of a day and as known at a moment?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from guarantors.domain import asof, timeline
from guarantors.domain.stance import NO_STANCE, ORDER
from guarantors.domain.text import folded
from guarantors.queries import events, lines, stances, statements
from guarantors.queries.events import EventRow
from guarantors.queries.lines import Step
from guarantors.queries.proposals import GuarantorBrief, ProposalRow, guarantors
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow


@dataclass(frozen=True, slots=True)
class TableRow:
    """One guarantor: `stance` is the record in force, None where none is; `since` is the step that began its level.

    `government_changed` is the event that makes it a previous government's (`events.change_of_government`). `steps`
    and `statements` reach up to the day shown, oldest first.
    """

    guarantor: GuarantorBrief
    stance: StanceRow | None
    since: Step | None
    government_changed: EventRow | None
    steps: tuple[Step, ...]
    statements: tuple[StatementRow, ...]

    @property
    def latest(self) -> StatementRow | None:
        """The last statement that speaks for the state, or the last of any voice where there is none.

        Among those of one day, one that the stance rests on comes before one that it does not, and one whose day is
        known before one that was made on or before it.
        """
        resting = self.stance.statements if self.stance else ()
        return max(
            [row for row in self.statements if row.for_the_state] or self.statements,
            key=lambda row: (row.said_last, row.sequence, row.ref in resting, row.said_first, row.ref),
            default=None,
        )


@dataclass(frozen=True, slots=True)
class GuarantorTable:
    """The table, unfiltered, in the order of the source.

    `events` are those up to the day. `source_count` is of all that was read, whatever the day. `changed_on` counts the
    changes of level and `said_on` the statements of each day, after the day shown too, so that a reader can be led to
    the other days.
    """

    proposal: ProposalRow
    rows: tuple[TableRow, ...]
    events: tuple[EventRow, ...]
    statement_count: int
    source_count: int
    changed_on: Mapping[date, int]
    said_on: Mapping[date, int]


def guarantor_table(
    proposal: ProposalRow, *, provision: str | None = None, as_of: date, known_at: datetime
) -> GuarantorTable:
    """The table as of a day. A fixed number of SQL queries, whatever the number of guarantors."""
    current = stances.current(proposal.pk, provision=provision, as_of=as_of, known_at=known_at)
    histories = lines.histories(proposal.pk, provision=provision, as_of=date.max, known_at=known_at)
    said = statements.of_proposal(proposal.pk, as_of=date.max, known_at=known_at, then=proposal.then)
    said_by = statements.by_actor([row for row in said if row.said_last <= as_of])
    happened = events.events(proposal.pk, as_of=as_of)
    rows = []
    changed_on: Counter[date] = Counter()
    for part in guarantors(proposal):
        history = histories.get(part.pk, [])
        changed_on.update(change.record.effective_day for change in timeline.changes(history))
        steps = asof.history(history, as_of, known_at)
        periods = timeline.periods(steps)
        rows.append(
            TableRow(
                guarantor=part,
                stance=current.get(part.pk),
                since=periods[-1].records[0] if periods else None,
                government_changed=events.change_of_government(steps, part.code, happened),
                steps=tuple(steps),
                statements=tuple(said_by.get(part.code, [])),
            )
        )
    return GuarantorTable(
        proposal=proposal,
        rows=tuple(rows),
        events=tuple(happened),
        statement_count=sum(row.said_last <= as_of for row in said),
        source_count=len({row.source.ref for row in said}),
        changed_on=changed_on,
        said_on=Counter(row.said_last for row in said),
    )


class Sort(StrEnum):
    """Orders of the table; with a minus sign before it, reversed."""

    LEVEL = "level"
    NAME = "name"
    SINCE = "since"
    LATEST = "latest"
    STATEMENTS = "statements"


SORTS: tuple[str, ...] = tuple(sign + word for word in Sort for sign in ("", "-"))
"""The orders as an address names them; the first is the order by default."""


def matches(row: TableRow, *, level: str | None, role: str | None, q: str) -> bool:
    """Whether the row passes the filters; every word of `q` must occur in it, without case and diacritics."""
    if level and (row.stance.level if row.stance else NO_STANCE) != level:
        return False
    if role and row.guarantor.role != role:
        return False
    return not q or all(word in _text(row) for word in folded(q).split())


def _text(row: TableRow) -> str:
    """All that a search within the table looks at."""
    said = [f"{item.summary} {item.quote} {item.speaker} {item.office}" for item in row.statements]
    conditions = [item.text for item in row.stance.conditions] if row.stance else []
    return folded(" ".join([row.guarantor.code, row.guarantor.name, *conditions, *said]))


def arranged(rows: Sequence[TableRow], sort: str) -> list[TableRow]:
    """The rows in that order, by level where none is named; whoever has nothing to be sorted by comes last."""
    key = Sort(sort.removeprefix("-") or Sort.LEVEL)
    by_name = sorted(rows, key=lambda row: folded(row.guarantor.name))
    keyed = [(value, row) for row in by_name if (value := _sort_value(row, key)) is not None]
    keyed.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))
    return [row for _, row in keyed] + [row for row in by_name if _sort_value(row, key) is None]


def _sort_value(row: TableRow, key: Sort) -> Any:
    match key:
        case Sort.NAME:
            return folded(row.guarantor.name)
        case Sort.LEVEL:
            return -ORDER[row.stance.level] if row.stance else None
        case Sort.SINCE:
            return row.since.effective_day if row.since else None
        case Sort.LATEST:
            return -row.latest.said_last.toordinal() if row.latest else None
        case Sort.STATEMENTS:
            return -len(row.statements)
