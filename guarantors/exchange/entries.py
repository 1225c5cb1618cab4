"""Dataset format 1 (DESIGN section 6): which keys each section has, and how each value is read.

A value is read by a `Reader` that answers it or raises `Refused`; `read_entry` collects every fault of an entry.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from guarantors.domain import dates
from guarantors.domain.errors import Refused, refuse, refuse_any
from guarantors.domain.text import LONGEST_TEXT, REF, text_breaches
from guarantors.exchange import forms
from guarantors.exchange.forms import Form, Reader, of_form
from guarantors.exchange.nodes import Fault, Node

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,11}", re.ASCII)


class Field(NamedTuple):
    """A key of an entry."""

    read: Reader
    required: bool = True
    default: Any = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as read: every key of its section with its value or default, and the lines for later faults.

    An entry is sound when it has no fault of form; only then are its values what their kinds promise.
    """

    where: str
    line: int
    sound: bool
    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def line_of(self, name: str) -> int:
        return self.lines.get(name, self.line)


def _wrong(fact: str) -> Refused:
    return refuse("value-is-of-its-kind", "value", fact)


@of_form(forms.TEXT)
def scalar(node: Node) -> str:
    if not isinstance(node.value, str):
        raise _wrong("is a list or a mapping or empty; write one value.")
    return node.value


def text(longest: int = LONGEST_TEXT, *, may_be_empty: bool = False) -> Reader:
    """A text up to that length; null is the empty text where that is allowed."""

    @of_form(forms.text(longest, may_be_empty=may_be_empty))
    def read(node: Node) -> str:
        if node.value is None and may_be_empty:
            return ""
        value: str = scalar(node)
        if not value.strip() and not may_be_empty:
            raise _wrong("is empty; fill it in.")
        refuse_any(text_breaches("value", value, longest))
        return value

    return read


def unjudged(reader: Reader) -> Reader:
    """Any text: whether it is of the reader's form is asked later, with the other rules."""
    return Reader(scalar, reader.form)


def _matching(pattern: re.Pattern[str], fact: str) -> Reader:
    @of_form(forms.matching(pattern))
    def read(node: Node) -> str:
        value: str = scalar(node)
        if not pattern.fullmatch(value):
            raise _wrong(f"“{value[:60]}” is not {fact}.")
        return value

    return read


ref = _matching(REF, "an id: letters, digits, dots, dashes and underscores, at most 120")
slug = _matching(_SLUG, "a slug: small letters, digits and dashes, at most 60")
code = _matching(_CODE, "a code: capitals and digits, at most 12")


def word(vocabulary: type[StrEnum]) -> Reader:
    """A word of the vocabulary."""

    @of_form(forms.word(vocabulary))
    def read(node: Node) -> StrEnum:
        value = scalar(node)
        if value not in list(vocabulary):
            raise _wrong(f"there is no “{value[:60]}”; the allowed ones are: {', '.join(vocabulary)}.")
        return vocabulary(value)

    return read


@of_form(forms.COUNT)
def number(node: Node) -> int:
    value = scalar(node)
    if not re.fullmatch(r"[1-9][0-9]{0,3}", value, re.ASCII):
        raise _wrong(f"“{value[:60]}” is not a whole number from 1 to 9999.")
    return int(value)


@of_form({"type": "string", "enum": ["true", "false"]})
def flag(node: Node) -> bool:
    value = scalar(node)
    if value not in ("true", "false"):
        raise _wrong(f"“{value[:60]}” is neither true nor false; leave it out if nobody has said.")
    return bool(value == "true")


@of_form(forms.DAY)
def day(node: Node) -> date:
    return dates.parse_day(scalar(node))


@of_form(forms.GIVEN_DATE)
def given_date(node: Node) -> str:
    """A date as given, kept as its text."""
    return dates.parse(scalar(node)).text


