"""What an entry says, field by field: under the names that the forms give the fields, and in words instead of codes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from guarantors.domain import dates
from guarantors.domain.coding import Review
from guarantors.domain.difference import Change
from guarantors.domain.errors import Refused
from guarantors.domain.stance import label
from guarantors.pages.desk.languages import name_of
from guarantors.pages.words import CHECKED, REVIEWED
from guarantors.queries import actors
from guarantors.queries.contents import Shape

NAMES = {
    "actors": "On behalf of",
    "archived_url": "Archived address",
    "conditions": "Conditions",
    "corroborated_by": "Also in",
    "effective_on": "In effect from",
    "provision": "On",
    "published_on": "Published",
    "quote": "Exact words",
    "quote_language": "Language of the words",
    "said_on": "Date said",
    "sequence": "Place in the day",
    "statements": "Rests on",
    "url": "Address",
    "verified": "Checked",
}
"""Fields that the forms call otherwise than the dataset format does."""

_DAYS = ("said_on", "effective_on", "published_on", "said_last")
_LISTS = ("actors", "authors", "corroborated_by", "statements")
_WORDS = ("voice", "identification", "directness", "level", "basis", "legal_status", "confidence", "kind", "status")
_TELL_NOTHING: tuple[Any, ...] = ("", None, (), [])


def name(field: str) -> str:
    """What a field is called."""
    return NAMES.get(field, label(field))


def facts(shape: Shape, *without: str, titles: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """(name, what it says) of every field that says something; some left out. `titles` are those of provisions."""
    names = {actor.code: actor.name for actor in actors.briefs()} if {"actors", "guarantor"} & set(shape) else {}
    found = [(field, _said(field, value, names, titles or {})) for field, value in shape.items()]
    return [(name(field), text) for field, text in found if text and field not in ("id", "said_last", *without)]


def changed(changes: Iterable[Change]) -> list[tuple[str, str, str]]:
    """Each field by its name, what it was, what it became; days as they are read, lists without brackets."""
    return [(name(item.field), _told(item, item.was), _told(item, item.became)) for item in changes]


def _said(field: str, value: Any, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    if field == "provision":
        return f"“{titles.get(value, value)}”" if value else "The whole proposal"
    if field == "verified":
        return CHECKED[value].capitalize() if value is not None else ""
    if value in _TELL_NOTHING:
        return ""
    if field == "sequence":
        return str(value) if value != 1 else ""
    if field in ("actors", "guarantor"):
        return ", ".join(names.get(code, code) for code in ([value] if isinstance(value, str) else value))
    return _IN_WORDS.get(field, _plain)(value)


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _person(value: Mapping[str, str]) -> str:
    return ", ".join(part for part in value.values() if part)


def _conditions(value: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(f"{label(item['kind'])}: {item['text']} ({label(item['status']).lower()})" for item in value)


def _day(value: Any) -> str:
    try:
        return dates.long(dates.parse(str(value)))
    except Refused:
        return str(value)


def _told(change: Change, text: str) -> str:
    if change.field in _DAYS:
        return _day(text)
    is_list = change.field in _LISTS and text.startswith("(") and text.endswith(")")
    return text[1:-1] if is_list else text


_IN_WORDS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(_DAYS, _day),
    **dict.fromkeys(_WORDS, label),
    **dict.fromkeys(("speaker", "relayed_by"), _person),
    **dict.fromkeys(("language", "quote_language"), name_of),
    "conditions": _conditions,
    "quote": lambda words: f"“{words}”",
    "review": lambda word: REVIEWED[Review(word)],
}
