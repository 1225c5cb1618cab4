"""What is done to what is on record or waits for review, as a program sends it: only the form is read here.

Each function answers what was sent, or raises `Refused` with every fault of form, each at its key.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guarantors.actions.drafts import LONGEST
from guarantors.actions.sources import AMENDABLE
from guarantors.domain.errors import Breach, refuse_any
from guarantors.domain.submission import CodingGiven, ConditionGiven, Given, StanceGiven
from guarantors.domain.text import shown
from guarantors.domain.voice import SourceStatus
from guarantors.exchange.entries import (
    Field,
    form_of,
    given_date,
    list_of,
    number,
    optional,
    ref,
    slug,
    text,
    unjudged,
    word,
)
from guarantors.exchange.forms import apart, matching
from guarantors.exchange.given import CODING, CORRECTED, WHOLE, codings_of, corrected
from guarantors.exchange.objects import entries_form, entry, listed, whole
from guarantors.exchange.sections import SECTIONS

MOST_STATEMENTS = 1000
"""Statements in one request."""

LONGEST_NAME = 199
_NAME = re.compile(f"[!-~]{{1,{LONGEST_NAME}}}", re.ASCII)
"""The name of a field of a form."""

_STANCE = SECTIONS["stances"]
REASON: Mapping[str, Field] = {"reason": Field(text(may_be_empty=True))}
WITHDRAWAL: Mapping[str, Field] = {"version": Field(number), **REASON}
MERGER: Mapping[str, Field] = {**WITHDRAWAL, "into": Field(ref)}
RECAST: Mapping[str, Field] = {**WITHDRAWAL, "statement": Field(apart(form_of(CORRECTED, "StatementCorrected")))}

STANCE: Mapping[str, Field] = {
    **{name: _STANCE[name] for name in ("provision", "level", "basis", "legal_status", "confidence", "sequence")},
    **{name: _STANCE[name] for name in ("rationale", "conditions")},
    "effective_on": Field(unjudged(given_date)),
    "statements": Field(list_of(ref)),
}
"""The whole of what a record says: what is left out is not there afterwards."""

STANCE_CORRECTION: Mapping[str, Field] = {**WITHDRAWAL, "stance": Field(apart(form_of(STANCE, "StanceCorrected")))}
MARK: Mapping[str, Field] = {**dict.fromkeys(("status", "seen"), Field(word(SourceStatus))), **REASON}
DESCRIBED: Mapping[str, Field] = {name: Field(SECTIONS["sources"][name].read, False) for name in AMENDABLE}
DESCRIPTION: Mapping[str, Field] = {
    "values": Field(apart(form_of(DESCRIBED, "SourceDescribed"))),
    "version": Field(optional(number), False),
    **REASON,
}
CODINGS: Mapping[str, Field] = {"codings": Field(apart(entries_form(CODING, "CodingGiven")))}
BATCH: Mapping[str, Field] = {"statements": Field(apart(entries_form(WHOLE, "StatementGiven", most=MOST_STATEMENTS)))}
TEXTS: Field = Field(list_of(text(LONGEST, may_be_empty=True)), False, ())
"""What was typed into one field of a form."""

DRAFT: Mapping[str, Field] = {
    "proposal": Field(optional(slug), False),
    "fields": Field(
        apart(
            {
                "type": "object",
                "propertyNames": matching(_NAME),
                "additionalProperties": TEXTS.read.form,
            }
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """`version` is the one that was seen."""

    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class Merger(Withdrawal):
    into: str


@dataclass(frozen=True, slots=True)
class Recast(Withdrawal):
    statement: Given


@dataclass(frozen=True, slots=True)
class StanceCorrection(Withdrawal):
    stance: StanceGiven


@dataclass(frozen=True, slots=True)
class Mark:
    """`seen` is how it was marked when it was looked at."""

    status: SourceStatus
    seen: SourceStatus
    reason: str


@dataclass(frozen=True, slots=True)
class Description:
    """`values` are those that are described anew; `version` is the one that was seen, if that is said."""

    version: int | None
    values: Mapping[str, Any]
    reason: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as typed: its texts by name; `proposal` is the slug of what it is about, if that is known yet."""

    proposal: str | None
    fields: Mapping[str, list[str]]


