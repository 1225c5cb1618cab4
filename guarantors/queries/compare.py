"""How do chosen guarantors stand side by side?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guarantors.domain import chart
from guarantors.domain.errors import Breach, gettext_noop, refuse_any
from guarantors.domain.text import shown
from guarantors.queries import events, provisions, statements
from guarantors.queries.events import EventRow
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.provisions import Matrix, MatrixRow
from guarantors.queries.statements import StatementRow, by_actor


@dataclass(frozen=True, slots=True)
class Side:
    """One guarantor: its row of the matrix, and the statements made on its behalf, oldest first.

    `government_changed` is the event that makes its stance on the whole a previous government's, None while none does.
    """

    row: MatrixRow
    statements: tuple[StatementRow, ...]
    government_changed: EventRow | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The chosen guarantors in the order asked for, on one scale, and everybody who could be chosen."""

    matrix: Matrix
    choices: tuple[GuarantorBrief, ...]
    sides: tuple[Side, ...]
    events: tuple[EventRow, ...]
    scale: chart.Scale


def compare(proposal: ProposalRow, codes: Sequence[str], *, as_of: date, known_at: datetime) -> Comparison:
    """The guarantors with those codes. A fixed number of SQL queries.

    Raises `Refused` (rule `guarantor-has-a-part`) that names every code without a part in the proposal.
    """
    matrix = provisions.matrix(proposal, as_of=as_of, known_at=known_at)
    known = [row.guarantor.code for row in matrix.rows]
    refuse_any(
        Breach(
            "guarantor-has-a-part",
            "g",
            gettext_noop("“%(code)s” has no part in “%(title)s”; those with one are: %(known)s."),
            code=shown(code),
            title=proposal.title,
            known=", ".join(known),
        )
        for code in codes
        if code not in known
    )
    said = by_actor(statements.of_proposal(proposal.pk, as_of=as_of, known_at=known_at, then=proposal.then))
    happened = events.events(proposal.pk, as_of=as_of)
    rows = {row.guarantor.code: row for row in matrix.rows}
    sides = tuple(
        Side(
            row=rows[code],
            statements=tuple(said.get(code, ())),
            government_changed=events.change_of_government(rows[code].lines[0], code, happened),
        )
        for code in codes
    )
    begin = min(
        [proposal.made_on, as_of, *(line[0].effective_day for side in sides for line in side.row.lines if line)]
    )
    return Comparison(
        matrix=matrix,
        choices=tuple(row.guarantor for row in matrix.rows),
        sides=sides,
        events=tuple(happened),
        scale=chart.scale(begin, as_of),
    )
