"""What is known of a source?"""

from dataclasses import dataclass
from datetime import date, datetime

from guarantors.domain.voice import SourceKind, SourceStatus
from guarantors.models import Source


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


def find(ref: str) -> SourceRow | None:
    """One source, or None."""
    row = Source.objects.filter(ref=ref).first()
    if row is None:
        return None
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
