"""How did each guarantor's stance move, and how many stood at each level on each day?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guarantors.domain import chart, timeline
from guarantors.domain.timeline import DayCounts
from guarantors.queries import guarantor_table, lines, statements
from guarantors.queries.guarantor_table import GuarantorTable
from guarantors.queries.lines import Step
from guarantors.queries.proposals import ProposalRow

ORDERS = {"level": "level", "since": "-since", "name": "name"}
"""The orders of the lines as an address names them, and the table's order that does each; the first is by default."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The guarantor table with its lines, the one scale that they share, and the counts of those asked by each day.

    `steps` are whole lines, oldest first, by guarantor id; `said_days` when each actor spoke for its state, by code.
    `counts` begins on the proposal's day, or with the first stance if that is earlier, and leaves other parties out.
    """

    table: GuarantorTable
    steps: Mapping[int, Sequence[Step]]
    said_days: Mapping[str, Sequence[date]]
    scale: chart.Scale
    counts: tuple[DayCounts, ...]


def of_proposal(proposal: ProposalRow, *, provision: str | None = None, as_of: date, known_at: datetime) -> Timeline:
    """The lines and counts up to a day. A fixed number of SQL queries, whatever the number of guarantors."""
    table = guarantor_table.guarantor_table(proposal, provision=provision, as_of=as_of, known_at=known_at)
    steps = lines.histories(proposal.pk, provision=provision, as_of=as_of, known_at=known_at)
    begin = min([proposal.made_on, as_of, *(line[0].effective_day for line in steps.values())])
    parts = [row.guarantor for row in table.rows if row.guarantor.gives_the_guarantee]
    asked = [timeline.Asked(steps.get(part.pk, ()), part.since, part.until) for part in parts]
    return Timeline(
        table=table,
        steps=steps,
        said_days=statements.days_for_the_state(proposal.pk, as_of=as_of, known_at=known_at),
        scale=chart.scale(begin, as_of),
        counts=tuple(timeline.counts_by_day(asked, begin=begin, end=as_of)),
    )
