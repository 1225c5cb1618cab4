"""How many guarantors stood at each level, one row for each day on which a count changes."""

from guarantors.domain.stance import RULES, Level
from guarantors.exchange.sheet import Column, Kind, Sheet
from guarantors.queries.timeline import Timeline

COLUMNS = (
    Column("day", Kind.DATE, "The first day of these counts; they hold at its end and until the next row."),
    *(Column(level, Kind.INTEGER, f"How many stood at {level}. {RULES[level]}") for level in Level),
    Column("no_stance", Kind.INTEGER, "How many had no stance on record: an absence, apart from every level."),
)


def sheet(found: Timeline) -> Sheet:
    """The counts of those asked; other parties are not counted."""
    proposal = found.table.proposal
    return Sheet(
        name=f"{proposal.slug}-timeline",
        title=f"{proposal.title}: how many stood at each level",
        columns=COLUMNS,
        rows=[(entry.day, *(entry.at[level] for level in (*Level, None))) for entry in found.counts],
    )
