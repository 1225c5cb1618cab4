"""Readers of values, and what JSON Schema can say of what each takes: the API's schema shows it.

What has a title is the same wherever it stands, so that a schema can say it once.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from guarantors.domain.dates import EARLIEST_YEAR
from guarantors.exchange.nodes import Node

Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a value; `form` is what can be said of what it takes.

    `apart`: an object or a list that is read by itself, with its own place for each fault.
    """

    reads: Callable[[Node], Any]
    form: Form
    apart: bool = False

    def __call__(self, node: Node) -> Any:
        return self.reads(node)


def of_form(form: Form) -> Callable[[Callable[[Node], Any]], Reader]:
    """Makes a function a reader of values of that form."""
    return lambda reads: Reader(reads, form)


def apart(form: Form) -> Reader:
    """What is read by itself."""
    return Reader(lambda node: node, form, apart=True)


TEXT: Form = {"type": "string"}
COUNT: Form = {"type": "integer", "minimum": 1, "maximum": 9999}

assert EARLIEST_YEAR == 1800  # what the next line says
_YEAR = "(?:1[89]|[2-9][0-9])[0-9]{2}"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_GIVEN = f"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?"

DAY: Form = {"type": "string", "format": "date", "pattern": f"^{_YEAR}-{_MONTH}-{_DAY}$"}
GIVEN_DATE: Form = {"type": "string", "pattern": f"^{_GIVEN}(?:/{_GIVEN})?$"}
"""EDTF level 0: a year, a month, a day, or two of them with a slash between."""

MOMENT: Form = {"type": "string", "format": "date-time"}
ADDRESS: Form = {
    "type": ["string", "null"],
    "maxLength": 1000,
    "pattern": r"^(?:https?://[^\s/\x00-\x1f][^\x00-\x08\x0b-\x1f]*)?$",
}

_KEPT = r"[^\x00-\x08\x0b\x0c\x0e-\x1f]"
_SEEN = r"[^\s\x00-\x1f]"


def text(longest: int, *, may_be_empty: bool) -> Form:
    """A text without control characters; null says the same as an empty one."""
    if may_be_empty:
        return {"type": ["string", "null"], "maxLength": longest, "pattern": f"^{_KEPT}*$"}
    return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": f"^{_KEPT}*{_SEEN}{_KEPT}*$"}


def matching(pattern: "re.Pattern[str] | str") -> Form:
    """A text that is all of that form."""
    found = pattern if isinstance(pattern, str) else pattern.pattern
    return {"type": "string", "pattern": f"^(?:{found})$"}


def word(vocabulary: type[StrEnum]) -> Form:
    """One of these words."""
    return {"title": vocabulary.__name__, "type": "string", "enum": [item.value for item in vocabulary]}


def nullable(form: Form) -> Form:
    """The same, or null."""
    if "title" not in form and isinstance(form.get("type"), str):
        return {**form, "type": [form["type"], "null"]}
    return {"anyOf": [form, {"type": "null"}]}


def list_of(form: Form) -> Form:
    """A list of them; null says the same as an empty one."""
    return {"type": ["array", "null"], "items": form}


def object_of(properties: Mapping[str, Form], required: Iterable[str] = (), *, title: str = "") -> Form:
    """An object with these keys and no others."""
    found: Form = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    needed = list(required)
    return ({"title": title} if title else {}) | found | ({"required": needed} if needed else {})
