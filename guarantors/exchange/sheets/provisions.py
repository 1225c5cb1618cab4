"""The matrix in long form: one row for each guarantor on the whole proposal and on each provision."""

from collections.abc import Iterable, Iterator

from guarantors.domain.stance import ORDER
from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.queries.lines import Step
from guarantors.queries.provisions import Matrix, MatrixRow
from guarantors.queries.stances import StanceRow

STANCE_COLUMNS = (
    Column("level", Kind.STRING, "The level assessed; empty where nothing is on record."),
    Column("order", Kind.INTEGER, "The rank of the level, 3 to -2: to compare and sort by, never to add."),
    Column("since", Kind.DATE, "The day on which this level began, the last possible where it is not known."),
    Column("effective_on", Kind.STRING, "The date of the record in force, as given (EDTF)."),
    Column("basis", Kind.STRING, "Why it is noncommittal, where that is known."),
    Column("legal_status", Kind.STRING, "How a committed guarantor has bound itself."),
    Column("confidence", Kind.STRING, "How sure the editors are of the level."),
    Column("conditions", Kind.LIST, "What the stance hangs on."),
    Column("statements", Kind.LIST, "The ids of the statements that the record rests on."),
    Column("record", Kind.STRING, "The id of the stance record."),
    Column("version", Kind.INTEGER, "Its version: above 1 where we corrected it."),
)

COLUMNS = (
    Column("actor_code", Kind.STRING, "ISO 3166-1 alpha-3 for a state, an own code for an organisation."),
    Column("actor_name", Kind.STRING, "The name of the guarantor."),
    Column("role", Kind.STRING, "Its part in the proposal."),
    Column("provision", Kind.STRING, "The provision; empty for the whole proposal."),
    *STANCE_COLUMNS,
)


def sheet(found: Matrix, role: str | None = None) -> Sheet:
    """Every cell of the matrix, empty ones too; only guarantors in that role, if one is named."""
    proposal = found.proposal
    shown = [row for row in found.rows if role in (None, row.guarantor.role)]
    return Sheet(
        name=f"{proposal.slug}-provisions",
        title=f"{proposal.title}: positions on each provision",
        columns=COLUMNS,
        rows=list(rows(found, shown)),
    )


def rows(found: Matrix, shown: Iterable[MatrixRow]) -> Iterator[tuple[Cell, ...]]:
    """The cells of these rows of the matrix, one after the other."""
    for row in shown:
        part = row.guarantor
        for slug, stance, since in zip(found.columns, row.stances, row.since, strict=True):
            yield (part.code, part.name, part.role, slug, *stance_cells(stance, since))


def stance_cells(stance: StanceRow | None, since: Step | None) -> tuple[Cell, ...]:
    """The cells of `STANCE_COLUMNS`; all empty where nothing is on record."""
    if stance is None:
        return (None,) * len(STANCE_COLUMNS)
    return (
        stance.level,
        ORDER[stance.level],
        since.effective_day if since else None,
        stance.effective_on.text,
        stance.basis,
        stance.legal_status,
        stance.confidence,
        tuple(condition.text for condition in stance.conditions),
        stance.statements,
        stance.ref,
        stance.version,
    )