@of_form(forms.MOMENT)
def moment(node: Node) -> datetime:
    value = scalar(node)
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise _wrong(f"“{value[:60]}” is not a moment; write 2022-04-02T00:00:00Z.") from None
    if found.tzinfo is None:
        raise _wrong(f"“{value[:60]}” has no zone; recorded moments are UTC, write it with a Z.")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise _wrong(f"“{value[:60]}” is outside the calendar.") from None


@of_form(forms.ADDRESS)
def address(node: Node) -> str:
    """A web address, or null where none is known."""
    value = text(1000, may_be_empty=True)(node)
    if value and not re.match(r"https?://[^\s/]+", value):
        raise _wrong(f"“{value[:60]}” is not a web address; it begins with http:// or https://.")
    return str(value)


def optional(read: Reader) -> Reader:
    """The same, with null for None."""
    return Reader(lambda node: None if node.value is None else read(node), forms.nullable(read.form))


def list_of(read: Reader) -> Reader:
    @of_form(forms.list_of(read.form))
    def read_all(node: Node) -> tuple[Any, ...]:
        if node.value is None:
            return ()
        if not isinstance(node.value, list):
            raise _wrong("is not a list; write one entry a line, each after a dash.")
        return tuple(read(item) for item in node.value)

    return read_all


def form_of(fields: Mapping[str, Field], title: str = "") -> Form:
    """An object with these keys."""
    needed = [name for name, field in fields.items() if field.required]
    return forms.object_of({name: field.read.form for name, field in fields.items()}, needed, title=title)


def mapping(fields: Mapping[str, Field], title: str = "") -> Reader:
    """A small mapping inside an entry, such as a speaker, as a dict of all its keys."""

    @of_form(form_of(fields, title))
    def read(node: Node) -> dict[str, Any]:
        if not isinstance(node.value, dict):
            raise _wrong(f"is not a mapping with the keys {', '.join(fields)}.")
        faults: list[Fault] = []
        entry = read_entry(node, fields, "", "", faults)
        if faults:
            raise _wrong("; ".join(fault.message for fault in faults))
        return dict(entry.values)

    return read


@of_form(forms.TEXT)
def json_value(node: Node) -> Any:
    """A value of any kind, written as JSON in one text, that both databases can keep."""
    given = scalar(node)
    try:
        found = json.loads(given, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _wrong(f"“{given[:60]}” is not JSON.") from None
    if re.search(r"\\u(0000|d[89a-f])", given, re.IGNORECASE):
        raise _wrong("holds a character that cannot be kept; take it out.")
    return found


def _no_number(word: str) -> float:
    raise ValueError(word)


def read_entry(node: Node, fields: Mapping[str, Field], name: str, file: str, faults: list[Fault]) -> Entry:
    """Read a mapping by its fields; each unknown, missing or wrong key becomes a fault. `name` is the key of its id."""
    given = node.value if isinstance(node.value, dict) else {}
    named = given.get(name)
    where = named.value[:120] if named is not None and isinstance(named.value, str) else ""
    values: dict[str, Any] = {}
    found_before = len(faults)
    if not isinstance(node.value, dict):
        faults.append(Fault(file, node.line, where, "is not an entry with keys."))
    for key, value in given.items():
        if key not in fields:
            allowed = ", ".join(fields)
            faults.append(
                Fault(file, value.line, where, f"{key[:60]}: there is no such key; the allowed ones: {allowed}.")
            )
    for key, field in fields.items():
        values[key] = field.default
        if key not in given:
            if field.required:
                faults.append(Fault(file, node.line, where, f"{key}: is missing; fill it in."))
            continue
        try:
            values[key] = field.read(given[key])
        except Refused as refused:
            message = "; ".join(breach.message for breach in refused.breaches)
            faults.append(Fault(file, given[key].line, where, f"{key}: {message}"))
    lines = {key: value.line for key, value in given.items()}
    return Entry(where, node.line, len(faults) == found_before, values, lines)
