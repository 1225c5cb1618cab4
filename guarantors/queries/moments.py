"""At which moments did the record change? Each is a past state of a page that can be shown again (RFC 7089)."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from guarantors.models import Amendment, Coding, StanceRecord, StatementRelation, StatementVersion

MOST_MOMENTS = 1000
"""The newest so many are listed; older states can still be asked for by their moment."""


def moments(*, proposal: str | None = None, statement: str | None = None) -> list[datetime]:
    """The moments of a proposal, a statement or, where neither is named, of the whole record, oldest first."""
    if statement is not None:
        versions = StatementVersion.objects.filter(statement__ref=statement)
        columns = [_recorded(versions), _closed(versions)]
    else:
        versions = StatementVersion.objects.all()
        stances = StanceRecord.objects.all()
        codings, relations, amendments = Coding.objects.all(), StatementRelation.objects.all(), Amendment.objects.all()
        if proposal is not None:
            versions = versions.filter(statement__proposal__slug=proposal)
            stances = stances.filter(guarantor__proposal__slug=proposal)
            codings = codings.filter(guarantor__proposal__slug=proposal)
            relations = relations.filter(later__proposal__slug=proposal)
            own = Q(noun="proposal", ref=proposal) | Q(ref__startswith=f"{proposal}/")
            amendments = amendments.filter(own | Q(noun__in=("actor", "source")))
        rows = (versions, stances, codings, relations, amendments)
        columns = [*(_recorded(table) for table in rows), _closed(versions), _closed(stances)]
    found = {moment for column in columns for (moment,) in column.distinct()[:MOST_MOMENTS]}
    return sorted(found)[-MOST_MOMENTS:]


Column = QuerySet[Any, tuple[datetime]]


def _recorded(rows: "QuerySet[Any]") -> Column:
    return rows.values_list("recorded_at").order_by("-recorded_at")


def _closed(rows: "QuerySet[Any]") -> Column:
    return rows.filter(superseded_at__isnull=False).values_list("superseded_at").order_by("-superseded_at")
