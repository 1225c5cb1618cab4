"""A message: what happened, made of the change alone, so that each try sends the same bytes."""

import json
import uuid

from django.conf import settings

from guarantors.domain.acts import Noun, happening
from guarantors.models import StanceRecord
from guarantors.queries.journal import Entry


def body(entry: Entry) -> bytes:
    """The body of the message, by the Standard Webhooks specification."""
    data = {
        "number": entry.number,
        "noun": entry.noun.value,
        "act": entry.act.value,
        "proposal": entry.proposal,
        "id": entry.id,
        "version": entry.version,
        "reason": entry.reason,
        "recorded_at": entry.recorded_at.isoformat(),
        "recorded_by": entry.recorded_by,
        "href": settings.SITE_URL + _page(entry),
        "api": settings.SITE_URL + _api(entry),
    }
    said = {"type": happening(entry.noun, entry.act), "timestamp": entry.recorded_at.isoformat(), "data": data}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def name(delivery: uuid.UUID) -> str:
    """The message's own id: the same at each try, so that a receiver knows one that it has."""
    return f"msg_{delivery.hex}"


def _page(entry: Entry) -> str:
    if entry.noun is not Noun.STANCE:
        return f"/statements/{entry.id}/"
    # All versions of a record are of one guarantor.
    records = StanceRecord.objects.filter(guarantor__proposal__slug=entry.proposal, ref=entry.id)
    code = records.values_list("guarantor__actor__code", flat=True)[:1].get()
    return f"/{entry.proposal}/{code}/{entry.id}/"


def _api(entry: Entry) -> str:
    if entry.noun is not Noun.STANCE:
        return f"/api/v1/statements/{entry.id}/"
    return f"/api/v1/stances/{entry.proposal}/{entry.id}/"
