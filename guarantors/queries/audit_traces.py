"""The tables in which acts leave a trace, and how each trace is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from guarantors.domain.difference import Change, said
from guarantors.domain.difference import changes as difference
from guarantors.models import (
    Amendment,
    AuditEntry,
    Coding,
    Source,
    StanceRecord,
    StatementRelation,
    StatementVersion,
)
from guarantors.queries import contents
from guarantors.queries.history import shape

Read = dict[str, Any]

NOTHING_LEFT_OUT = Q()


@dataclass(frozen=True, slots=True)
class Trace:
    """One kind of trace: its rows, the column of its clock and of who did it, and the verbs that it can mean.

    No `verbs`: each row names its own. `ends` of a trace that is the end of its row, and not its beginning.
    """

    model: type[Model]
    clock: str
    by: str
    verbs: Mapping[str, Q]
    of_proposal: Callable[[str], Q]
    read: Callable[[Any], Read]
    joins: tuple[str, ...] = ()
    only: Q = NOTHING_LEFT_OUT
    ends: bool = False

    def rows(self) -> "QuerySet[Any]":
        """All rows of it, with what reading one needs."""
        return self.model._default_manager.filter(self.only).select_related(*self.joins)


def _entry(row: AuditEntry) -> Read:
    return {
        "by": row.by,
        "verb": row.verb,
        "noun": row.noun,
        "ref": row.ref,
        "proposal": row.proposal.slug if row.proposal else "",
        "reason": row.reason,
        "detail": row.detail,
    }


def _of_version(row: StatementVersion) -> Read:
    statement = row.statement
    return {"noun": "statement", "ref": statement.ref, "proposal": statement.proposal.slug, "version": row.version}


def _version(row: StatementVersion) -> Read:
    verb = "logged" if row.version == 1 else "corrected"
    return {"by": row.recorded_by, "verb": verb, "reason": row.reason, **_of_version(row)}


def _version_ended(row: StatementVersion) -> Read:
    told = {"by": row.superseded_by, "reason": row.withdrawal_reason, **_of_version(row)}
    if row.merged_into is None:
        return {"verb": "withdrawn", **told}
    return {"verb": "merged", "detail": {"merged_into": row.merged_into.ref}, **told}


def _of_record(row: StanceRecord) -> Read:
    return {"noun": "stance", "ref": row.ref, "proposal": row.guarantor.proposal.slug, "version": row.version}


def _record(row: StanceRecord) -> Read:
    verb = "published" if row.version == 1 else "corrected"
    return {"by": row.recorded_by, "verb": verb, "reason": row.reason, **_of_record(row)}


def _record_ended(row: StanceRecord) -> Read:
    return {"by": row.superseded_by, "verb": "withdrawn", "reason": row.withdrawal_reason, **_of_record(row)}


def _amendment(row: Amendment) -> Read:
    proposal = row.ref.partition("/")[0] if row.noun not in ("source", "actor") else ""
    return {
        "by": row.recorded_by,
        "verb": "amended",
        "noun": row.noun,
        "ref": row.ref,
        "proposal": proposal,
        "reason": row.reason,
    }


def _coding(row: Coding) -> Read:
    statement = row.statement
    proposal = statement.proposal.slug
    return {
        "by": row.coder,
        "verb": "coded",
        "noun": "statement",
        "ref": statement.ref,
        "proposal": proposal,
    }


def _relation(row: StatementRelation) -> Read:
    later = row.later
    return {
        "by": "",
        "verb": "related",
        "noun": "statement",
        "ref": later.ref,
        "proposal": later.proposal.slug,
        "detail": {row.relation: row.earlier.ref},
    }


def _source(row: Source) -> Read:
    return {"by": "", "verb": "added", "noun": "source", "ref": row.ref, "proposal": "", "reason": row.title}


def _amended_of(slug: str) -> Q:
    carried = StatementVersion.objects.filter(statement__proposal__slug=slug).order_by().values("source__ref")
    own = Q(noun="proposal", ref=slug) | Q(ref__startswith=f"{slug}/")
    return own | Q(noun="source", ref__in=carried)


def _carried_by(slug: str) -> Q:
    carried = StatementVersion.objects.filter(statement__proposal__slug=slug).order_by().values("source_id")
    return Q(pk__in=carried)


_FIRST, _LATER = Q(version=1), Q(version__gt=1)
_ENDED = ~Q(withdrawal_reason="") & Q(superseded_at__isnull=False)

TRACES: tuple[Trace, ...] = (
    Trace(AuditEntry, "at", "by", {}, lambda slug: Q(proposal__slug=slug), _entry, ("proposal",)),
    Trace(
        StatementVersion,
        "superseded_at",
        "superseded_by",
        {"withdrawn": Q(merged_into__isnull=True), "merged": Q(merged_into__isnull=False)},
        lambda slug: Q(statement__proposal__slug=slug),
        _version_ended,
        ("statement__proposal", "merged_into"),
        _ENDED,
        ends=True,
    ),
    Trace(
        StanceRecord,
        "superseded_at",
        "superseded_by",
        {"withdrawn": Q()},
        lambda slug: Q(guarantor__proposal__slug=slug),
        _record_ended,
        ("guarantor__proposal",),
        _ENDED,
        ends=True,
    ),
    Trace(Amendment, "recorded_at", "recorded_by", {"amended": Q()}, _amended_of, _amendment),
    Trace(
        StanceRecord,
        "recorded_at",
        "recorded_by",
        {"published": _FIRST, "corrected": _LATER},
        lambda slug: Q(guarantor__proposal__slug=slug),
        _record,
        ("guarantor__proposal",),
    ),
    Trace(
        StatementVersion,
        "recorded_at",
        "recorded_by",
        {"logged": _FIRST, "corrected": _LATER},
        lambda slug: Q(statement__proposal__slug=slug),
        _version,
        ("statement__proposal",),
    ),
    # A coding of the desk is told by its sheet, when it was made; a loaded one has no other trace.
    Trace(
        Coding,
        "recorded_at",
        "coder",
        {"coded": Q()},
        lambda slug: Q(statement__proposal__slug=slug),
        _coding,
        ("statement__proposal",),
        Q(round=""),
    ),
    Trace(
        StatementRelation,
        "recorded_at",
        "",
        {"related": Q()},
        lambda slug: Q(later__proposal__slug=slug),
        _relation,
        ("later__proposal", "earlier"),
    ),
    Trace(Source, "recorded_at", "", {"added": Q()}, _carried_by, _source),
)
"""In the order in which acts of one moment are told, last one first."""


def people() -> list[str]:
    """Everybody who is named in any of the traces."""
    named: set[str] = set()
    for trace in TRACES:
        if trace.by:
            named |= set(trace.rows().select_related(None).order_by().values_list(trace.by, flat=True).distinct())
    return sorted(named)


def changes(rows: Sequence[Model]) -> dict[tuple[type[Model], int], tuple[Change, ...]]:
    """What each corrected version and each amendment changed, in a fixed number of queries."""
    found: dict[tuple[type[Model], int], tuple[Change, ...]] = {
        (Amendment, row.pk): (Change(row.field, said(row.was), said(row.became)),)
        for row in rows
        if isinstance(row, Amendment)
    }
    records = StanceRecord.objects.filter(
        pk__in=[row.pk for row in rows if isinstance(row, StanceRecord) and row.version > 1]
    ).select_related("guarantor__actor", "provision", "replaces__guarantor__actor", "replaces__provision")
    linked = [f"{of}{link}" for of in ("", "replaces__") for link in contents.STANCE_LINKS]
    for record in records.prefetch_related(*linked):
        assert record.replaces is not None
        found[StanceRecord, record.pk] = tuple(difference(shape(record.replaces), shape(record)))
    corrected = [row for row in rows if isinstance(row, StatementVersion) and row.version > 1]
    versions = {
        (row.statement_id, row.version): row
        for row in StatementVersion.objects.filter(statement__in=[row.statement_id for row in corrected])
        .select_related("statement", "source", "speaker", "relayed_by")
        .prefetch_related(*contents.STATEMENT_LINKS)
    }
    for row in corrected:
        pair = versions[row.statement_id, row.version - 1], versions[row.statement_id, row.version]
        found[StatementVersion, row.pk] = tuple(difference(*map(shape, pair)))
    return found
