"""What happened beside the statements, and who claimed that a state was asked."""

from collections.abc import Sequence

from guarantors.exchange.sheet import Column, Kind, Sheet
from guarantors.queries.events import EventRow, NominationRow
from guarantors.queries.proposals import ProposalRow

EVENT_COLUMNS = (
    Column("id", Kind.STRING, "The id of the event within its proposal."),
    Column("happened_on", Kind.STRING, "When, as given (EDTF)."),
    Column("kind", Kind.STRING, "Talks, a summit, a change of government, an agreement or other."),
    Column("title", Kind.STRING, "What happened."),
    Column("actor_code", Kind.STRING, "Whom alone it concerns; empty where it concerns all."),
    Column("source", Kind.STRING, "The id of the source; empty where none is on record."),
)

NOMINATION_COLUMNS = (
    Column("actor_code", Kind.STRING, "Who was named as a guarantor."),
    Column("actor_name", Kind.STRING, "Its name."),
    Column("named_by", Kind.STRING, "Who named it."),
    Column("named_on", Kind.STRING, "When, as given (EDTF)."),
    Column("source", Kind.STRING, "The id of the source in which it was named."),
    Column("withdrawn_on", Kind.DATE, "When the claim was withdrawn; empty while it stands."),
)


def sheet(proposal: ProposalRow, happened: Sequence[EventRow]) -> Sheet:
    """The events, oldest first."""
    return Sheet(
        name=f"{proposal.slug}-events",
        title=f"{proposal.title}: events",
        columns=EVENT_COLUMNS,
        rows=[
            (event.ref, event.happened_on.text, event.kind, event.title, event.actor, event.source_ref)
            for event in happened
        ],
    )


def nominations(proposal: ProposalRow, named: Sequence[NominationRow]) -> Sheet:
    """The nominations, oldest first."""
    return Sheet(
        name=f"{proposal.slug}-nominations",
        title=f"{proposal.title}: nominations",
        columns=NOMINATION_COLUMNS,
        rows=[
            (item.actor, item.actor_name, item.named_by, item.named_on.text, item.source_ref, item.withdrawn_on)
            for item in named
        ],
    )
