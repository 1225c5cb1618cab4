"""What is known of a source, and which sources are there?"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet

from guarantors.domain.search import Query, answers, indexed, parse
from guarantors.domain.text import folded
from guarantors.domain.voice import SourceKind, SourceStatus
from guarantors.models import Corroboration, Event, Nomination, Source, StatementVersion
from guarantors.models.counting import known
from guarantors.queries.then import Then, restored


@dataclass(frozen=True, slots=True)
class SourceRow:
    pk: int
    ref: str
    kind: SourceKind
    title: str
    publisher: str
    authors: tuple[str, ...]
    published_on: date | None
    url: str
    archived_url: str
    retrieved_at: datetime | None
    language: str
    note: str
    verified: bool | None
    status: SourceStatus
    recorded_at: datetime


def find(ref: str, *, then: Then | None = None) -> SourceRow | None:
    """One source, or None."""
    row = Source.objects.filter(ref=ref).first()
    if row is None:
        return None
    restored(then, row, ref)
    return SourceRow(
        pk=row.pk,
        ref=row.ref,
        kind=SourceKind(row.kind),
        title=row.title,
        publisher=row.publisher,
        authors=tuple(row.authors),
        published_on=row.published_on,
        url=row.url,
        archived_url=row.archived_url,
        retrieved_at=row.retrieved_at,
        language=row.language,
        note=row.note,
        verified=row.verified,
        status=SourceStatus(row.status),
        recorded_at=row.recorded_at,
    )


class Sort(StrEnum):
    """Orders of the list; sources without a date come last."""

    NEWEST = "newest"
    OLDEST = "oldest"
    PUBLISHER = "publisher"
    TITLE = "title"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sources are asked for; `q` is looked for in title, publisher and authors."""

    q: str = ""
    proposal: str | None = None
    kind: str | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in a list; `statements` is how many statements it carries or corroborates."""

    ref: str
    kind: SourceKind
    title: str
    publisher: str
    authors: tuple[str, ...]
    published_on: date | None
    language: str
    url: str
    verified: bool | None
    status: SourceStatus
    statements: int


def listing(wanted: Wanted, *, known_at: datetime) -> list[SourceLine]:
    """Every source on record at that moment, withdrawn ones too, filtered and in order. Four SQL queries at most.

    With a proposal: those that carry something about it, a statement, a claim that a state was asked, or an event.
    """
    stored = Source.objects.filter(recorded_at__lte=known_at)
    if wanted.kind:
        stored = stored.filter(kind=wanted.kind)
    if wanted.proposal:
        stored = stored.filter(of_proposal(wanted.proposal, known_at))
    counts = _counts(wanted.proposal, known_at)
    lines = [_line(row, counts[row[0]]) for row in stored.values_list("pk", *_COLUMNS)]
    if wanted.q:
        query = parse(wanted.q)
        lines = [line for line in lines if _answers(query, line.title, line.publisher, line.authors)]
    return sorted(lines, key=_KEYS[Sort(wanted.sort or Sort.NEWEST)])


_COLUMNS = ("ref", "kind", "title", "publisher", "authors", "published_on", "language", "url", "verified", "status")


def _line(row: tuple[Any, ...], statements: int) -> SourceLine:
    _, ref, kind, title, publisher, authors, published_on, language, url, verified, status = row
    return SourceLine(
        ref,
        SourceKind(kind),
        title,
        publisher,
        tuple(authors),
        published_on,
        language,
        url,
        verified,
        SourceStatus(status),
        statements,
    )


def of_proposal(slug: str, known_at: datetime) -> Q:
    """Those that carry something about a proposal: a statement, a claim that a state was asked, or an event."""
    said = StatementVersion.objects.filter(known(known_at), statement__proposal__slug=slug).order_by()
    also = Corroboration.objects.filter(known(known_at, "version__"), version__statement__proposal__slug=slug)
    claims = Nomination.objects.filter(guarantor__proposal__slug=slug).order_by()
    happened = Event.objects.filter(proposal__slug=slug, source__isnull=False).order_by()
    anything = Q()
    for found in (said, also.order_by(), claims, happened):
        anything |= Q(pk__in=found.values("source"))
    return anything


def answering(found: QuerySet[Source], q: str) -> list[int]:
    """The ids of those of these sources that have every word of a search."""
    query = parse(q)
    rows = found.order_by().values_list("pk", "title", "publisher", "authors")
    return [pk for pk, title, publisher, authors in rows if _answers(query, title, publisher, authors)]


def _answers(query: Query, title: str, publisher: str, authors: Iterable[str]) -> bool:
    return bool(query.terms) and answers(query, indexed([[title, publisher, *authors]]))


_folded = lru_cache(maxsize=10_000)(folded)
"""Few publishers print most of it."""


def _counts(proposal: str | None, known_at: datetime) -> Counter[int]:
    carried = StatementVersion.objects.filter(known(known_at))
    also = Corroboration.objects.filter(known(known_at, "version__"))
    if proposal:
        carried = carried.filter(statement__proposal__slug=proposal)
        also = also.filter(version__statement__proposal__slug=proposal)
    counts: Counter[int] = Counter()
    for found in (carried, also):
        for source_id, count in found.order_by().values_list("source_id").annotate(count=Count("pk")):
            counts[source_id] += count
    return counts


def _undated_last(line: SourceLine, sign: int) -> tuple[bool, int]:
    return line.published_on is None, sign * line.published_on.toordinal() if line.published_on else 0


_KEYS: dict[Sort, Callable[[SourceLine], Any]] = {
    Sort.NEWEST: lambda line: (_undated_last(line, -1), _folded(line.publisher), line.ref),
    Sort.OLDEST: lambda line: (_undated_last(line, 1), _folded(line.publisher), line.ref),
    Sort.PUBLISHER: lambda line: (_folded(line.publisher), _undated_last(line, -1), line.ref),
    Sort.TITLE: lambda line: (_folded(line.title), line.ref),
    Sort.STATEMENTS: lambda line: (-line.statements, _undated_last(line, -1), line.ref),
}
