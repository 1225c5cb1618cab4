"""Which pages has the record, and when did each last change?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from guarantors.models import Actor, Guarantor, Proposal, Source, Statement, StatementVersion


@dataclass(frozen=True, slots=True)
class PageRow:
    """What fills in the address of a page: names as in the site map, and the moment of its last change."""

    names: dict[str, str]
    changed_at: datetime


def proposals() -> list[PageRow]:
    """One for each proposal, by `slug`."""
    found = Proposal.objects.order_by("slug").values_list("slug", "changed_at")
    return [PageRow({"slug": slug}, changed_at) for slug, changed_at in found]


def guarantors() -> list[PageRow]:
    """One for each part in a proposal, by `slug` and `code`. A proposal's change may be any guarantor's."""
    found = Guarantor.objects.order_by("proposal__slug", "position")
    return [
        PageRow({"slug": slug, "code": code}, changed_at)
        for slug, code, changed_at in found.values_list("proposal__slug", "actor__code", "proposal__changed_at")
    ]


def actors() -> list[PageRow]:
    """One for each actor with a part in a proposal, by `code`."""
    found = Actor.objects.filter(parts__isnull=False).annotate(last=Max("parts__proposal__changed_at"))
    return [PageRow({"code": code}, last) for code, last in found.order_by("code").values_list("code", "last")]


def statements() -> list[PageRow]:
    """One for each statement, by `ref`; the moment is that of its last version or of its withdrawal.

    One that was merged has no page any more: its address leads to the other.
    """
    merged = StatementVersion.objects.filter(merged_into__isnull=False).order_by().values("statement_id")
    found = (
        Statement.objects.exclude(pk__in=merged)
        .annotate(recorded=Max("versions__recorded_at"), closed=Max("versions__superseded_at"))
        .order_by("ref")
    )
    return [
        PageRow({"ref": ref}, max(recorded, closed or recorded))
        for ref, recorded, closed in found.values_list("ref", "recorded", "closed")
    ]


def sources() -> list[PageRow]:
    """One for each source, by `ref`; a statement from it changes its page."""
    said = dict(StatementVersion.objects.order_by().values_list("source").annotate(last=Max("recorded_at")))
    return [
        PageRow({"ref": ref}, max(recorded, said.get(pk, recorded)))
        for pk, ref, recorded in Source.objects.order_by("ref").values_list("pk", "ref", "recorded_at")
    ]
