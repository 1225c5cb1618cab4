"""What an entry names that must be on record: found, or refused in the same words wherever it is named."""

from collections.abc import Sequence
from dataclasses import replace

from guarantors.actions import stances
from guarantors.domain.errors import Breach, Refused, refuse, refuse_any, stale
from guarantors.domain.submission import StanceGiven
from guarantors.domain.text import REF, shown
from guarantors.models import Proposal, Provision, StanceRecord, Statement

MOST = 200
"""Statements that one entry names: more is a text that was pasted into the wrong field."""


def proposal(slug: str) -> Proposal:
    """The proposal of that slug. Raises `Refused` with those that are on record."""
    found = Proposal.objects.filter(slug=slug).first() if slug.isprintable() else None
    if found is None:
        known = ", ".join(Proposal.objects.order_by("-made_on", "slug").values_list("slug", flat=True))
        raise refuse("proposal-is-known", "proposal", f"name a proposal; those on record are: {known or 'none'}.")
    return found


def provision(proposal_id: int, slug: str | None) -> Provision | None:
    """The provision of that proposal, None where none is named. Raises `Refused`."""
    found = Provision.objects.filter(proposal=proposal_id, slug=slug).first() if slug and slug.isprintable() else None
    if slug and found is None:
        raise refuse("provision-is-known", "provision", f"there is no provision “{shown(slug)}” in this proposal.")
    return found


def statement(ref: str, field: str) -> Statement:
    """The statement of that id. Raises `Refused`."""
    [found] = statements([ref], field)
    return found


def statements(refs: Sequence[str], field: str) -> list[Statement]:
    """The statements of these ids, in their order. Raises `Refused` with every one that is not on record."""
    if len(refs) > MOST:
        raise refuse("list-is-short-enough", field, f"names {len(refs)} statements; at most {MOST} go.")
    named = Statement.objects.filter(ref__in=[ref for ref in refs if REF.fullmatch(ref)]).select_related("proposal")
    known = {item.ref: item for item in named}
    unknown = dict.fromkeys(ref for ref in refs if ref not in known)
    refuse_any(
        Breach("statement-is-known", field, f"there is no statement “{shown(ref)}” on record.") for ref in unknown
    )
    return [known[ref] for ref in refs]


def version_of(record: StanceRecord, version: int) -> StanceRecord:
    """That version of a stance record, so that an action says who closed it if it did not stand. Raises `Stale`."""
    found = StanceRecord.objects.filter(guarantor=record.guarantor_id, ref=record.ref, version=version)
    seen = found.select_related("guarantor__proposal", "guarantor__actor", "provision").first()
    if seen is None:
        raise stale("version", f"{record.ref} has no version {version}; it stands at version {record.version}.")
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
