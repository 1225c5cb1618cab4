"""Where does each guarantor stand on the whole proposal and on each of its provisions?"""

from dataclasses import dataclass
from datetime import date, datetime

from guarantors.domain import asof, timeline
from guarantors.domain.day_counts import DayCounts
from guarantors.models import StatementVersion
from guarantors.models.counting import known
from guarantors.queries import lines, stances
from guarantors.queries.lines import Step
from guarantors.queries.proposals import GuarantorBrief, ProposalRow, guarantors
from guarantors.queries.stances import StanceRow


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One guarantor: the stance on each column of the matrix, None where nothing is on record, and each line's past."""

    guarantor: GuarantorBrief
    stances: tuple[StanceRow | None, ...]
    lines: tuple[tuple[Step, ...], ...]

    @property
    def since(self) -> tuple[Step | None, ...]:
        """The step that began the level of each column."""
        periods = [timeline.periods(line) for line in self.lines]
        return tuple(found[-1].records[0] if found else None for found in periods)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Guarantors by provisions. `columns` are provision slugs, the first is None: the whole proposal.

    `changed_on` counts the changes of level in any column and `said_on` the statements of each day, after the day shown
    too, so that a reader can be led to the other days.
    """

    proposal: ProposalRow
    columns: tuple[str | None, ...]
    rows: tuple[MatrixRow, ...]
    changed_on: DayCounts
    said_on: DayCounts


def matrix(proposal: ProposalRow, *, as_of: date, known_at: datetime) -> Matrix:
    """The matrix as of a day, in the order of the source. A fixed number of SQL queries."""
    columns = (None, *(provision.slug for provision in proposal.provisions))
    held = stances.matrix(proposal.pk, columns, as_of=as_of, known_at=known_at)
    drawn = lines.lines(proposal.pk, as_of=date.max, known_at=known_at)
    changed_on = DayCounts.of(
        change.record.effective_day for history in drawn.values() for change in timeline.changes(history)
    )
    said = StatementVersion.objects.filter(known(known_at), statement__proposal_id=proposal.pk)
    return Matrix(
        proposal=proposal,
        columns=columns,
        rows=tuple(
            MatrixRow(
                guarantor=part,
                stances=tuple(held.get((part.pk, column)) for column in columns),
                lines=tuple(
                    tuple(asof.history(drawn.get((part.pk, column), ()), as_of, known_at)) for column in columns
                ),
            )
            for part in guarantors(proposal)
        ),
        changed_on=changed_on,
        said_on=DayCounts.of(said.order_by().values_list("said_last", flat=True)),
    )
