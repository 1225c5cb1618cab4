"""Write a proposal as a dataset that loads back to the same database, every version and both clocks included."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import yaml

from guarantors.exchange import plain_rows, shapes
from guarantors.exchange.sections import FORMAT
from guarantors.models import Proposal, StanceRecord, StatementVersion
from guarantors.models.fields import Recorded

_WIDTH = 120


def dump(slug: str) -> str:
    """The dataset as YAML, the same bytes for the same record. Raises `Proposal.DoesNotExist`."""
    proposal = Proposal.objects.get(slug=slug)
    statements = _statements(proposal)
    parts, others = plain_rows.guarantors(proposal), plain_rows.actors(proposal, statements)
    sources = plain_rows.sources(proposal, statements)
    shared = {("actor", row["actor"]) for row in parts} | {("actor", row["code"]) for row in others}
    shared |= {("source", row["id"]) for row in sources}
    sections: dict[str, Iterable[dict[str, Any]]] = {
        "actors": others,
        "guarantors": parts,
        "sources": sources,
        "nominations": plain_rows.nominations(proposal),
        "statements": [_statement(row) | _clock(row) for row in statements],
        "relations": plain_rows.relations(proposal),
        "codings": plain_rows.codings(proposal),
        "stances": [shapes.stance(row) | _clock(row) for row in _stances(proposal)],
        "events": plain_rows.events(proposal),
        "amendments": plain_rows.amendments(proposal, shared),
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


def _statement(row: StatementVersion) -> dict[str, Any]:
    return shapes.statement(row) | {
        "said_last": shapes.reckoned_otherwise(row, row.source.published_on),
        "merged_into": row.merged_into.ref if row.merged_into else None,
    }


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
        "statement", "source", "speaker", "relayed_by", "merged_into"
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
