"""`/actors/<CODE>/` as a table: one proposal a row, with the actor's part and stance in it."""

from datetime import date, datetime

from guarantors.domain.stance import ORDER
from guarantors.exchange.sheet import Column, Kind, Sheet
from guarantors.queries.actors import ActorBrief, parts
from guarantors.queries.then import Then

COLUMNS = (
    Column("actor", Kind.STRING, "Code of the actor."),
    Column("actor_name", Kind.STRING, "Name of the actor."),
    Column("proposal", Kind.STRING, "Slug of the proposal."),
    Column("proposal_title", Kind.STRING, "Title of the proposal."),
    Column("role", Kind.STRING, "The actor's part in it."),
    Column("since", Kind.DATE, "First day of the part; empty where it is not on record."),
    Column("until", Kind.DATE, "Last day of the part; empty where it goes on or is not on record."),
    Column("level", Kind.STRING, "Stance on the whole proposal as of the day; empty where none is on record."),
    Column("order", Kind.INTEGER, "The level's place on the ordinal scale, from -2 to 3; empty where there is none."),
    Column("confidence", Kind.STRING, "Our confidence in the stance."),
    Column("level_since", Kind.DATE, "The day since which that level holds."),
    Column("level_since_is_known", Kind.BOOLEAN, "Whether that day is known; otherwise it holds on or before it."),
    Column("statements", Kind.INTEGER, "Statements made on the actor's behalf up to the day."),
)


def actor(who: ActorBrief, *, as_of: date, known_at: datetime, then: Then | None = None) -> Sheet:
    """The actor's parts in the page's order, newest proposal first."""
    rows = (
        (
            who.code,
            who.name,
            part.slug,
            part.title,
            part.role.value,
            part.since,
            part.until,
            part.level.value if part.level else None,
            ORDER[part.level] if part.level else None,
            part.confidence.value if part.confidence else None,
            part.began.effective_day if part.began else None,
            part.began.day_is_known if part.began else None,
            part.statements,
        )
        for part in parts(who.code, as_of=as_of, known_at=known_at, then=then)
    )
    return Sheet(f"actor-{who.code}", f"{who.name} across proposals, as of {as_of.isoformat()}", COLUMNS, rows)
