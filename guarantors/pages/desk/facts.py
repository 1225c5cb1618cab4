"""What an entry says, field by field: under the names that the forms give the fields, and in words instead of codes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from guarantors.address import naming, worded
from guarantors.domain import dates
from guarantors.domain.coding import Review
from guarantors.domain.difference import NOBODY, NONE, NOT_GIVEN, Change
from guarantors.domain.errors import Refused
from guarantors.exchange.codebook import VOCABULARIES
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import pgettext
from guarantors.pages.desk.languages import name_of
from guarantors.pages.labels import label, within
from guarantors.pages.words import CHECKED, REVIEWED
from guarantors.queries import actors
from guarantors.queries.contents import Shape

NAMES = {
    "actor": gettext_noop("Actor"),
    "actors": gettext_noop("On behalf of"),
    "archived_url": gettext_noop("Archived address"),
    "authors": gettext_noop("Authors"),
    "basis": gettext_noop("Basis"),
    "conditions": gettext_noop("Conditions"),
    "confidence": gettext_noop("Confidence"),
    "corroborated_by": gettext_noop("Also in"),
    "derived_from": gettext_noop("Derived from"),
    "directness": gettext_noop("Directness"),
    "effective_on": gettext_noop("In effect from"),
    "first_day": gettext_noop("First day"),
    "guarantor": gettext_noop("Guarantor"),
    "happened_on": gettext_noop("Happened on"),
    "identification": gettext_noop("Identification"),
    "kind": gettext_noop("Kind"),
    "language": gettext_noop("Language"),
    "last_day": gettext_noop("Last day"),
    "legal_status": gettext_noop("Legal status"),
    "level": gettext_noop("Level"),
    "made_at": gettext_noop("Made at"),
    "made_by": gettext_noop("Made by"),
    "made_on": gettext_noop("Made on"),
    "name": gettext_noop("Name"),
    "named_by": gettext_noop("Named by"),
    "named_on": gettext_noop("Named on"),
    "note": gettext_noop("Note"),
    "obligation": gettext_noop("Obligation"),
    "position": gettext_noop("Position"),
    "published_on": gettext_noop("Published"),
    "publisher": gettext_noop("Publisher"),
    "quote": gettext_noop("Exact words"),
    "quote_language": gettext_noop("Language of the words"),
    "rationale": gettext_noop("Rationale"),
    "reason": gettext_noop("Reason"),
    "relayed_by": gettext_noop("Relayed by"),
    "retrieved_at": gettext_noop("Retrieved at"),
    "review": gettext_noop("Review"),
    "role": gettext_noop("Role"),
    "said_on": gettext_noop("Date said"),
    "sequence": gettext_noop("Place in the day"),
    "since": gettext_noop("Since"),
    "source": gettext_noop("Source"),
    "speaker": gettext_noop("Speaker"),
    "statements": gettext_noop("Rests on"),
    "status": gettext_noop("Status"),
    "summary": gettext_noop("Summary"),
    "title": gettext_noop("Title"),
    "until": gettext_noop("Until"),
    "url": gettext_noop("Address"),
    "verified": gettext_noop("Checked"),
    "voice": gettext_noop("Voice"),
    "withdrawn_on": gettext_noop("Withdrawn on"),
}
"""What the fields of the dataset format are called; where the forms have a name for one, it is theirs."""

_DAYS = ("said_on", "effective_on", "published_on", "said_last")
_LISTS = ("actors", "authors", "corroborated_by", "statements")
_WORDS = {
    **{
        name: (name,)
        for name in ("basis", "confidence", "directness", "identification", "legal_status", "level", "voice")
    },
    "kind": ("source_kind", "event_kind"),
    "status": ("source_status", "proposal_status"),
}
"""The vocabularies that a field has its words from: on some pages they come as plain texts."""
_TELL_NOTHING: tuple[Any, ...] = ("", None, (), [])


def name(field: str) -> str:
    """What a field is called."""
    if field == "provision":
        return pgettext("what a stance is on", "On")
    return _(NAMES[field]) if field in NAMES else label(field)


def facts(shape: Shape, *without: str, titles: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """(name, what it says) of every field that says something; some left out. `titles` are those of provisions."""
    names = {actor.code: naming.of(actor) for actor in actors.briefs()} if {"actors", "guarantor"} & set(shape) else {}
    found = [(field, _said(field, value, names, titles or {})) for field, value in shape.items()]
    return [(name(field), text) for field, text in found if text and field not in ("id", "said_last", *without)]


def changed(changes: Iterable[Change]) -> list[tuple[str, str, str]]:
    """Each field by its name, what it was, what it became; days as they are read, lists without brackets."""
    return [(name(item.field), *_both(item)) for item in changes]


def _said(field: str, value: Any, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    if field == "provision":
        return f"“{titles.get(value, value)}”" if value else _("The whole proposal")
    if field == "verified":
        return worded.capital(_(CHECKED[value])) if value is not None else ""
    if value in _TELL_NOTHING:
        return ""
    if field == "sequence":
        return str(value) if value != 1 else ""
    if field in ("actors", "guarantor"):
        return ", ".join(names.get(code, code) for code in ([value] if isinstance(value, str) else value))
    if field in _WORDS:
        return _word(field, str(value))
    return _IN_WORDS.get(field, _plain)(value)


def _word(field: str, text: str) -> str:
    vocabularies = [VOCABULARIES[name] for name in _WORDS[field]]
    return label(next((words(text) for words in vocabularies if text in set(words)), text))


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _person(value: Mapping[str, str]) -> str:
    return ", ".join(part for part in value.values() if part)


def _conditions(value: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(f"{label(item['kind'])}: {item['text']} ({within(item['status'])})" for item in value)


def _day(value: Any) -> str:
    try:
        return worded.long(dates.parse(str(value)))
    except Refused:
        return str(value)


def _both(change: Change) -> tuple[str, str]:
    if change.field == "conditions" and change.values:
        was, became = (_conditions(value) or _told(change.field, NONE) for value in change.values)
        return was, became
    return _told(change.field, change.was), _told(change.field, change.became)


def _told(field: str, text: str) -> str:
    if text == NOT_GIVEN:
        return pgettext("of a field of the record", "not given")
    if text == NOBODY:
        return pgettext("of a field of the record", "nobody")
    if text == NONE:
        return pgettext("of a field of the record", "none")
    if field in _DAYS:
        return _day(text)
    if field in _WORDS:
        return _word(field, text)
    if field == "verified":
        return _(CHECKED[text == str(True)])
    is_list = field in _LISTS and text.startswith("(") and text.endswith(")")
    return text[1:-1] if is_list else text


_IN_WORDS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(_DAYS, _day),
    **dict.fromkeys(("speaker", "relayed_by"), _person),
    **dict.fromkeys(("language", "quote_language"), name_of),
    "conditions": _conditions,
    "quote": lambda words: f"“{words}”",
    "review": lambda word: _(REVIEWED[Review(word)]),
}
