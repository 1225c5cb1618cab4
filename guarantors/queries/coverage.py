"""What has been read: from when to when do the sources and statements of each proposal reach?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import BigIntegerField, Count, DateTimeField, F, Max, Min, Q, QuerySet

from guarantors.models import Proposal, StatementVersion
from guarantors.models import carried as models
from guarantors.models.carried import SourcesRead
from guarantors.models.gist import ProposalGist
from guarantors.models.gist_facts import FORMAT
from guarantors.models.prepared import Given, answers


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


def sources_read(proposal_id: int, *, known_at: datetime) -> SourcesRead:
    """What was searched for a proposal: every source that carries something about it, as known at that moment."""
    kept = answers("sources read", ProposalGist, _kept, proposal=proposal_id, known_at=known_at)
    if kept:
        found = orjson.loads(kept[0][0])
        first, last = (date.fromisoformat(day) if day else None for day in (found["first"], found["last"]))
        at = found["checked_at"]
        return SourcesRead(found["count"], first, last, found["undated"], datetime.fromisoformat(at) if at else None)
    return models.sources_read(proposal_id, models.carried(proposal_id, known_at=known_at), known_at=known_at)


def _kept() -> "QuerySet[ProposalGist, Any]":
    """The gist that says what was known at the moment."""
    return ProposalGist.objects.filter(
        proposal=Given("proposal", BigIntegerField()),
        provision__isnull=True,
        format=FORMAT,
        revision=F("proposal__revision"),
        proposal__changed_at__lte=Given("known_at", DateTimeField()),
    ).values_list("sources")
