"""Objects as JSON has them, read key by key with the readers of datasets: every fault of form, each at its key."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from guarantors.domain.errors import Breach, Refused, refuse
from guarantors.domain.text import shown
from guarantors.exchange.entries import Field, form_of
from guarantors.exchange.forms import Form, list_of
from guarantors.exchange.nodes import DEEPEST, Node

MOST_ENTRIES = 200
"""Relations or codings of one statement: a joint declaration of forty parties on several provisions has fewer."""

COUNTS = frozenset({"sequence", "version"})
"""The keys that take a number; every other value is a text, since an id or a year may begin with a nought."""


def whole(plain: object, fields: Mapping[str, Field], noun: str, faults: list[Breach]) -> dict[str, Any]:
    """The same as `entry`, of all that a request consists of. Raises `Refused` for what is no object at all."""
    if not isinstance(plain, dict):
        raise refuse("value-is-of-its-kind", noun, f"is not an object with the keys {', '.join(fields)}.")
    return entry(plain, fields, "", faults)


def entry(plain: object, fields: Mapping[str, Field], place: str, faults: list[Breach]) -> dict[str, Any]:
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
            values[key] = plain[key] if field.read.apart else field.read(node(plain[key], key))
        except Refused as refused:
            faults += [item.at(under + key) for item in refused.breaches]
    return values


def entries(plain: object, fields: Mapping[str, Field], place: str, faults: list[Breach]) -> list[dict[str, Any]]:
    """The same of a list of objects; null is an empty list."""
    return [
        entry(item, fields, f"{place}.{index}", faults)
        for index, item in enumerate(listed(plain, place, faults, most=MOST_ENTRIES))
    ]


def entries_form(fields: Mapping[str, Field], title: str, *, most: int = MOST_ENTRIES) -> Form:
    """What `entries` takes."""
    return {**list_of(form_of(fields, title)), "maxItems": most}


def listed(plain: object, place: str, faults: list[Breach], *, most: int) -> list[Any]:
    """The items of a list that has at most so many; what is wrong with the list itself is added to `faults`."""
    if plain is None:
        return []
    if not isinstance(plain, list | tuple):
        faults.append(Breach("value-is-of-its-kind", place, "is not a list of objects."))
        return []
    if len(plain) > most:
        faults.append(Breach("list-is-short-enough", place, f"has {len(plain)} entries; at most {most} go."))
        return []
    return list(plain)


def node(value: object, key: str, depth: int = 0) -> Node:
    """A value as the readers of datasets take it: texts, lists and mappings. Raises `Refused` for other kinds."""
    if depth > DEEPEST:
        raise refuse("value-is-of-its-kind", key, f"is nested deeper than {DEEPEST} levels.")
    if value is None:
        return Node(None, 0)
    if isinstance(value, str):
        return Node(_clean(value), 0)
    if isinstance(value, list):
        return Node([node(item, key, depth + 1) for item in value], 0)
    if isinstance(value, dict):
        return Node({_clean(name): node(item, name, depth + 1) for name, item in value.items()}, 0)
    if key in COUNTS and _is_whole(value):
        return Node(str(int(value)), 0)
    raise refuse("value-is-of-its-kind", key, "is a number or a truth value; write a text in quotes.")


def _is_whole(value: object) -> TypeGuard[int | float]:
    """A whole number, as JSON has them: 2.0 is one, too."""
    return type(value) is int or (isinstance(value, float) and value.is_integer())


def moved(breaches: tuple[Breach, ...], place: str) -> Iterator[Breach]:
    """The same refusals, said under a place: `voice` of the third statement at `statements.2.voice`."""
    return (item.at(f"{place}.{item.field}" if item.field else place) for item in breaches)


def _clean(value: str) -> str:
    """The text, unless it holds half a character, which neither database nor file can keep."""
    if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
        raise refuse(
            "text-has-no-control-characters", "text", "holds half a character (a lone surrogate); take it out."
        )
    return value
