"""The comparison: the matrix's rows of the chosen guarantors, in the order in which they stand side by side."""

from guarantors.exchange.sheet import Sheet
from guarantors.exchange.sheets.provisions import COLUMNS, rows
from guarantors.queries.compare import Comparison


def sheet(found: Comparison) -> Sheet:
    """One row for each chosen guarantor on the whole proposal and on each provision."""
    proposal = found.matrix.proposal
    return Sheet(
        name=f"{proposal.slug}-compare",
        title=f"{proposal.title}: guarantors side by side",
        columns=COLUMNS,
        rows=list(rows(found.matrix, [side.row for side in found.sides])),
    )
