"""The sections of dataset format 1, each with its keys. What is optional has the default that is stored for it."""

from collections.abc import Mapping
from enum import StrEnum

from guarantors.domain.coding import Review, Round
from guarantors.domain.stance import (
    Basis,
    ConditionKind,
    ConditionStatus,
    Confidence,
    LegalStatus,
    Level,
    Obligation,
    ProposalStatus,
    Role,
)
from guarantors.domain.voice import Directness, Identification, Relation, SourceKind, SourceStatus, Voice
from guarantors.exchange.entries import (
    Field,
    address,
    code,
    day,
    flag,
    given_date,
    json_value,
    list_of,
    mapping,
    moment,
    number,
    optional,
    ref,
    slug,
    text,
    word,
)
from guarantors.models import ActorKind, EventKind

FORMAT = 1


class Amendable(StrEnum):
    """What an amendment can be of: the rows without a clock of their own."""

    ACTOR = "actor"
    PROPOSAL = "proposal"
    PROVISION = "provision"
    GUARANTOR = "guarantor"
    SOURCE = "source"
    NOMINATION = "nomination"
    EVENT = "event"


_PERSON = {
    "name": Field(text(160, may_be_empty=True), False, ""),
    "office": Field(text(250, may_be_empty=True), False, ""),
}
_NOBODY: Mapping[str, str] = {"name": "", "office": ""}
_CONDITION = {
    "kind": Field(word(ConditionKind)),
    "text": Field(text(500)),
    "status": Field(word(ConditionStatus), False, ConditionStatus.OPEN),
}
_PROVISION = {
    "slug": Field(slug),
    "title": Field(text(200)),
    "summary": Field(text(may_be_empty=True), False, ""),
    "obligation": Field(word(Obligation), False, Obligation.OTHER),
}

CLOCK = {
    "version": Field(number, False, 1),
    "recorded_at": Field(moment, False),
    "recorded_by": Field(text(150), False, ""),
    "reason": Field(text(may_be_empty=True), False, ""),
    "superseded_at": Field(optional(moment), False),
    "superseded_by": Field(text(150, may_be_empty=True), False, ""),
    "withdrawal_reason": Field(text(may_be_empty=True), False, ""),
}
"""The recorded clock, which a dump writes so that a restore has the same history; a dataset made by hand has none."""

MERGED = {"merged_into": Field(optional(ref), False)}
"""Of a withdrawn statement: the one that stands in its place. Part of the closing, as the rest of its clock."""

PROPOSAL = {
    "slug": Field(slug),
    "title": Field(text(200)),
    "made_on": Field(day),
    "made_at": Field(text(120, may_be_empty=True), False, ""),
    "made_by": Field(list_of(code), False, ()),
    "status": Field(word(ProposalStatus)),
    "summary": Field(text()),
    "derived_from": Field(optional(slug), False),
    "provisions": Field(list_of(mapping(_PROVISION)), False, ()),
}

SECTIONS: Mapping[str, Mapping[str, Field]] = {
    "actors": {"code": Field(code), "name": Field(text(120)), "kind": Field(word(ActorKind))},
    "guarantors": {
        "actor": Field(code),
        "name": Field(text(120)),
        "kind": Field(word(ActorKind)),
        "role": Field(word(Role)),
        "since": Field(optional(day), False),
        "until": Field(optional(day), False),
    },
    "sources": {
        "id": Field(ref),
        "title": Field(text(500)),
        "publisher": Field(text(200)),
        "authors": Field(list_of(text(200)), False, ()),
        "published_on": Field(optional(day), False),
        "url": Field(address, False, ""),
        "archived_url": Field(address, False, ""),
        "retrieved_at": Field(optional(moment), False),
        "language": Field(text(12)),
        "kind": Field(word(SourceKind)),
        "status": Field(word(SourceStatus), False, SourceStatus.STANDING),
        "note": Field(text(may_be_empty=True), False, ""),
        "verified": Field(optional(flag), False),
        "recorded_at": Field(moment, False),
    },
    "nominations": {
        "id": Field(ref),
        "actor": Field(code),
        "named_by": Field(code),
        "named_on": Field(given_date),
        "source": Field(ref),
        "withdrawn_on": Field(optional(day), False),
    },
    "statements": {
        "id": Field(ref),
        "actors": Field(list_of(code)),
        "said_on": Field(given_date),
        "sequence": Field(number, False, 1),
        "speaker": Field(mapping(_PERSON, "PersonGiven")),
        "relayed_by": Field(mapping(_PERSON, "PersonGiven"), False, _NOBODY),
        "voice": Field(word(Voice)),
        "identification": Field(word(Identification)),
        "directness": Field(word(Directness)),
        "summary": Field(text()),
        "quote": Field(text(may_be_empty=True), False, ""),
        "quote_language": Field(text(12, may_be_empty=True), False, ""),
        "source": Field(ref),
        "corroborated_by": Field(list_of(ref), False, ()),
        "verified": Field(optional(flag), False),
        "said_last": Field(optional(day), False),
        **CLOCK,
        **MERGED,
    },
    "relations": {
        "later": Field(ref),
        "earlier": Field(ref),
        "relation": Field(word(Relation)),
        "recorded_at": Field(moment, False),
    },
    "codings": {
        "statement": Field(ref),
        "guarantor": Field(code),
        "provision": Field(optional(slug), False),
        "coder": Field(text(150)),
        "round": Field(optional(word(Round)), False),
        "level": Field(word(Level)),
        "basis": Field(optional(word(Basis)), False),
        "confidence": Field(word(Confidence)),
        "rationale": Field(text(may_be_empty=True), False, ""),
        "recorded_at": Field(moment, False),
    },
    "stances": {
        "id": Field(ref),
        "guarantor": Field(code),
        "provision": Field(optional(slug), False),
        "effective_on": Field(given_date),
        "sequence": Field(number, False, 1),
        "level": Field(word(Level)),
        "basis": Field(optional(word(Basis)), False),
        "legal_status": Field(optional(word(LegalStatus)), False),
        "confidence": Field(word(Confidence)),
        "rationale": Field(text()),
        "conditions": Field(list_of(mapping(_CONDITION, "ConditionGiven")), False, ()),
        "statements": Field(list_of(ref), False, ()),
        "verified": Field(optional(flag), False),
        "review": Field(optional(word(Review)), False),
        **CLOCK,
    },
    "events": {
        "id": Field(ref),
        "happened_on": Field(given_date),
        "kind": Field(word(EventKind)),
        "actor": Field(optional(code), False),
        "title": Field(text(200)),
        "source": Field(optional(ref), False),
    },
    "amendments": {
        "noun": Field(word(Amendable)),
        "ref": Field(text(200)),
        "field": Field(text(40)),
        "was": Field(json_value),
        "became": Field(json_value),
        "reason": Field(text()),
        "recorded_at": Field(moment),
        "recorded_by": Field(text(150)),
    },
}
"""In the order in which a dump writes them; each entry is loaded after those that it names."""

NAMES = {"actors": "code", "guarantors": "actor", "relations": "later", "codings": "statement", "amendments": "ref"}
"""The key that names an entry in a report, where it is not `id`."""
