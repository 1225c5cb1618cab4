"""The stance records of one guarantor that count on both clocks, newest first, as its page lists them."""

from datetime import date, datetime

from guarantors.exchange.sheet import Sheet
from guarantors.exchange.sheets.stances import COLUMNS, rows
from guarantors.queries import stances
from guarantors.queries.proposals import GuarantorBrief, ProposalRow


def sheet(
    proposal: ProposalRow, part: GuarantorBrief, *, provision: str | None = None, as_of: date, known_at: datetime
) -> Sheet:
    """The records on the whole proposal and on each provision; on one provision alone where it is named."""
    held = reversed(stances.records(part.pk, as_of=as_of, known_at=known_at))
    return Sheet(
        name=f"{proposal.slug}-{part.code}",
        title=f"{proposal.title}: stance records of {part.name}",
        columns=COLUMNS,
        rows=rows([row for row in held if provision in (None, row.provision)], {part.pk: part}, known_at),
    )
