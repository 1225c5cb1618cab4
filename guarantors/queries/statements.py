"""What was said, by whom and in which source, up to a day and as known at a moment?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from guarantors.domain import dates
from guarantors.domain.voice import (
    SPEAKS_FOR_THE_STATE,
    Directness,
    Identification,
    SourceStatus,
    Voice,
    speaks_for_the_state,
)
from guarantors.models import Corroboration, Proposal, Source, StatementActor, StatementVersion
from guarantors.models.counting import known
from guarantors.queries.then import Then, amended

_COLUMNS = (
    *("pk", "statement_id", "statement__ref", "statement__proposal__slug", "statement__proposal__title", "version"),
    *("said_on", "said_first", "said_last", "sequence", "speaker__name", "office", "relayed_by__name"),
    *("relayed_office", "voice", "identification", "directness", "summary", "quote", "quote_language", "verified"),
    *("source__ref", "source__title", "source__publisher", "source__published_on", "source__status"),
    *("recorded_at", "recorded_by", "reason", "superseded_at", "withdrawal_reason"),
)


@dataclass(frozen=True, slots=True)
class SourceBrief:
    """What a citation beside a statement needs."""

    ref: str
    title: str
    publisher: str
    published_on: date | None
    status: SourceStatus


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One version of a statement. `said_first` to `said_last` are the days on which it can have been made."""

    statement_id: int
    ref: str
    proposal_slug: str
    proposal_title: str
    version: int
    said_on: dates.GivenDate
    said_first: date
    said_last: date
    sequence: int
    speaker: str
    office: str
    relayed_by: str
    relayed_office: str
    voice: Voice
    identification: Identification
    directness: Directness
    summary: str
    quote: str
    quote_language: str
    verified: bool | None
    source: SourceBrief
    actors: tuple[tuple[str, str], ...]
    recorded_at: datetime
    recorded_by: str
    reason: str
    superseded_at: datetime | None
    withdrawal_reason: str

    @property
    def for_the_state(self) -> bool:
        """Whether such words can set a stance."""
        return speaks_for_the_state(self.voice, self.directness)

    @property
    def who(self) -> str:
        return who(self.speaker, self.office)

    @property
    def day_is_known(self) -> bool:
        return self.said_first == self.said_last


def who(speaker: str, office: str) -> str:
    """Who spoke, as the source has it; never a name that it does not give."""
    return speaker or office or "No speaker named"


def of_proposal(proposal_id: int, *, as_of: date, known_at: datetime, then: Then | None = None) -> list[StatementRow]:
    """Every statement about a proposal, oldest first."""
    return _rows(
        StatementVersion.objects.filter(known(known_at), statement__proposal_id=proposal_id, said_last__lte=as_of),
        then,
    )


def ever_known(proposal_id: int, *, known_at: datetime) -> list[StatementRow]:
    """Every version of every statement about a proposal that we had recorded by that moment, withdrawn ones too."""
    return _rows(StatementVersion.objects.filter(statement__proposal_id=proposal_id, recorded_at__lte=known_at))


def by_actor(rows: list[StatementRow]) -> dict[str, list[StatementRow]]:
    """The same statements under each actor on whose behalf they were made; a joint one stands under several."""
    found: dict[str, list[StatementRow]] = defaultdict(list)
    for row in rows:
        for code, _ in row.actors:
            found[code].append(row)
    return found


def days_for_the_state(proposal_id: int, *, as_of: date, known_at: datetime) -> dict[str, list[date]]:
    """The days on which words that can set a stance were spoken on behalf of each actor, by its code, oldest first."""
    found: dict[str, list[date]] = defaultdict(list)
    spoken = StatementActor.objects.filter(
        known(known_at, "version__"),
        version__statement__proposal=proposal_id,
        version__said_last__lte=as_of,
        version__voice__in=SPEAKS_FOR_THE_STATE,
    ).exclude(version__directness=Directness.THIRD_PARTY)
    for code, day in spoken.order_by("version__said_last").values_list("actor__code", "version__said_last"):
        found[code].append(day)
    return dict(found)


def by_refs(refs: Iterable[str], *, known_at: datetime, then: Then | None = None) -> list[StatementRow]:
    """These statements, of whichever actor, oldest first."""
    return _rows(StatementVersion.objects.filter(known(known_at), statement__ref__in=set(refs)), then)


