"""Who stands where on a proposal, or on one of its provisions, as of a day and as known at a moment?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from guarantors.domain.day_counts import DayCounts
from guarantors.domain.stance import NO_STANCE, ORDER
from guarantors.domain.text import folded, sorted_as
from guarantors.queries import events, gists, statements
from guarantors.queries.events import EventRow
from guarantors.queries.proposals import GuarantorBrief, ProposalRow, guarantors
from guarantors.queries.table_row import TableRow

Named = Callable[[GuarantorBrief], str]
"""How somebody is called where the rows are shown: there they are found and sorted by that name."""


def on_record(part: GuarantorBrief) -> str:
    """As the record calls them."""
    return part.name


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
    changed_on: DayCounts
    said_on: DayCounts


def guarantor_table(
    proposal: ProposalRow,
    *,
    provision: str | None = None,
    as_of: date,
    known_at: datetime,
    q: str = "",
    named: Named = on_record,
) -> GuarantorTable:
    """The table as of a day. A fixed number of SQL queries, whatever the number of guarantors.

    `q` is what a search within the table looks for (`matches`): only for one are the texts read. It finds the name on
    record and the one that is shown.
    """
    facts = gists.facts(proposal, provision=provision, as_of=as_of, known_at=known_at)
    happened = tuple(events.events(proposal.pk, as_of=as_of))
    rows = [TableRow(part, facts.lines.get(part.pk, ""), facts.said.get(part.pk, "")) for part in guarantors(proposal)]
    rows = [_with_government(row, happened) for row in rows]
    if q:
        texts = _texts(proposal, as_of, known_at)
        rows = [replace(row, text=_text(row, named(row.guarantor), texts.get(row.guarantor.code, []))) for row in rows]
    return GuarantorTable(
        proposal=proposal,
        rows=tuple(rows),
        events=happened,
        statement_count=facts.said_on.up_to(as_of),
        source_count=facts.source_count,
        changed_on=facts.changed_on,
        said_on=facts.said_on,
    )


def _with_government(row: TableRow, happened: Sequence[EventRow]) -> TableRow:
    code = row.guarantor.code
    if not any(item.actor == code for item in happened) or row.stance is None:
        return row
    return replace(row, government_changed=events.change_of_government([row.stance], code, happened))


def _texts(proposal: ProposalRow, as_of: date, known_at: datetime) -> dict[str, list[str]]:
    """What was said on behalf of each actor, and by whom."""
    said = statements.of_proposal(proposal.pk, as_of=as_of, known_at=known_at, then=proposal.then)
    return {
        code: [f"{item.summary} {item.quote} {item.speaker} {item.office}" for item in rows]
        for code, rows in statements.by_actor(said).items()
    }


def _text(row: TableRow, name: str, said: Sequence[str]) -> str:
    """All that a search within the table looks at, folded."""
    conditions = [item.text for item in row.stance.conditions] if row.stance else []
    return folded(" ".join([row.guarantor.code, row.guarantor.name, name, *conditions, *said]))


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
    """Whether the row passes the filters; every word of `q` must occur in its text, without case and diacritics."""
    if level and (row.level or NO_STANCE) != level:
        return False
    if role and row.guarantor.role != role:
        return False
    return not q or all(word in row.text for word in folded(q).split())


def arranged(rows: Sequence[TableRow], sort: str, named: Named = on_record) -> list[TableRow]:
    """The rows in that order, by level where none is named; whoever has nothing to be sorted by comes last."""
    key = Sort(sort.removeprefix("-") or Sort.LEVEL)
    by_name = sorted(rows, key=lambda row: sorted_as(named(row.guarantor)), reverse=sort == "-name")
    if key is Sort.NAME:
        return by_name
    keyed = [(value, row) for row in by_name if (value := _sort_value(row, key)) is not None]
    keyed.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))
    return [row for _, row in keyed] + [row for row in by_name if _sort_value(row, key) is None]


def _sort_value(row: TableRow, key: Sort) -> Any:
    match key:
        case Sort.LEVEL:
            return -ORDER[row.level] if row.level else None
        case Sort.SINCE:
            return row.since_day
        case Sort.LATEST:
            return -row.latest_day.toordinal() if row.latest_day else None
        case Sort.STATEMENTS:
            return -row.statement_count
