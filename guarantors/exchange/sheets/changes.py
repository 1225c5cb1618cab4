"""What changed between two days: theirs on the effective clock, ours on the recorded one, each a sheet of its own."""

from collections.abc import Sequence

from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.queries.changes import Changes

WHO = (
    Column("actor_code", Kind.STRING, "ISO 3166-1 alpha-3 for a state, an own code for an organisation."),
    Column("actor_name", Kind.STRING, "The name of the guarantor."),
    Column("provision", Kind.STRING, "The provision; empty for the whole proposal."),
)

MOVE_COLUMNS = (
    Column("day", Kind.DATE, "The day on which the record came into force: the last that its date covers."),
    Column("kind", Kind.STRING, "change (to another level) or reaffirmation (the same level again)."),
    *WHO,
    Column("earlier_level", Kind.STRING, "The level before; empty for the first stance on record."),
    Column("level", Kind.STRING, "The level from then on."),
    Column("effective_on", Kind.STRING, "The date of the record, as given (EDTF)."),
    Column("confidence", Kind.STRING, "How sure the editors are of the level."),
    Column("rationale", Kind.STRING, "Why the words were read so."),
    Column("conditions", Kind.LIST, "What the stance hangs on."),
    Column("statements", Kind.LIST, "The ids of the statements that the record rests on."),
    Column("record", Kind.STRING, "The id of the stance record."),
    Column("version", Kind.INTEGER, "Its version: above 1 where we corrected it."),
    Column("recorded_at", Kind.DATETIME, "When we recorded that version."),
)

ACT_COLUMNS = (
    Column("recorded_at", Kind.DATETIME, "When we did it."),
    Column("kind", Kind.STRING, "new, correction or withdrawal: what we did, never what the state did."),
    *WHO,
    Column("record", Kind.STRING, "The id of the stance record."),
    Column("version", Kind.INTEGER, "The version written, or withdrawn."),
    Column("earlier_level", Kind.STRING, "The level of the version before; empty for a new record."),
    Column("level", Kind.STRING, "The level now; empty for a withdrawal."),
    Column("effective_on", Kind.STRING, "The date from which the stance is in force, as given (EDTF)."),
    Column("reason", Kind.STRING, "Why we corrected or withdrew it; empty for a new record."),
    Column("statements", Kind.LIST, "The ids of the statements that the record rests on."),
)

SAID_COLUMNS = (
    Column("recorded_at", Kind.DATETIME, "When we did it."),
    Column("kind", Kind.STRING, "new, correction or withdrawal: what we did to the entry."),
    Column("statement", Kind.STRING, "The id of the statement."),
    Column("version", Kind.INTEGER, "The version written, or withdrawn."),
    Column("actors", Kind.LIST, "The codes of those on whose behalf it was made."),
    Column("said_on", Kind.STRING, "When it was said, as given (EDTF)."),
    Column("summary", Kind.STRING, "What was said, in our words."),
    Column("reason", Kind.STRING, "Why we corrected or withdrew it; empty for a new entry."),
)

STANDING_COLUMNS = (
    *WHO,
    Column("level_on_first_day", Kind.STRING, "The level at the end of the first day; empty with nothing on record."),
    Column("level_on_last_day", Kind.STRING, "The level at the end of the last day; empty with nothing on record."),
    Column("differs", Kind.BOOLEAN, "Whether the two differ."),
    Column("record_on_first_day", Kind.STRING, "The id of the record in force on the first day."),
    Column("record_on_last_day", Kind.STRING, "The id of the record in force on the last day."),
)


def sheet(found: Changes) -> Sheet:
    """Changes of theirs and reaffirmations, newest day first."""
    rows = []
    for move in found.moves:
        part, record = move.guarantor, move.record
        rows.append(
            (
                record.effective_day,
                "reaffirmation" if move.reaffirms else "change",
                *(part.code, part.name, record.provision),
                move.earlier,
                record.level,
                record.effective_on.text,
                record.confidence,
                record.rationale,
                tuple(condition.text for condition in record.conditions),
                record.statements,
                record.ref,
                record.version,
                record.recorded_at,
            )
        )
    return _sheet(found, "changes", "changes", MOVE_COLUMNS, rows)


def acts(found: Changes) -> Sheet:
    """What we did to stance records, newest first."""
    rows = []
    for act in found.acts:
        entry, part, record = act.entry, act.guarantor, act.entry.latest
        rows.append(
            (
                entry.at,
                entry.kind,
                *(part.code, part.name, record.provision),
                record.ref,
                record.version,
                entry.was.level if entry.was else None,
                entry.became.level if entry.became else None,
                record.effective_on.text,
                entry.reason or None,
                record.statements,
            )
        )
    return _sheet(found, "entries", "entries, corrections and withdrawals of ours", ACT_COLUMNS, rows)


def said(found: Changes) -> Sheet:
    """What we did to statements, newest first."""
    rows = []
    for entry in found.said:
        row = entry.latest
        actors = tuple(code for code, _ in row.actors)
        cells = (
            entry.at,
            entry.kind,
            row.ref,
            row.version,
            actors,
            row.said_on.text,
            row.summary,
            entry.reason or None,
        )
        rows.append(cells)
    return _sheet(found, "statements", "entries, corrections and withdrawals of statements", SAID_COLUMNS, rows)


def standings(found: Changes) -> Sheet:
    """Who stood where at the end of the first day and of the last."""
    rows = []
    for line in found.standings:
        part, before, after = line.guarantor, line.before, line.after
        rows.append(
            (
                *(part.code, part.name, line.provision),
                before.level if before else None,
                after.level if after else None,
                line.differs,
                before.ref if before else None,
                after.ref if after else None,
            )
        )
    return _sheet(found, "standings", "where each stood on the two days", STANDING_COLUMNS, rows)


def _sheet(
    found: Changes, stem: str, title: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]]
) -> Sheet:
    proposal = found.proposal
    span = f"{found.first.isoformat()} to {found.last.isoformat()}"
    return Sheet(f"{proposal.slug}-{stem}", f"{proposal.title}: {title}, {span}", columns, rows)
