"""What an entry names that must be on record: found, or refused in the same words wherever it is named."""

from collections.abc import Sequence
from dataclasses import replace

from guarantors.actions import checking, stances
from guarantors.domain.errors import Breach, Refused, gettext_noop, refuse, refuse_any, stale
from guarantors.domain.submission import StanceGiven
from guarantors.domain.text import REF, shown
from guarantors.models import Proposal, Provision, StanceRecord, Statement

MOST = 200
"""Statements that one entry names: more is a text that was pasted into the wrong field."""


def proposal(slug: str) -> Proposal:
    """The proposal of that slug. Raises `Refused` with those that are on record."""
    found = Proposal.objects.filter(slug=slug).first() if slug.isprintable() else None
    if found is None:
        known = tuple(Proposal.objects.order_by("-made_on", "slug").values_list("slug", flat=True))
        if not known:
            raise refuse("proposal-is-known", "proposal", gettext_noop("name a proposal; those on record are: none."))
        wording = gettext_noop("name a proposal; those on record are: %(known)s.")
        raise refuse("proposal-is-known", "proposal", wording, known=known)
    return found


def provision(proposal_id: int, slug: str | None) -> Provision | None:
    """The provision of that proposal, None where none is named. Raises `Refused`."""
    found = Provision.objects.filter(proposal=proposal_id, slug=slug).first() if slug and slug.isprintable() else None
    if slug and found is None:
        raise Refused([checking.unknown_provision(shown(slug))])
    return found


def statement(ref: str, field: str) -> Statement:
    """The statement of that id. Raises `Refused`."""
    [found] = statements([ref], field)
    return found


def statements(refs: Sequence[str], field: str) -> list[Statement]:
    """The statements of these ids, in their order. Raises `Refused` with every one that is not on record."""
    if len(refs) > MOST:
        # Translators: any number may stand here: where a language has many plurals, put it after a colon.
        wording = gettext_noop("names %(count)s statements; at most %(most)s go.")
        raise refuse("list-is-short-enough", field, wording, count=len(refs), most=MOST)
    named = Statement.objects.filter(ref__in=[ref for ref in refs if REF.fullmatch(ref)]).select_related("proposal")
    known = {item.ref: item for item in named}
    unknown = dict.fromkeys(ref for ref in refs if ref not in known)
    refuse_any(checking.unknown_statement(field, shown(ref)) for ref in unknown)
    return [known[ref] for ref in refs]


def version_of(record: StanceRecord, version: int) -> StanceRecord:
    """That version of a stance record, so that an action says who closed it if it did not stand. Raises `Stale`."""
    found = StanceRecord.objects.filter(guarantor=record.guarantor_id, ref=record.ref, version=version)
    seen = found.select_related("guarantor__proposal", "guarantor__actor", "provision").first()
    if seen is None:
        wording = gettext_noop("%(ref)s has no version %(version)s; it stands at version %(standing)s.")
        raise stale("version", wording, ref=record.ref, version=version, standing=record.version)
    return seen


def stance(record: StanceRecord, given: StanceGiven) -> stances.Content:
    """What the record shall say; what is not given of it stays. Raises `Refused` with everything that is unknown."""
    faults: list[Breach] = []
    clause, evidence = None, list[Statement]()
    try:
        clause = provision(record.guarantor.proposal_id, given.provision)
    except Refused as refused:
        faults += refused.breaches
    try:
        evidence = statements(given.statements, "statements")
    except Refused as refused:
        faults += refused.breaches
    refuse_any(faults)
    return replace(
        stances.content_of(record),
        provision=clause,
        effective_on=given.effective_on,
        sequence=given.sequence,
        level=given.level,
        basis=given.basis,
        legal_status=given.legal_status,
        confidence=given.confidence,
        rationale=given.rationale,
        statements=evidence,
        conditions=list(given.conditions),
    )
