"""A statement with its coding as a program sends it: a dataset's keys, read as `load_dataset` reads them.

Only the form is read here: unknown keys, missing ones, wrong kinds, words that no vocabulary has. Whether what is said
keeps the rules is asked of the same functions as everywhere, by `actions.checking`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guarantors.domain.errors import Breach, Refused, refuse, refuse_any
from guarantors.domain.submission import (
    CodingGiven,
    ConditionGiven,
    Given,
    PersonGiven,
    RelationGiven,
    SaidGiven,
    SourceGiven,
)
from guarantors.domain.text import shown
from guarantors.domain.voice import SourceKind
from guarantors.exchange.entries import Field, ref, scalar, text
from guarantors.exchange.nodes import DEEPEST, Node
from guarantors.exchange.sections import SECTIONS

MOST_ENTRIES = 200
"""Relations or codings of one statement: a joint declaration of forty parties on several provisions has fewer."""

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
    "said_on": Field(scalar),
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
KEYS = ("proposal", "source", *SAID, "relations", "codings")
"""What a statement may be sent with."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent; `proposal` is its slug, of which nobody knows yet whether it is on record."""

    proposal: str
    given: Given
    codings: Sequence[CodingGiven]


def sent(plain: object) -> Sent:
    """Read what a program sends, as JSON has it. Raises `Refused` with every fault of form, each at its key."""
    if not isinstance(plain, dict):
        raise refuse("value-is-of-its-kind", "statement", f"is not an object with the keys {', '.join(KEYS)}.")
    faults: list[Breach] = []
    top = {"proposal": Field(scalar), "source": Field(_anything)}
    top |= {name: Field(_anything, False, ()) for name in ("relations", "codings")}
    whole = _entry(plain, {**top, **SAID}, "", faults)
    source = _entry(whole["source"], SOURCE, "source", faults) if whole["source"] is not None else {}
    relations = _entries(whole["relations"], RELATION, "relations", faults)
    codings = _entries(whole["codings"], CODING, "codings", faults)
    refuse_any(faults)
    words = {name: whole[name] for name in SAID}
    for name in ("speaker", "relayed_by"):
        words[name] = PersonGiven(**words[name])
    return Sent(
        proposal=whole["proposal"],
        given=Given(
            SourceGiven(**source), SaidGiven(**words), tuple(RelationGiven(**relation) for relation in relations)
        ),
        codings=[
            CodingGiven(**coding | {"conditions": tuple(ConditionGiven(**item) for item in coding["conditions"])})
            for coding in codings
        ],
    )


def _entry(plain: object, fields: Mapping[str, Field], place: str, faults: list[Breach]) -> dict[str, Any]:
    """The values of an object's keys, defaults filled in; what is wrong is added to `faults`, at its place."""
    values = {name: field.default for name, field in fields.items()}
    if not isinstance(plain, dict):
        faults.append(Breach("value-is-of-its-kind", place, f"is not an object with the keys {', '.join(fields)}."))
        return values
    under = f"{place}." if place else ""
    for key in plain:
        if key not in fields:
            allowed = ", ".join(fields)
            name = shown(key) or "“”"
            faults.append(Breach("key-is-known", under + name, f"there is no such key; the allowed ones: {allowed}."))
    for key, field in fields.items():
        if key not in plain:
            if field.required:
                faults.append(Breach("key-is-given", under + key, "is missing; fill it in."))
            continue
        try:
            values[key] = plain[key] if field.read is _anything else field.read(_node(plain[key], key))
        except Refused as refused:
            faults += [Breach(item.rule, under + key, item.message) for item in refused.breaches]
    return values


def _entries(plain: object, fields: Mapping[str, Field], place: str, faults: list[Breach]) -> list[dict[str, Any]]:
    if plain is None:
        return []
    if not isinstance(plain, list | tuple):
        faults.append(Breach("value-is-of-its-kind", place, "is not a list of objects."))
        return []
    if len(plain) > MOST_ENTRIES:
        faults.append(Breach("list-is-short-enough", place, f"has {len(plain)} entries; at most {MOST_ENTRIES} go."))
        return []
    return [_entry(item, fields, f"{place}.{index}", faults) for index, item in enumerate(plain)]


def _anything(node: Node) -> Any:
    """Read as an object or a list of its own."""
    return node


def _node(value: object, key: str, depth: int = 0) -> Node:
    """A value as the readers of datasets take it: texts, lists and mappings. Raises `Refused` for other kinds."""
    if depth > DEEPEST:
        raise refuse("value-is-of-its-kind", key, f"is nested deeper than {DEEPEST} levels.")
    if value is None:
        return Node(None, 0)
    if isinstance(value, str):
        return Node(_clean(value), 0)
    if isinstance(value, list):
        return Node([_node(item, key, depth + 1) for item in value], 0)
    if isinstance(value, dict):
        return Node({_clean(name): _node(item, name, depth + 1) for name, item in value.items()}, 0)
    if key == "sequence" and type(value) is int:
        return Node(str(value), 0)
    raise refuse("value-is-of-its-kind", key, "is a number or a truth value; write a text in quotes.")


def _clean(value: str) -> str:
    """The text, unless it holds half a character, which neither database nor file can keep."""
    if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
        raise refuse(
            "text-has-no-control-characters", "text", "holds half a character (a lone surrogate); take it out."
        )
    return value
