"""What changed between two versions of an entry, field by field and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_SAID = 120
"""So that a reason that names every field of a record stays within the longest text."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its name, what it was and what it became, each in words."""

    field: str
    was: str
    became: str

    def __str__(self) -> str:
        return f"{self.field} was {self.was}, became {self.became}"


def changes(was: Mapping[str, Any], became: Mapping[str, Any], *, longest: int = LONGEST_SAID) -> list[Change]:
    """The fields of `became` that differ from what they were, in its order; values longer than `longest` are cut."""
    return [
        Change(field, said(was[field], longest=longest), said(value, longest=longest))
        for field, value in became.items()
        if was[field] != value
    ]


def said(value: Any, *, longest: int = LONGEST_SAID) -> str:
    """A value within a sentence, cut where it is a page: the versions themselves hold the whole of it."""
    text = _in_full(value)
    return text if len(text) <= longest else text[:longest] + "…"


def _in_full(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "(" + ", ".join(_in_full(item) for item in value) + ")" if value else "none"
    if isinstance(value, dict):
        return ", ".join(str(item) for item in value.values() if item) or "nobody"
    return "not given" if value in (None, "") else f"“{value}”" if " " in str(value) else str(value)
