"""What has been read: from when to when do the sources and statements of each proposal reach?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet

from guarantors.models import Corroboration, Proposal, Source, StanceRecord, StatementVersion
from guarantors.models.counting import known


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """The current entries of a proposal. Dates are None where there is none; `said` counts known days alone."""

    slug: str
    title: str
    statements: int
    sources: int
    first_said: date | None
    last_said: date | None
    last_published: date | None
    changed_at: datetime


def coverage() -> list[CoverageRow]:
    """One row a proposal, newest proposal first."""
    counted: dict[int, dict[str, Any]] = {
        row["statement__proposal_id"]: dict(row)
        for row in StatementVersion.objects.filter(superseded_at__isnull=True)
        .order_by()
        .values("statement__proposal_id")
        .annotate(
            statements=Count("pk"),
            sources=Count("source", distinct=True),
            first_said=Min("said_first", filter=Q(said_first=F("said_last"))),
            last_said=Max("said_last", filter=Q(said_first=F("said_last"))),
            last_published=Max("source__published_on"),
        )
    }
    none: dict[str, Any] = {
        "statements": 0,
        "sources": 0,
        "first_said": None,
        "last_said": None,
        "last_published": None,
    }
    rows = []
    for proposal in Proposal.objects.order_by("-made_on", "slug"):
        found = counted.get(proposal.pk, none)
        rows.append(
            CoverageRow(
                slug=proposal.slug,
                title=proposal.title,
                statements=found["statements"],
                sources=found["sources"],
                first_said=found["first_said"],
                last_said=found["last_said"],
                last_published=found["last_published"],
                changed_at=proposal.changed_at,
            )
        )
    return rows


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


@dataclass(frozen=True, slots=True)
class Entries:
    """What is on record of one guarantor: the sources that carry its statements, and when we recorded and last changed
    an entry; None where there is none.
    """

    sources: int
    first_published: date | None
    last_published: date | None
    first_recorded: datetime | None
    last_recorded: datetime | None
    last_changed: datetime | None


def sources_read(proposal_id: int, *, known_at: datetime) -> SourcesRead:
    """What was searched for a proposal: every source that carries something about it, as known at that moment."""
    read = Q(pk__in=_carrying(proposal_id, known_at))
    read |= Q(nominations__guarantor__proposal=proposal_id) | Q(events__proposal=proposal_id)
    ids = Source.objects.filter(read, recorded_at__lte=known_at).values("pk")
    found = Source.objects.filter(pk__in=ids).aggregate(
        count=Count("pk"),
        first=Min("published_on"),
        last=Max("published_on"),
        dated=Count("published_on"),
        checked_at=Max("retrieved_at", filter=Q(retrieved_at__lte=known_at)),
    )
    return SourcesRead(
        found["count"], found["first"], found["last"], found["count"] - found["dated"], found["checked_at"]
    )


def entries(proposal_id: int, code: str, *, known_at: datetime) -> Entries:
    """What is on record of one guarantor, as known at that moment. Two SQL queries."""
    spoken = StatementVersion.objects.filter(
        statement__proposal=proposal_id, spoken_for__actor__code=code, recorded_at__lte=known_at
    )
    standing = known(known_at)
    said = spoken.aggregate(
        sources=Count("source", distinct=True, filter=standing),
        first_published=Min("source__published_on", filter=standing),
        last_published=Max("source__published_on", filter=standing),
        **_recorded(known_at),
    )
    records = StanceRecord.objects.filter(
        guarantor__proposal=proposal_id, guarantor__actor__code=code, recorded_at__lte=known_at
    )
    read = records.aggregate(**_recorded(known_at))
    return Entries(
        sources=said["sources"],
        first_published=said["first_published"],
        last_published=said["last_published"],
        first_recorded=min((at for at in (said["first_at"], read["first_at"]) if at), default=None),
        last_recorded=max((at for at in (said["last_at"], read["last_at"]) if at), default=None),
        last_changed=max(
            (at for found in (said, read) for at in (found["last_at"], found["closed_at"]) if at), default=None
        ),
    )


def _recorded(known_at: datetime) -> dict[str, Any]:
    return {
        "first_at": Min("recorded_at"),
        "last_at": Max("recorded_at"),
        "closed_at": Max("superseded_at", filter=Q(superseded_at__lte=known_at)),
    }


def _carrying(proposal_id: int, known_at: datetime) -> QuerySet[Any, Any]:
    """The ids of sources that carry or corroborate a statement about a proposal."""
    versions = StatementVersion.objects.filter(known(known_at), statement__proposal=proposal_id)
    also = Corroboration.objects.filter(known(known_at, "version__"), version__statement__proposal=proposal_id)
    return versions.order_by().values("source_id").union(also.order_by().values("source_id"))
