"""Write a proposal as a dataset that loads back to the same database, every version and both clocks included."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import yaml

from guarantors.exchange import shapes
from guarantors.exchange.sections import FORMAT
from guarantors.models import (
    Amendment,
    Coding,
    Event,
    Nomination,
    Proposal,
    Source,
    StanceRecord,
    StatementRelation,
    StatementVersion,
)
from guarantors.models.fields import Recorded

_WIDTH = 120


def dump(slug: str) -> str:
    """The dataset as YAML, the same bytes for the same record. Raises `Proposal.DoesNotExist`."""
    proposal = Proposal.objects.get(slug=slug)
    statements = _statements(proposal)
    sections: dict[str, Iterable[dict[str, Any]]] = {
        "actors": _actors(proposal, statements),
        "guarantors": _guarantors(proposal),
        "sources": _sources(proposal, statements),
        "nominations": _nominations(proposal),
        "statements": [shapes.statement(row) | _clock(row) for row in statements],
        "relations": _relations(proposal),
        "codings": _codings(proposal),
        "stances": [shapes.stance(row) | _clock(row) for row in _stances(proposal)],
        "events": _events(proposal),
        "amendments": _amendments(proposal, statements),
    }
    document: dict[str, Any] = {"format": FORMAT, "proposal": _tidy(_proposal(proposal))}
    for name, entries in sections.items():
        if found := [_tidy(entry) for entry in entries]:
            document[name] = found
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _tidy(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values, without the keys that say nothing."""
    plain = {key: _plain(value) for key, value in entry.items()}
    return {key: value for key, value in plain.items() if value not in (None, "", [], {})}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _tidy(value)
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _clock(row: Recorded) -> dict[str, Any]:
    version = row.version  # type: ignore[attr-defined]
    return {
        "version": version if version > 1 else None,
        "recorded_at": row.recorded_at,
        "recorded_by": row.recorded_by,
        "reason": row.reason,
        "superseded_at": row.superseded_at,
        "superseded_by": row.superseded_by,
        "withdrawal_reason": row.withdrawal_reason,
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "slug": proposal.slug,
        "title": proposal.title,
        "made_on": proposal.made_on,
        "made_at": proposal.made_at,
        "made_by": [link.actor.code for link in proposal.makers.select_related("actor").order_by("position")],
        "status": proposal.status,
        "summary": proposal.summary,
        "derived_from": proposal.derived_from.slug if proposal.derived_from else None,
        "provisions": [
            {"slug": item.slug, "title": item.title, "summary": item.summary, "obligation": item.obligation}
            for item in proposal.provisions.order_by("position")
        ],
    }


def _statements(proposal: Proposal) -> list[StatementVersion]:
    stored = StatementVersion.objects.filter(statement__proposal=proposal).select_related(
        "statement", "source", "speaker", "relayed_by"
    )
    return list(
        stored.prefetch_related("spoken_for__actor", "corroborations__source").order_by("statement__ref", "version")
    )


def _stances(proposal: Proposal) -> list[StanceRecord]:
    stored = StanceRecord.objects.filter(guarantor__proposal=proposal).select_related("guarantor__actor", "provision")
    return list(
        stored.prefetch_related("conditions", "evidence__statement").order_by(
            "guarantor__actor__code", "provision__slug", "effective_day", "sequence", "ref", "version"
        )
    )


def _guarantors(proposal: Proposal) -> list[dict[str, Any]]:
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


def _actors(proposal: Proposal, statements: Iterable[StatementVersion]) -> list[dict[str, Any]]:
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


def _sources(proposal: Proposal, statements: Iterable[StatementVersion]) -> list[dict[str, Any]]:
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


def _nominations(proposal: Proposal) -> list[dict[str, Any]]:
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


def _relations(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {"later": row.later.ref, "earlier": row.earlier.ref, "relation": row.relation, "recorded_at": row.recorded_at}
        for row in StatementRelation.objects.filter(later__proposal=proposal)
        .select_related("later", "earlier")
        .order_by("later__ref", "earlier__ref", "relation")
    ]


def _codings(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {
            "statement": row.statement.ref,
            "guarantor": row.guarantor.actor.code,
            "provision": row.provision.slug if row.provision else None,
            "coder": row.coder,
            "level": row.level,
            "basis": row.basis,
            "confidence": row.confidence,
            "rationale": row.rationale,
            "recorded_at": row.recorded_at,
        }
        for row in Coding.objects.filter(guarantor__proposal=proposal)
        .select_related("statement", "guarantor__actor", "provision")
        .order_by("statement__ref", "guarantor__actor__code", "provision__slug", "coder")
    ]


def _events(proposal: Proposal) -> list[dict[str, Any]]:
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


def _amendments(proposal: Proposal, statements: Iterable[StatementVersion]) -> list[dict[str, Any]]:
    """What was amended of the proposal and of the actors and sources that it names."""
    own = Amendment.objects.filter(ref__startswith=f"{proposal.slug}/") | Amendment.objects.filter(
        noun="proposal", ref=proposal.slug
    )
    refs = {row.source.ref for row in statements}
    codes = set(proposal.guarantors.values_list("actor__code", flat=True))
    shared = Amendment.objects.filter(noun="source", ref__in=refs) | Amendment.objects.filter(
        noun="actor", ref__in=codes
    )
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
        for row in sorted({*own, *shared}, key=lambda row: (row.recorded_at, row.noun, row.ref, row.field))
    ]
