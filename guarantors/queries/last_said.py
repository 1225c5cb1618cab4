"""How did a person speak last: in which office and voice, and on behalf of whom?"""

from dataclasses import dataclass

from guarantors.domain import dates
from guarantors.domain.voice import Voice
from guarantors.models import StatementActor, StatementVersion


@dataclass(frozen=True, slots=True)
class LastSaid:
    """`said_on` and `ref` name the statement in which the person spoke so."""

    ref: str
    said_on: dates.GivenDate
    office: str
    voice: Voice
    actors: tuple[str, ...]


def last_said(speaker: str, proposal_id: int) -> LastSaid | None:
    """The person's last statement that stands, about this proposal where there is one; None for a new name."""
    spoken = StatementVersion.objects.filter(speaker__name=speaker, superseded_at__isnull=True)
    newest = spoken.select_related("statement").order_by("-said_last", "-sequence", "-pk")
    version = newest.filter(statement__proposal_id=proposal_id).first() or newest.first()
    if version is None:
        return None
    actors = StatementActor.objects.filter(version=version).order_by("position").values_list("actor__code", flat=True)
    return LastSaid(
        version.statement.ref, dates.parse(version.said_on), version.office, Voice(version.voice), tuple(actors)
    )
