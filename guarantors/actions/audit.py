"""What was done at the desk and leaves no trace in the record itself, kept in the transaction of what it tells."""

from collections.abc import Mapping
from datetime import datetime

from guarantors.models import AuditEntry, Proposal


def keep(
    *,
    by: str,
    at: datetime,
    verb: str,
    noun: str,
    ref: str,
    proposal: Proposal | None = None,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> None:
    """Put an act on the audit list. `detail` never holds a coding before it is published: others code blind."""
    AuditEntry.objects.create(
        at=at, by=by, verb=verb, noun=noun, ref=ref, proposal=proposal, reason=reason, detail=dict(detail or {})
    )
