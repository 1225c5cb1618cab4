"""Which sources carry what is on record of a proposal, and what was searched with them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from guarantors.models.counting import known
from guarantors.models.guarantor import Nomination
from guarantors.models.proposal import Event
from guarantors.models.source import Source
from guarantors.models.statement import Corroboration, StatementVersion

_AT_ONCE = 10_000
"""Ids that are asked for in one statement."""


@dataclass(frozen=True, slots=True)
class SourcesRead:
    """The sources of a proposal: how many, when the first and the last dated one was published, how many have no date,
    and when one was last retrieved; None where nothing of the kind is on record.
    """

    count: int
    first: date | None
    last: date | None
    undated: int
    checked_at: datetime | None


def carried(proposal: int, *, known_at: datetime | None, sources: Collection[int] | None = None) -> dict[int, int]:
    """How many statements about a proposal have each source as their own, 0 for one that only corroborates them.

    `sources` asks for these alone; one that carries nothing is absent.
    """
    own = StatementVersion.objects.filter(known(known_at), statement__proposal=proposal)
    also = Corroboration.objects.filter(known(known_at, "version__"), version__statement__proposal=proposal)
    if sources is not None:
        own, also = own.filter(source__in=sources), also.filter(source__in=sources)
    found = dict.fromkeys(also.order_by().values_list("source_id", flat=True).distinct(), 0)
    return found | dict(own.order_by().values_list("source_id").annotate(Count("pk")))


def sources_read(proposal: int, carrying: Iterable[int], *, known_at: datetime | None) -> SourcesRead:
    """What was searched: the sources that carry a statement, a nomination or an event, as known at a moment or now."""
    ids = {
        *carrying,
        *Nomination.objects.filter(guarantor__proposal=proposal).values_list("source_id", flat=True),
        *Event.objects.filter(proposal=proposal, source__isnull=False).values_list("source_id", flat=True),
    }
    rest, days, opened, count = list(ids), list[date](), list[datetime](), 0
    while rest:
        part, rest = rest[:_AT_ONCE], rest[_AT_ONCE:]
        found = Source.objects.filter(pk__in=part)
        if known_at is not None:
            found = found.filter(recorded_at__lte=known_at)
        for published_on, retrieved_at in found.values_list("published_on", "retrieved_at"):
            count += 1
            days += [published_on] if published_on else []
            opened += [retrieved_at] if retrieved_at and (known_at is None or retrieved_at <= known_at) else []
    return SourcesRead(
        count, min(days, default=None), max(days, default=None), count - len(days), max(opened, default=None)
    )
