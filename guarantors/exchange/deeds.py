"""What is done to what is on record or waits for review, as a program sends it: only the form is read here.

Each function answers what was sent, or raises `Refused` with every fault of form, each at its key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guarantors.actions.drafts import LONGEST
from guarantors.actions.sources import AMENDABLE
from guarantors.domain.errors import Breach, refuse_any
from guarantors.domain.submission import CodingGiven, ConditionGiven, Given, StanceGiven
from guarantors.domain.text import shown
from guarantors.domain.voice import SourceStatus
from guarantors.exchange.entries import Field, list_of, number, optional, ref, scalar, slug, text, word
from guarantors.exchange.given import codings_of, corrected
from guarantors.exchange.objects import anything, entry, listed, whole
from guarantors.exchange.sections import SECTIONS

MOST_STATEMENTS = 1000
"""Statements in one request."""

LONGEST_NAME = 199
"""Characters in the name of a field of a form."""

_STANCE = SECTIONS["stances"]
_REASON: Mapping[str, Field] = {"reason": Field(text(may_be_empty=True))}
_SEEN: Mapping[str, Field] = {"version": Field(number), **_REASON}

STANCE: Mapping[str, Field] = {
    **{name: _STANCE[name] for name in ("provision", "level", "basis", "legal_status", "confidence", "sequence")},
    **{name: _STANCE[name] for name in ("rationale", "conditions")},
    "effective_on": Field(scalar),
    "statements": Field(list_of(ref)),
}
"""The whole of what a record says: what is left out is not there afterwards."""

DESCRIBED: Mapping[str, Field] = {name: Field(SECTIONS["sources"][name].read, False) for name in AMENDABLE}


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
    values = whole(plain, {"codings": Field(anything)}, "coding", faults)
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
    values = whole(plain, _REASON, "body", faults)
    refuse_any(faults)
    return str(values["reason"])


def withdrawal(plain: object) -> Withdrawal:
    """A statement or a record off the record."""
    faults: list[Breach] = []
    values = whole(plain, _SEEN, "withdrawal", faults)
    refuse_any(faults)
    return Withdrawal(**values)


def merger(plain: object) -> Merger:
    """A statement that is on record twice; `into` is the id of the one that stays."""
    faults: list[Breach] = []
    values = whole(plain, {**_SEEN, "into": Field(ref)}, "merger", faults)
    refuse_any(faults)
    return Merger(**values)


def recast(plain: Any) -> Recast:
    """A statement as it shall stand."""
    faults: list[Breach] = []
    values = whole(plain, {**_SEEN, "statement": Field(anything)}, "correction", faults)
    given = corrected(plain["statement"], "statement", faults) if "statement" in plain else None
    refuse_any(faults)
    assert given is not None  # nothing was wrong with it
    return Recast(values["version"], values["reason"], given)


def stance_correction(plain: Any) -> StanceCorrection:
    """A stance record as it shall stand."""
    faults: list[Breach] = []
    values = whole(plain, {**_SEEN, "stance": Field(anything)}, "correction", faults)
    said = entry(plain["stance"], STANCE, "stance", faults) if "stance" in plain else {}
    refuse_any(faults)
    said["conditions"] = tuple(ConditionGiven(**item) for item in said["conditions"])
    return StanceCorrection(values["version"], values["reason"], StanceGiven(**said))


def mark(plain: object) -> Mark:
    """Whether a source's publisher still stands by it."""
    faults: list[Breach] = []
    status = Field(word(SourceStatus))
    values = whole(plain, {"status": status, "seen": status, **_REASON}, "mark", faults)
    refuse_any(faults)
    return Mark(**values)


def description(plain: Any) -> Description:
    """A source described better: the keys that change, and no others."""
    faults: list[Breach] = []
    keys = {"values": Field(anything), "version": Field(optional(number), False), **_REASON}
    values = whole(plain, keys, "description", faults)
    read = entry(plain["values"], DESCRIBED, "values", faults) if "values" in plain else {}
    refuse_any(faults)
    named = {name: value for name, value in read.items() if name in plain["values"]}
    if "authors" in named:
        named["authors"] = list(named["authors"])
    return Description(values["version"], named, values["reason"])


def batch(plain: object) -> list[Any]:
    """The statements of a bulk request, each of them still to be read by `given.sent`."""
    faults: list[Breach] = []
    values = whole(plain, {"statements": Field(anything)}, "body", faults)
    found = listed(values["statements"], "statements", faults, most=MOST_STATEMENTS)
    refuse_any(faults)
    return found


def typed(plain: Any) -> Typed:
    """A draft: any fields, since a form is kept as it was typed, right or wrong."""
    faults: list[Breach] = []
    keys = {"proposal": Field(optional(slug), False), "fields": Field(anything)}
    values = whole(plain, keys, "draft", faults)
    given, read = values["fields"], {}
    if isinstance(given, dict):
        for name in given:
            if not (0 < len(name) <= LONGEST_NAME and name.isprintable()):
                fault = f"a field’s name has 1 to {LONGEST_NAME} characters, and none that cannot be seen."
                faults.append(Breach("name-can-be-kept", f"fields.{shown(name) or '“”'}", fault))
        texts = Field(list_of(text(LONGEST, may_be_empty=True)), False, ())
        read = entry(given, dict.fromkeys(given, texts), "fields", faults)
    elif "fields" in plain:
        faults.append(
            Breach("value-is-of-its-kind", "fields", "is not an object: lists of texts by name of the field.")
        )
    refuse_any(faults)
    return Typed(values["proposal"], {name: list(value) for name, value in read.items()})