def latest_by_refs(refs: Iterable[str], *, known_at: datetime) -> dict[str, StatementRow]:
    """These statements, each in the last version that we had by that moment, though it may be withdrawn; by ref."""
    found = StatementVersion.objects.filter(recorded_at__lte=known_at, statement__ref__in=set(refs))
    return {row.ref: row for row in sorted(_rows(found), key=lambda row: row.version)}


def after(rows: Iterable[StatementRow]) -> dict[tuple[str, int], StatementRow]:
    """The version that took the place of each of these, by ref and version; a withdrawn one has none."""
    versions = Q(pk__in=())
    for row in rows:
        versions |= Q(statement=row.statement_id, version=row.version + 1)
    return {(row.ref, row.version): row for row in _rows(StatementVersion.objects.filter(versions))}


def of_source(source_id: int, *, known_at: datetime, then: Then | None = None) -> list[StatementRow]:
    """Every statement that a source carries or corroborates, oldest first."""
    return _rows(
        StatementVersion.objects.filter(
            known(known_at), Q(source_id=source_id) | Q(corroborations__source_id=source_id)
        ).distinct(),
        then,
    )


def by_id(ids: Sequence[int], *, then: Then | None = None) -> dict[int, StatementRow]:
    """These versions, by id."""
    return _by_id(StatementVersion.objects.filter(pk__in=ids), then)


def versions(ref: str, *, then: Then | None = None) -> list[StatementRow]:
    """Every version of one statement, newest first; empty where there is no such statement."""
    return _rows(StatementVersion.objects.filter(statement__ref=ref), then)[::-1]


def version_of(ref: str, *, known_at: datetime) -> StatementRow | None:
    """The last version of a statement that we had by that moment, though it may be withdrawn; None where none was."""
    return next((row for row in versions(ref) if row.recorded_at <= known_at), None)


def corroborations(ref: str, version: int) -> list[SourceBrief]:
    """The further sources that carry the same words."""
    found = Corroboration.objects.filter(version__statement__ref=ref, version__version=version)
    return [
        SourceBrief(
            link.source.ref,
            link.source.title,
            link.source.publisher,
            link.source.published_on,
            SourceStatus(link.source.status),
        )
        for link in found.select_related("source").order_by("position")
    ]


def _rows(found: QuerySet[StatementVersion], then: Then | None = None) -> list[StatementRow]:
    return list(_by_id(found, then).values())


def _by_id(found: QuerySet[StatementVersion], then: Then | None = None) -> dict[int, StatementRow]:
    in_order = found.order_by("said_last", "sequence", "statement__ref", "version")
    stored = list(in_order.values_list(*_COLUMNS, named=True))  # half the time of objects
    actors: dict[int, list[tuple[str, str]]] = defaultdict(list)
    links = StatementActor.objects.filter(version__in=[row.pk for row in stored]).order_by("position")
    for version_id, code, name in links.values_list("version_id", "actor__code", "actor__name"):
        was = then.fields("actor", code) if then else {}
        actors[version_id].append((code, was.get("name", name)))
    return {item.pk: _row(item, tuple(actors[item.pk]), then) for item in stored}


def _row(item: Any, actors: tuple[tuple[str, str], ...], then: Then | None) -> StatementRow:
    source = {
        "ref": item.source__ref,
        "title": item.source__title,
        "publisher": item.source__publisher,
        "published_on": item.source__published_on,
        "status": item.source__status,
    }
    source |= {name: was for name, was in amended(then, Source, item.source__ref).items() if name in source}
    about = amended(then, Proposal, item.statement__proposal__slug)
    return StatementRow(
        statement_id=item.statement_id,
        ref=item.statement__ref,
        proposal_slug=item.statement__proposal__slug,
        proposal_title=about.get("title", item.statement__proposal__title),
        version=item.version,
        said_on=dates.parse(item.said_on),
        said_first=item.said_first,
        said_last=item.said_last,
        sequence=item.sequence,
        speaker=item.speaker__name or "",
        office=item.office,
        relayed_by=item.relayed_by__name or "",
        relayed_office=item.relayed_office,
        voice=Voice(item.voice),
        identification=Identification(item.identification),
        directness=Directness(item.directness),
        summary=item.summary,
        quote=item.quote,
        quote_language=item.quote_language,
        verified=item.verified,
        source=SourceBrief(**source | {"status": SourceStatus(source["status"])}),
        actors=actors,
        recorded_at=item.recorded_at,
        recorded_by=item.recorded_by,
        reason=item.reason,
        superseded_at=item.superseded_at,
        withdrawal_reason=item.withdrawal_reason,
    )
