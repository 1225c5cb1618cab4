"""Where a page of a list ends: the values by which its last row is ordered.

The next page begins after that row, so that entries that come meanwhile move nothing (keyset pagination).
"""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import DateField, DateTimeField, Field, IntegerField, Model

from guarantors.domain.errors import refuse

Place = tuple[Any, ...]
"""The values of the columns that order a list, and the id."""

LONGEST = 600


def written(place: Place) -> str:
    """The place as a parameter of an address."""
    return base64.urlsafe_b64encode(json.dumps([_plain(value) for value in place]).encode()).decode().rstrip("=")


def read(text: str, kinds: Sequence[type]) -> Place:
    """The place back; `kinds` are what its values must be. Raises `Refused` for what no page of this list has given."""
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        values = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        if not isinstance(values, list) or len(values) != len(kinds):
            raise ValueError("another list's")
        return tuple(_value(value, kind) for value, kind in zip(values, kinds, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
        raise refuse(
            "cursor-is-of-this-list",
            "cursor",
            "no page of this list in this order has given that cursor; take it from “next”, or leave it out to begin.",
        ) from None


def field_of(model: type[Model], path: str) -> "Field[Any, Any]":
    """The column behind a path."""
    *through, last = path.split("__")
    for name in through:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    found: Field[Any, Any] = model._meta.pk if last == "pk" else model._meta.get_field(last)  # type: ignore[assignment]
    return found


def kind_of(column: "Field[Any, Any]") -> type:
    """What a column holds: `int`, `datetime`, `date` or `str`."""
    for of, kind in ((DateTimeField, datetime), (DateField, date), (IntegerField, int)):
        if isinstance(column, of):
            return kind
    return str


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _value(value: Any, kind: type) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(_text(value)).astimezone(UTC)
    if kind is date:
        return date.fromisoformat(_text(value))
    if kind is int:
        if type(value) is not int or not -(2**63) <= value < 2**63:
            raise ValueError("no number")
        return value
    if "\0" in _text(value):
        raise ValueError("no text")
    value.encode()  # half of a character is none that a database could have
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
