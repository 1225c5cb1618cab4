"""A submission as JSON, as one person may see it: a coding that is not theirs to see is not in it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from rest_framework.request import Request

from guarantors.address import written_moment
from guarantors.api.writes.deed import href
from guarantors.domain.submission import CodingGiven, plain_codings
from guarantors.queries.waiting import Sheet, WaitingRow


def submission(row: WaitingRow, request: Request) -> dict[str, Any]:
    """What was handed in, in the keys in which it was sent; whose turn it is; and what became of it.

    `codings.first` and `codings.second` are null where there is none, or none that this person may see.
    """
    given = row.given.plain()
    return {
        "id": str(row.id),
        "href": href(request, "submissions", str(row.id)),
        "desk": request.build_absolute_uri(reverse("review", args=[row.id])),
        "proposal": row.statement.proposal_slug,
        "statement": {"source": given["source"], **given["said"], "relations": given["relations"]},
        "source_on_record": row.source.id or None,
        "logged_by": row.logged_by,
        "logged_at": written_moment(row.logged_at),
        "turn": row.turn.value,
        "coded_by": row.coded_by or None,
        "codings": {"first": _sheet(row.first), "second": _sheet(row.second)},
        "flags": [{"risk": flag.risk.value, "says": flag.says} for flag in row.flags],
        "outcome": row.outcome.value if row.outcome else None,
        "decided_by": row.decided_by or None,
        "decided_at": written_moment(row.decided_at) if row.decided_at else None,
        "reason": row.reason or None,
        "published_as": row.published_as or None,
    }


def _sheet(sheet: Sheet | None) -> dict[str, Any] | None:
    if sheet is None:
        return None
    return {"coder": sheet.coder, "coded_at": written_moment(sheet.coded_at), "codings": _codings(sheet.codings)}


def _codings(codings: Sequence[CodingGiven]) -> list[dict[str, Any]]:
    return plain_codings(codings)
