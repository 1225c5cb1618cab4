"""What changed between two versions of an entry, field by field and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

NOT_GIVEN = "not given"
NOBODY = "nobody"
NONE = "none"
"""What is said of a blank field, of nobody as a speaker and of an empty list."""

LONGEST_SAID = 120
"""So that a reason that names every field of a record stays within the longest text."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its name, what it was and what it became, each in words; `values` are both as they are, if known."""

    field: str
    was: str
    became: str
    values: tuple[Any, Any] | None = dataclass_field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.field} was {self.was}, became {self.became}"


def changes(was: Mapping[str, Any], became: Mapping[str, Any], *, longest: int = LONGEST_SAID) -> list[Change]:
    """The fields of `became` that differ from what they were, in its order; values longer than `longest` are cut."""
    return [
        Change(name, said(was[name], longest=longest), said(value, longest=longest), (was[name], value))
        for name, value in became.items()
        if was[name] != value
    ]


def said(value: Any, *, longest: int = LONGEST_SAID) -> str:
    """A value within a sentence, cut where it is a page: the versions themselves hold the whole of it."""
    text = _in_full(value)
    return text if len(text) <= longest else text[:longest] + "…"


def _in_full(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "(" + ", ".join(_in_full(item) for item in value) + ")" if value else NONE
    if isinstance(value, dict):
        return ", ".join(str(item) for item in value.values() if item) or NOBODY
    return NOT_GIVEN if value in (None, "") else f"“{value}”" if " " in str(value) else str(value)
