"""A source as the desk's pages are about it, as it stands now."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.urls import reverse

from guarantors.actions import sources
from guarantors.actions.sources import AMENDABLE
from guarantors.address import permanent
from guarantors.domain.text import shown
from guarantors.domain.voice import SourceStatus
from guarantors.exchange.spoken import gettext as _
from guarantors.models import Source
from guarantors.queries import history
from guarantors.queries.contents import Shape
from guarantors.queries.history import Past


@dataclass(frozen=True, slots=True)
class SourceSubject:
    """`version` counts how often it was described anew or marked, from 1."""

    row: Source
    version: int
    stands: bool = True
    lock: None = None
    proposal: None = None

    @property
    def ref(self) -> str:
        return self.row.ref

    @property
    def title(self) -> str:
        return f"{self.row.title}, {self.row.publisher}"

    @property
    def href(self) -> str:
        return reverse("desk_source", args=[self.ref])

    @property
    def shape(self) -> Shape:
        """What it says now, field by field."""
        return shape(self.row)

    @property
    def public(self) -> str:
        """The page that readers see."""
        return self.at(None)

    def at(self, moment: datetime | None) -> str:
        """Its public page, as it was at that moment if one is named."""
        return permanent.of_source(self.ref, moment) if moment else f"/sources/{self.ref}/"

    def past(self) -> list[Past]:
        """Everything that was done to it, newest first."""
        return history.of_source(self.ref)

    def since(self, seen: int) -> list[Past]:
        """What was done to it since that version, newest first."""
        newer, found = self.version - seen, []
        for item in self.past():
            if newer > 0:
                found.append(item)
            newer -= len(item.changes)
        return found

    def status_at(self, seen: int) -> SourceStatus:
        """How it was marked in that version: marks since then are taken back, newest first."""
        status = self.row.status
        for item in self.since(seen):
            status = next((change.was for change in item.changes if change.field == "status"), status)
        return SourceStatus(status)


def of(ref: str) -> SourceSubject:
    """The source. Raises Http404 in words."""
    row = Source.objects.filter(ref=ref).first()
    if row is None:
        raise Http404(_("There is no source “%(ref)s” on record.") % {"ref": shown(ref)})
    return SourceSubject(row, sources.amendments_of(row) + 1)


def shape(row: Source) -> Shape:
    """What a source says, field by field."""
    return {name: getattr(row, name) for name in (*AMENDABLE, "status")}
