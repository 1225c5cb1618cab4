"""What has been read: from when to when do the sources and statements of each proposal reach?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Q

from guarantors.models import Proposal, StatementVersion


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
