"""Stored rows of the sections without versions, as a dump's entries in a fixed order."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from guarantors.models import (
    Amendment,
    Coding,
    Event,
    Nomination,
    Proposal,
    Source,
    StatementRelation,
    StatementVersion,
)


def guarantors(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {
            "actor": part.actor.code,
            "name": part.actor.name,
            "kind": part.actor.kind,
            "role": part.role,
            "since": part.since,
            "until": part.until,
        }
        for part in proposal.guarantors.select_related("actor").order_by("position", "pk")
    ]


def actors(proposal: Proposal, statements: Iterable[StatementVersion]) -> list[dict[str, Any]]:
    """The actors that are named and have no part of their own."""
    named = {link.actor.code: link.actor for row in statements for link in row.spoken_for.all()}
    named |= {link.actor.code: link.actor for link in proposal.makers.select_related("actor")}
    claims = Nomination.objects.filter(guarantor__proposal=proposal).select_related("named_by")
    named |= {claim.named_by.code: claim.named_by for claim in claims}
    parts = set(proposal.guarantors.values_list("actor__code", flat=True))
    return [
        {"code": code, "name": actor.name, "kind": actor.kind}
        for code, actor in sorted(named.items())
        if code not in parts
    ]


def sources(proposal: Proposal, statements: Iterable[StatementVersion]) -> list[dict[str, Any]]:
    """Every source that an entry of the proposal names, by its id."""
    pks = {row.source_id for row in statements}
    pks |= {link.source_id for row in statements for link in row.corroborations.all()}
    pks |= set(Nomination.objects.filter(guarantor__proposal=proposal).values_list("source_id", flat=True))
    pks |= set(Event.objects.filter(proposal=proposal, source__isnull=False).values_list("source_id", flat=True))
    return [
        {
            "id": row.ref,
            "title": row.title,
            "publisher": row.publisher,
            "authors": row.authors,
            "published_on": row.published_on,
            "url": row.url,
            "archived_url": row.archived_url,
            "retrieved_at": row.retrieved_at,
            "language": row.language,
            "kind": row.kind,
            "status": row.status,
            "note": row.note,
            "verified": row.verified,
            "recorded_at": row.recorded_at,
        }
        for row in Source.objects.filter(pk__in=pks).order_by("ref")
    ]


def nominations(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {
            "id": row.ref,
            "actor": row.guarantor.actor.code,
            "named_by": row.named_by.code,
            "named_on": row.named_on,
            "source": row.source.ref,
            "withdrawn_on": row.withdrawn_on,
        }
        for row in Nomination.objects.filter(guarantor__proposal=proposal)
        .select_related("guarantor__actor", "named_by", "source")
        .order_by("ref")
    ]


def relations(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {"later": row.later.ref, "earlier": row.earlier.ref, "relation": row.relation, "recorded_at": row.recorded_at}
        for row in StatementRelation.objects.filter(later__proposal=proposal)
        .select_related("later", "earlier")
        .order_by("later__ref", "earlier__ref", "relation")
    ]


def codings(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {
            "statement": row.statement.ref,
            "guarantor": row.guarantor.actor.code,
            "provision": row.provision.slug if row.provision else None,
            "coder": row.coder,
            "round": row.round,
            "level": row.level,
            "basis": row.basis,
            "confidence": row.confidence,
            "rationale": row.rationale,
            "recorded_at": row.recorded_at,
        }
        for row in Coding.objects.filter(guarantor__proposal=proposal)
        .select_related("statement", "guarantor__actor", "provision")
        .order_by("statement__ref", "guarantor__actor__code", "provision__slug", "coder", "round")
    ]


def events(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {
            "id": row.ref,
            "happened_on": row.happened_on,
            "kind": row.kind,
            "actor": row.actor.code if row.actor else None,
            "title": row.title,
            "source": row.source.ref if row.source else None,
        }
        for row in proposal.events.select_related("actor", "source").order_by("last_day", "ref")
    ]


def amendments(proposal: Proposal, shared: Collection[tuple[str, str]]) -> list[dict[str, Any]]:
    """What was amended of the proposal, and of the actors and sources that it names, by noun and ref."""
    own = Amendment.objects.filter(ref__startswith=f"{proposal.slug}/") | Amendment.objects.filter(
        noun="proposal", ref=proposal.slug
    )
    named = Amendment.objects.filter(noun__in=["actor", "source"], ref__in={ref for _, ref in shared})
    found = {*own, *(row for row in named if (row.noun, row.ref) in shared)}
    return [
        {
            "noun": row.noun,
            "ref": row.ref,
            "field": row.field,
            "was": json.dumps(row.was, ensure_ascii=False),
            "became": json.dumps(row.became, ensure_ascii=False),
            "reason": row.reason,
            "recorded_at": row.recorded_at,
            "recorded_by": row.recorded_by,
        }
        for row in sorted(found, key=lambda row: (row.recorded_at, row.noun, row.ref, row.field, row.pk))
    ]
