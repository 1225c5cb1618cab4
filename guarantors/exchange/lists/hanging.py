"""What hangs on the rows of a list: the entries that other tables hold, by the id of the row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from guarantors.exchange.sheet import Column
from guarantors.exchange.tables.table import Attribute, Scope
from guarantors.models.prepared import IsOneOf, answers

Hanging = Mapping[int, Sequence[Any]]
Find = Callable[[Sequence[int], Scope], Hanging]


@dataclass(frozen=True, slots=True)
class Joined:
    """A column of entries that other tables hold: `find` answers them by the id of the row, in order.

    `entry` are the columns of each, where it is more than one text; `text` then writes it as one, for CSV.
    """

    column: Column
    find: Find
    entry: tuple[Attribute, ...] = ()
    text: Callable[[dict[str, Any]], str] = str


def by_row(model: type[Model], path: str, ids: Sequence[int], *paths: str) -> dict[int, list[tuple[Any, ...]]]:
    """The values of these paths for each id behind `path`, in the order of their position."""
    found = answers(
        (model, path, paths),
        model,
        lambda: (
            model._default_manager.filter(IsOneOf(f"{path}_id")).order_by("position").values_list(f"{path}_id", *paths)
        ),
        ids=ids,
    )
    grouped: dict[int, list[tuple[Any, ...]]] = {}
    for owner, *values in found:
        grouped.setdefault(owner, []).append(tuple(values))
    return grouped


def each(model: type[Model], path: str, value: str) -> Find:
    """Finds one text an entry: the value of that path."""

    def find(ids: Sequence[int], scope: Scope) -> Hanging:
        return {owner: [text for (text,) in texts] for owner, texts in by_row(model, path, ids, value).items()}

    return find
