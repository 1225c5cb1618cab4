"""Every statement about a proposal up to a day, as known at a moment, as plain rows, for whole files of any size.

What a page shows of a statement is asked by `statements`.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from guarantors.domain.voice import SourceStatus
from guarantors.models import Source, Speaker, StatementActor, StatementVersion
from guarantors.models.counting import known
from guarantors.queries.statements import SourceBrief
from guarantors.queries.then import Then, amended

_AT_ONCE = 2_000

# Texts, since Django's days and moments take longer to make than all the rest of the row.
_COLUMNS = (
    *("pk", "statement__ref", "version", "said_on", Cast("said_first", CharField()), Cast("said_last", CharField())),
    *("sequence", "speaker_id", "office", "relayed_by_id", "relayed_office", "voice", "identification", "directness"),
    *("summary", "quote", "quote_language", Cast("verified", CharField()), "source_id"),
    *(Cast("recorded_at", CharField()), "reason"),
)


class SaidRow(NamedTuple):
    """A version with the texts of the database (as in `stance_past`), oldest first; `actors` are their codes."""

    pk: int
    ref: str
    version: int
    said_on: str
    said_first: str
    said_last: str
    sequence: int
    speaker: str
    office: str
    relayed_by: str
    relayed_office: str
    voice: str
    identification: str
    directness: str
    summary: str
    quote: str
    quote_language: str
    verified: str | None
    source: SourceBrief
    recorded_at: str
    reason: str
    actors: Sequence[str]


def of_proposal(proposal_id: int, *, as_of: date, known_at: datetime, then: Then | None = None) -> Iterator[SaidRow]:
    """Every statement about a proposal, oldest first: which they are is asked at once, what they say bit by bit."""
    mine = StatementVersion.objects.filter(
        known(known_at), statement__proposal_id=proposal_id, said_last__lte=as_of
    ).order_by("said_last", "sequence", "statement__ref", "version")
    ids = array("q", mine.values_list("pk", flat=True).iterator())
    speakers: dict[int | None, str] = {None: ""}
    sources: dict[int, SourceBrief] = {}
    for start in range(0, len(ids), _AT_ONCE):
        chunk = ids[start : start + _AT_ONCE].tolist()
        low, high = min(chunk), max(chunk)
        # What was recorded in the order of its days is asked by its bounds: a list costs as much as the rows.
        how, which = ("range", (low, high)) if high - low < 2 * len(chunk) else ("in", chunk)
        stored = StatementVersion.objects.filter(**{f"pk__{how}": which}).order_by()
        rows = {row[0]: row for row in stored.values_list(*_COLUMNS)}
        _name(speakers, {pk for row in rows.values() for pk in (row[7], row[9])})
        _describe(sources, {row[18] for row in rows.values()}, then)
        actors = defaultdict[int, list[str]](list)
        links = StatementActor.objects.filter(**{f"version__pk__{how}": which}).order_by("position")
        for version, code in links.values_list("version_id", "actor__code"):
            actors[version].append(code)
        for pk in chunk:
            row = rows[pk]
            people = (speakers[row[7]], row[8], speakers[row[9]])
            yield SaidRow._make((*row[:7], *people, *row[10:18], sources[row[18]], *row[19:], actors[pk]))


def _name(speakers: dict[int | None, str], met: set[int | None]) -> None:
    if new := [pk for pk in met if pk is not None and pk not in speakers]:
        speakers |= dict(Speaker.objects.filter(pk__in=new).values_list("pk", "name"))


def _describe(sources: dict[int, SourceBrief], met: set[int], then: Then | None) -> None:
    columns = ("ref", "title", "publisher", "published_on", "status")
    new = [pk for pk in met if pk not in sources]
    for pk, *found in Source.objects.filter(pk__in=new).values_list("pk", *columns) if new else ():
        said: dict[str, Any] = dict(zip(columns, found, strict=True))
        said |= {name: was for name, was in amended(then, Source, said["ref"]).items() if name in said}
        sources[pk] = SourceBrief(**said | {"status": SourceStatus(said["status"])})