def codings(plain: object) -> Sequence[CodingGiven]:
    """One coder's readings; an empty list says that the words take no level on any unit."""
    faults: list[Breach] = []
    values = whole(plain, CODINGS, "coding", faults)
    read = codings_of(values["codings"], "codings", faults)
    refuse_any(faults)
    return read


def nothing(plain: object) -> None:
    """A deed that says all by its address."""
    faults: list[Breach] = []
    whole(plain, {}, "body", faults)
    refuse_any(faults)


def reason(plain: object) -> str:
    """Why it is done."""
    faults: list[Breach] = []
    values = whole(plain, REASON, "body", faults)
    refuse_any(faults)
    return str(values["reason"])


def withdrawal(plain: object) -> Withdrawal:
    """A statement or a record off the record."""
    faults: list[Breach] = []
    values = whole(plain, WITHDRAWAL, "withdrawal", faults)
    refuse_any(faults)
    return Withdrawal(**values)


def merger(plain: object) -> Merger:
    """A statement that is on record twice; `into` is the id of the one that stays."""
    faults: list[Breach] = []
    values = whole(plain, MERGER, "merger", faults)
    refuse_any(faults)
    return Merger(**values)


def recast(plain: Any) -> Recast:
    """A statement as it shall stand."""
    faults: list[Breach] = []
    values = whole(plain, RECAST, "correction", faults)
    given = corrected(plain["statement"], "statement", faults) if "statement" in plain else None
    refuse_any(faults)
    assert given is not None  # nothing was wrong with it
    return Recast(values["version"], values["reason"], given)


def stance_correction(plain: Any) -> StanceCorrection:
    """A stance record as it shall stand."""
    faults: list[Breach] = []
    values = whole(plain, STANCE_CORRECTION, "correction", faults)
    said = entry(plain["stance"], STANCE, "stance", faults) if "stance" in plain else {}
    refuse_any(faults)
    said["conditions"] = tuple(ConditionGiven(**item) for item in said["conditions"])
    return StanceCorrection(values["version"], values["reason"], StanceGiven(**said))


def mark(plain: object) -> Mark:
    """Whether a source's publisher still stands by it."""
    faults: list[Breach] = []
    values = whole(plain, MARK, "mark", faults)
    refuse_any(faults)
    return Mark(**values)


def description(plain: Any) -> Description:
    """A source described better: the keys that change, and no others."""
    faults: list[Breach] = []
    values = whole(plain, DESCRIPTION, "description", faults)
    read = entry(plain["values"], DESCRIBED, "values", faults) if "values" in plain else {}
    refuse_any(faults)
    named = {name: value for name, value in read.items() if name in plain["values"]}
    if "authors" in named:
        named["authors"] = list(named["authors"])
    return Description(values["version"], named, values["reason"])


def batch(plain: object) -> list[Any]:
    """The statements of a bulk request, each of them still to be read by `given.sent`."""
    faults: list[Breach] = []
    values = whole(plain, BATCH, "body", faults)
    found = listed(values["statements"], "statements", faults, most=MOST_STATEMENTS)
    refuse_any(faults)
    return found


def typed(plain: Any) -> Typed:
    """A draft: any fields, since a form is kept as it was typed, right or wrong."""
    faults: list[Breach] = []
    values = whole(plain, DRAFT, "draft", faults)
    given, read = values["fields"], {}
    if isinstance(given, dict):
        for name in given:
            if not _NAME.fullmatch(name):
                fault = f"a field’s name has 1 to {LONGEST_NAME} printable characters of ASCII, and no spaces."
                faults.append(Breach("name-can-be-kept", f"fields.{shown(name) or '“”'}", fault))
        read = entry(given, dict.fromkeys(given, TEXTS), "fields", faults)
    elif "fields" in plain:
        faults.append(
            Breach("value-is-of-its-kind", "fields", "is not an object: lists of texts by name of the field.")
        )
    refuse_any(faults)
    return Typed(values["proposal"], {name: list(value) for name, value in read.items()})
