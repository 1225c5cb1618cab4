"""Stored rows as the format's entries: the same shape serves to compare a file with the record and to dump it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from guarantors.domain import dates
from guarantors.domain.coding import Review
from guarantors.domain.stance import Basis, ConditionKind, ConditionStatus, Confidence, LegalStatus, Level
from guarantors.domain.voice import Directness, Identification, Voice
from guarantors.exchange.entries import Entry
from guarantors.exchange.sections import CLOCK, MERGED
from guarantors.models import StanceRecord, StatementVersion

Shape = dict[str, Any]

_LONGEST_SAID = 120
"""So that a reason that names every field of a record stays within the longest text."""


def content(entry: Entry) -> Shape:
    """What an entry says, without its recorded clock."""
    return {key: value for key, value in entry.values.items() if key not in CLOCK and key not in MERGED}


def statement_content(entry: Entry, published_on: date | None) -> Shape:
    """The same for a statement whose source appeared on that day, as the file has it."""
    last = dates.latest_possible(dates.parse(entry["said_on"]), entry["said_last"] or published_on)
    return content(entry) | {"said_last": last}


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


def difference(was: Mapping[str, Any], became: Mapping[str, Any]) -> str:
    """What changed, in words: `level was open, became supportive`."""
    return "; ".join(
        f"{key} was {_said(was[key])}, became {_said(value)}"
        for key, value in became.items()
        if was[key] != value and not (key == "review" and value is None)  # a file made by hand does not speak of it
    )


def reckoned_otherwise(row: StatementVersion, published_on: date | None) -> date | None:
    """The version's last possible day, where the source's date as it is now would give another one.

    A source's date can be amended; what a version was counted from on the day that it was recorded stays.
    """
    given = dates.parse(row.said_on)
    if published_on is None:
        as_now: date | None = given.last
    else:
        as_now = None if published_on < given.first else min(given.last, published_on)
    return None if as_now == row.said_last else row.said_last


def _said(value: Any) -> str:
    """A value within a sentence, cut where it is a page: the versions themselves hold the whole of it."""
    said = _in_full(value)
    return said if len(said) <= _LONGEST_SAID else said[:_LONGEST_SAID] + "…"


def _in_full(value: Any) -> str:
    if isinstance(value, tuple):
        return "(" + ", ".join(_in_full(item) for item in value) + ")"
    if isinstance(value, dict):
        return ", ".join(str(item) for item in value.values() if item) or "nobody"
    return "not given" if value in (None, "") else f"“{value}”" if " " in str(value) else str(value)
