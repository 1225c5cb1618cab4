"""What does a stored version say, field by field? The keys are those of the dataset format."""

from typing import Any

from guarantors.domain.coding import Review
from guarantors.domain.stance import Basis, ConditionKind, ConditionStatus, Confidence, LegalStatus, Level
from guarantors.domain.voice import Directness, Identification, Voice
from guarantors.models import StanceRecord, StatementVersion

Shape = dict[str, Any]

STATEMENT_LINKS = ("spoken_for__actor", "corroborations__source")
STANCE_LINKS = ("conditions", "evidence__statement")
"""What is worth fetching beforehand where many versions are read."""


def statement(row: StatementVersion) -> Shape:
    """A version's content as an entry has it."""
    return {
        "id": row.statement.ref,
        "actors": tuple(link.actor.code for link in row.spoken_for.all()),
        "said_on": row.said_on,
        "sequence": row.sequence,
        "speaker": {"name": row.speaker.name if row.speaker else "", "office": row.office},
        "relayed_by": {"name": row.relayed_by.name if row.relayed_by else "", "office": row.relayed_office},
        "voice": Voice(row.voice),
        "identification": Identification(row.identification),
        "directness": Directness(row.directness),
        "summary": row.summary,
        "quote": row.quote,
        "quote_language": row.quote_language,
        "source": row.source.ref,
        "corroborated_by": tuple(link.source.ref for link in row.corroborations.all()),
        "verified": row.verified,
        "said_last": row.said_last,
    }


def stance(row: StanceRecord) -> Shape:
    """A record's content as an entry has it."""
    return {
        "id": row.ref,
        "guarantor": row.guarantor.actor.code,
        "provision": row.provision.slug if row.provision else None,
        "effective_on": row.effective_on,
        "sequence": row.sequence,
        "level": Level(row.level),
        "basis": Basis(row.basis) if row.basis else None,
        "legal_status": LegalStatus(row.legal_status) if row.legal_status else None,
        "confidence": Confidence(row.confidence),
        "rationale": row.rationale,
        "conditions": tuple(
            {"kind": ConditionKind(item.kind), "text": item.text, "status": ConditionStatus(item.status)}
            for item in row.conditions.all()
        ),
        "statements": tuple(link.statement.ref for link in row.evidence.all()),
        "verified": row.verified,
        "review": Review(row.review) if row.review else None,
    }
