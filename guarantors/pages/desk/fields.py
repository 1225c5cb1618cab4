"""One field of a form of the desk: its name, words, kind and choices, what stands in it, and what is wrong with it.

`templates/pages/desk/_field.html` draws each; the forms put values and refusals into them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext_noop

from guarantors.address import refusals
from guarantors.domain.errors import Breach
from guarantors.domain.text import shown
from guarantors.pages.labels import label

Word = TypeVar("Word", bound=StrEnum)

Data = Mapping[str, Sequence[str]]
"""A form as posted or kept in a draft: texts by name."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `id` is that of its control where each has one of its own."""

    value: str
    label: str
    chosen: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, as the box above the form says it: a link to the field, its label and the refusal."""

    id: str
    label: str
    message: str


@dataclass(slots=True)
class Field:
    """`kind` is text, url, date, number, area, select, checks or scale; `span` its share of the row: h, t or all.

    `suggests` names what is suggested while one types; the one that `begins` has the focus at first.
    """

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    span: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    suggests: str = ""
    rows: int = 2
    begins: bool = False
    values: tuple[str, ...] = ()
    errors: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def list_id(self) -> str:
        """The id of the suggestions: one list for all fields of that kind where it does not depend on what is typed."""
        fixed = {"language": "languages", "statement": "statements"}
        return fixed.get(self.suggests, f"{self.id}-list") if self.suggests else ""

    @property
    def suggests_live(self) -> bool:
        """Whether suggestions are asked for while one types."""
        return self.list_id == f"{self.id}-list"

    @property
    def described_by(self) -> str:
        """The ids of the hint and of the refusal, where there are any."""
        parts = (("hint", self.hint), ("error", self.errors))
        return " ".join(f"{self.id}-{part}" for part, there in parts if there)

    @property
    def options(self) -> list[Option]:
        """The choices; a value that is none of them is kept as a choice, so that what was sent is not lost."""
        strangers = [(value, shown(value)) for value in self.values if value and value not in dict(self.choices)]
        return [
            Option(value, words, value in self.values or (not self.values and not value), self._id_of(number, value))
            for number, (value, words) in enumerate([*self.choices, *strangers])
        ]

    @property
    def faults(self) -> list[Fault]:
        return [Fault(self.id, self.label, message) for message in self.errors]

    def fill(self, data: Data) -> None:
        """Put in what the form holds under this name."""
        self.values = tuple(data.get(self.name, ()))

    def refuse(self, message: str) -> None:
        """Say what is wrong, once."""
        if message not in self.errors:
            self.errors.append(message)

    def _id_of(self, number: int, value: str) -> str:
        return f"{self.id}-{value or 'none'}" if number else self.id


def words(names: Iterable[StrEnum], none: str = "") -> tuple[tuple[str, str], ...]:
    """Choices of a set of words, with one for none of them where `none` says how that is called."""
    return (*((("", none),) if none else ()), *((name.value, label(name)) for name in names))


def word_of(item: Field, names: type[Word], place: str, faults: list[Breach]) -> Word | None:
    """The word that stands in a field, None for none; one that is not of the set is added to the faults."""
    if not item.value:
        return None
    try:
        return names(item.value)
    except ValueError:
        fix = gettext_noop("“%(text)s” is not known here; choose one of %(words)s.")
        faults.append(Breach("word-is-known", place, fix, text=shown(item.value), words=tuple(names)))
        return None


def put(breaches: Iterable[Breach], at: Callable[[str], Field | None]) -> list[Breach]:
    """Say each refusal at its field, which `at` finds by the breach's own name; answers those that have none."""
    others = []
    for breach in breaches:
        item = at(breach.field)
        if item is None:
            others.append(breach)
        else:
            item.refuse(refusals.in_words(breach))
    return others
