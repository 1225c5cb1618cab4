"""The guarantor table of a view: its filters, its order, one row a guarantor."""

from datetime import date, datetime

from guarantors.domain.stance import ORDER
from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.exchange.sheets.stances import condition
from guarantors.queries.guarantor_table import arranged, guarantor_table, matches
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.table_row import TableRow

COLUMNS = (
    Column("actor_code", Kind.STRING, "ISO 3166-1 alpha-3 for a state, an own code for an organisation."),
    Column("actor_name", Kind.STRING, "The name of the guarantor."),
    Column("actor_kind", Kind.STRING, "A state or an organisation."),
    Column("role", Kind.STRING, "Its part; proposed guarantors and signatories give the guarantee."),
    Column("since", Kind.DATE, "The first day of the part; empty where it is not known."),
    Column("until", Kind.DATE, "The last day of the part; empty while it lasts or where it is not known."),
    Column("level", Kind.STRING, "The level assessed as of the day; empty where nothing is on record."),
    Column("order", Kind.INTEGER, "The rank of the level, 3 to -2: to compare and sort by, never to add."),
    Column("level_since", Kind.DATE, "The day since which the level holds."),
    Column("level_since_is_known", Kind.BOOLEAN, "Whether that day is known; otherwise it holds on or before it."),
    Column("basis", Kind.STRING, "Why it is noncommittal, where that is known."),
    Column("legal_status", Kind.STRING, "How a committed guarantor has bound itself."),
    Column("effective_on", Kind.STRING, "The date of the record in force, as given (EDTF)."),
    Column("confidence", Kind.STRING, "How sure the editors are of the level."),
    Column("rationale", Kind.STRING, "Why the words were read so."),
    Column("conditions", Kind.LIST, "What the stance hangs on, each as “kind (status): text”."),
    Column("statements", Kind.LIST, "The ids of the statements that the record rests on."),
    Column("stance_id", Kind.STRING, "The id of the stance record within its proposal."),
    Column("stance_version", Kind.INTEGER, "Its version: above 1 where we corrected it."),
    Column("recorded_at", Kind.DATETIME, "When that version came into our books (UTC)."),
    Column("statement_count", Kind.INTEGER, "How many statements made on its behalf are on record up to the day."),
    Column("latest_statement", Kind.STRING, "The id of the last one: of those that speak for the state, if any do."),
    Column("latest_said_on", Kind.STRING, "When that was said, as given (EDTF)."),
    Column("latest_summary", Kind.STRING, "What was said in it, in our words."),
)


def sheet(
    proposal: ProposalRow,
    *,
    provision: str | None = None,
    level: str | None = None,
    role: str | None = None,
    q: str = "",
    sort: str = "",
    as_of: date,
    known_at: datetime,
) -> Sheet:
    """The rows of the page in its order: those who give the guarantee, then the other parties."""
    table = guarantor_table(proposal, provision=provision, as_of=as_of, known_at=known_at, q=q)
    shown = arranged([row for row in table.rows if matches(row, level=level, role=role, q=q)], sort)
    shown.sort(key=lambda row: not row.guarantor.gives_the_guarantee)
    clause = next((f" on “{item.title}”" for item in proposal.provisions if item.slug == provision), "")
    return Sheet(
        name=f"{proposal.slug}-guarantors",
        title=f"{proposal.title}: stances of the guarantors{clause}",
        columns=COLUMNS,
        rows=[cells(row) for row in shown],
    )


def cells(row: TableRow) -> tuple[Cell, ...]:
    part, stance, latest = row.guarantor, row.stance, row.latest
    assessed: tuple[Cell, ...] = (None,) * 14
    if stance and row.since:
        assessed = (
            stance.level,
            ORDER[stance.level],
            row.since.effective_day,
            row.since.day_is_known,
            stance.basis,
            stance.legal_status,
            stance.effective_on.text,
            stance.confidence,
            stance.rationale,
            tuple(condition(item) for item in stance.conditions),
            stance.statements,
            stance.ref,
            stance.version,
            stance.recorded_at,
        )
    return (
        part.code,
        part.name,
        part.kind,
        part.role,
        part.since,
        part.until,
        *assessed,
        row.statement_count,
        *((latest.ref, latest.said_on.text, latest.summary) if latest else (None, None, None)),
    )
