"""Which sources did their publishers correct or withdraw after we had read them?"""

from datetime import datetime
from typing import Any

from guarantors.domain import dates
from guarantors.domain.acts import Act, Noun
from guarantors.domain.voice import SourceStatus
from guarantors.models import Amendment, Source, StatementVersion
from guarantors.queries.acts import RecordedRow


def sources(
    *, known_at: datetime, since: datetime | None, proposal_id: int | None, code: str | None, limit: int
) -> list[RecordedRow]:
    """At most `limit` changes of a source's standing, newest first, of the sources of a proposal and an actor."""
    carried: dict[str, Any] = {}
    if proposal_id is not None:
        carried["statement__proposal_id"] = proposal_id
    if code is not None:
        carried["spoken_for__actor__code"] = code
    found = Amendment.objects.filter(noun="source", field="status", recorded_at__lte=known_at)
    if since is not None:
        found = found.filter(recorded_at__gt=since)
    if carried:
        named = StatementVersion.objects.filter(**carried).order_by().values("source__ref")
        found = found.filter(ref__in=named)
    rows = list(found.order_by("-recorded_at", "-ref")[:limit])
    titles = {
        ref: f"“{title}”, {publisher}"
        for ref, title, publisher in Source.objects.filter(ref__in=[row.ref for row in rows]).values_list(
            "ref", "title", "publisher"
        )
    }
    return [
        RecordedRow(
            noun=Noun.SOURCE,
            act=Act.AMENDED,
            at=row.recorded_at,
            slug="",
            proposal="",
            ref=row.ref,
            version=1,
            actors=(),
            day=row.recorded_at.date(),
            given=dates.parse(row.recorded_at.date().isoformat()),
            sequence=1,
            text=titles[row.ref],
            reason=row.reason,
            words=(),
            standing=SourceStatus(str(row.became)),
        )
        for row in rows
        if row.ref in titles
    ]
