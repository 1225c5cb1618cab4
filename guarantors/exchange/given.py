"""A statement with its coding as a program sends it: a dataset's keys, read as `load_dataset` reads them.

Only the form is read here: unknown keys, missing ones, wrong kinds, words that no vocabulary has. Whether what is said
keeps the rules is asked of the same functions as everywhere, by `actions.checking`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guarantors.domain.errors import Breach, refuse_any
from guarantors.domain.submission import (
    CodingGiven,
    ConditionGiven,
    Given,
    PersonGiven,
    RelationGiven,
    SaidGiven,
    SourceGiven,
)
from guarantors.domain.voice import SourceKind
from guarantors.exchange.entries import Field, form_of, given_date, optional, ref, scalar, slug, text, unjudged
from guarantors.exchange.forms import apart, nullable
from guarantors.exchange.objects import entries, entries_form, entry, whole
from guarantors.exchange.sections import SECTIONS

_STATEMENT, _SOURCE, _CODING = SECTIONS["statements"], SECTIONS["sources"], SECTIONS["codings"]
_may_be_empty = text(may_be_empty=True)


def _optional(section: Mapping[str, Field], *names: str, empty: Any = "") -> dict[str, Field]:
    """Keys that may be left out: the rules say it where a statement cannot do without."""
    return {name: Field(section[name].read, False, empty) for name in names}


SOURCE: Mapping[str, Field] = {
    "id": Field(ref, False, ""),
    **_optional(_SOURCE, "title", "publisher", "url", "archived_url", "language"),
    "kind": Field(_SOURCE["kind"].read, False, SourceKind.ARTICLE),
    "authors": _SOURCE["authors"],
    "published_on": _SOURCE["published_on"],
}
SAID: Mapping[str, Field] = {
    "actors": Field(_STATEMENT["actors"].read, False, ()),
    "said_on": Field(unjudged(given_date)),
    "speaker": Field(_STATEMENT["speaker"].read, False, _STATEMENT["relayed_by"].default),
    "summary": Field(_may_be_empty, False, ""),
    **{name: _STATEMENT[name] for name in ("voice", "identification", "directness", "relayed_by", "sequence")},
    **{name: _STATEMENT[name] for name in ("quote", "quote_language", "corroborated_by")},
}
RELATION: Mapping[str, Field] = {name: SECTIONS["relations"][name] for name in ("earlier", "relation")}
CODING: Mapping[str, Field] = {
    **{name: _CODING[name] for name in ("guarantor", "provision", "level", "basis", "confidence", "rationale")},
    **{name: SECTIONS["stances"][name] for name in ("legal_status", "conditions")},
}
CORRECTED: Mapping[str, Field] = {"source": Field(apart(nullable(form_of(SOURCE, "SourceGiven")))), **SAID}
"""What a statement on record is corrected to: its source and its words."""

WHOLE: Mapping[str, Field] = {
    "proposal": Field(unjudged(slug)),
    **CORRECTED,
    "relations": Field(apart(entries_form(RELATION, "RelationGiven")), False, ()),
    "codings": Field(apart(entries_form(CODING, "CodingGiven")), False, ()),
    "draft": Field(optional(scalar), False),
}
"""What a statement may be handed in with."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent; `proposal` is its slug, of which nobody knows yet whether it is on record.

    `draft` is the id of the draft that it was made of, if any.
    """

    proposal: str
    given: Given
    codings: Sequence[CodingGiven]
    draft: str | None = None


def sent(plain: object) -> Sent:
    """Read what a program sends, as JSON has it. Raises `Refused` with every fault of form, each at its key."""
    faults: list[Breach] = []
    values = whole(plain, WHOLE, "statement", faults)
    source = _source(values["source"], "source", faults)
    relations = entries(values["relations"], RELATION, "relations", faults)
    codings = codings_of(values["codings"], "codings", faults)
    refuse_any(faults)
    return Sent(
        proposal=values["proposal"],
        given=Given(SourceGiven(**source), _said(values), tuple(RelationGiven(**relation) for relation in relations)),
        codings=codings,
        draft=values["draft"],
    )


def corrected(plain: object, place: str, faults: list[Breach]) -> Given | None:
    """A statement as it shall stand, without proposal, relations and codings; None where `faults` say why not."""
    found = len(faults)
    values = entry(plain, CORRECTED, place, faults)
    source = _source(values["source"], f"{place}.source", faults)
    return Given(SourceGiven(**source), _said(values)) if len(faults) == found else None


def codings_of(plain: object, place: str, faults: list[Breach]) -> list[CodingGiven]:
    """One coder's readings; none where `faults` say why not."""
    found = len(faults)
    read = entries(plain, CODING, place, faults)
    if len(faults) > found:
        return []
    return [
        CodingGiven(**coding | {"conditions": tuple(ConditionGiven(**item) for item in coding["conditions"])})
        for coding in read
    ]


def _source(plain: object, place: str, faults: list[Breach]) -> dict[str, Any]:
    return entry(plain, SOURCE, place, faults) if plain is not None else {}


def _said(values: Mapping[str, Any]) -> SaidGiven:
    words = {name: values[name] for name in SAID}
    for name in ("speaker", "relayed_by"):
        words[name] = PersonGiven(**words[name])
    return SaidGiven(**words)
