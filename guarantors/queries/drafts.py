"""Which drafts has an editor, in work, sent back, laid aside, handed in, and published lately?"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from guarantors.models import Draft, Outcome

LATELY = 10
"""So many published ones are listed, the last first; all of them are in the record."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft with what became of it; `statement` is the id of what was published of it."""

    id: uuid.UUID
    owner: str
    proposal_slug: str
    proposal_title: str
    fields: dict[str, list[str]]
    revision: int
    saved_at: datetime
    is_laid_aside: bool
    note: str
    submission_id: uuid.UUID | None
    handed_in_at: datetime | None
    published_at: datetime | None
    statement: str

    @property
    def waits(self) -> bool:
        """Whether it was handed in and nobody has decided yet."""
        return self.submission_id is not None and not self.statement

    def first(self, *names: str) -> str:
        """What stands in the first of these fields that says something."""
        return next((text for name in names for text in self.fields.get(name, ()) if text.strip()), "")


@dataclass(frozen=True, slots=True)
class DraftLists:
    """An editor's drafts, the last saved first."""

    in_work: tuple[DraftRow, ...]
    sent_back: tuple[DraftRow, ...]
    waiting: tuple[DraftRow, ...]
    published: tuple[DraftRow, ...]
    laid_aside: tuple[DraftRow, ...]


def find(ident: uuid.UUID) -> DraftRow | None:
    """One draft, of whichever owner; None where there is none."""
    return next(iter(_rows(Draft.objects.filter(pk=ident))), None)


def find_by_text(ident: str) -> DraftRow | None:
    """The same by an id as it stands in an address; None for what is no id."""
    try:
        return find(uuid.UUID(ident))
    except ValueError:
        return None


def of_owner(owner: str) -> DraftLists:
    """Every draft of one editor, in the list where it belongs. One SQL query."""
    rows = list(_rows(Draft.objects.filter(owner=owner)))
    open_ = [row for row in rows if row.submission_id is None and not row.is_laid_aside]
    published = [row for row in rows if row.statement]
    return DraftLists(
        in_work=tuple(row for row in open_ if not row.note),
        sent_back=tuple(row for row in open_ if row.note),
        waiting=tuple(row for row in rows if row.waits),
        published=tuple(sorted(published, key=lambda row: str(row.published_at), reverse=True)[:LATELY]),
        laid_aside=tuple(row for row in rows if row.submission_id is None and row.is_laid_aside),
    )


def _rows(found: QuerySet[Draft]) -> Iterator[DraftRow]:
    for draft in found.select_related("proposal", "submission__statement"):
        submission = draft.submission
        published = submission if submission and submission.outcome == Outcome.PUBLISHED else None
        yield DraftRow(
            id=draft.pk,
            owner=draft.owner,
            proposal_slug=draft.proposal.slug if draft.proposal else "",
            proposal_title=draft.proposal.title if draft.proposal else "",
            fields=draft.fields,
            revision=draft.revision,
            saved_at=draft.saved_at,
            is_laid_aside=draft.discarded_at is not None,
            note=draft.note,
            submission_id=draft.submission_id,
            handed_in_at=submission.logged_at if submission else None,
            published_at=published.decided_at if published else None,
            statement=published.statement.ref if published and published.statement else "",
        )
