"""What a row may point at, read by itself: for a join that most rows have no use for, PostgreSQL plans long.

Of eight tables it takes 14 ms to choose an order in which to join them, and 0.6 to answer.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import ForeignKey, Model

from guarantors.models.prepared import IsOneOf, answers

MOST_JOINED = 5
"""Tables that are joined to a table's rows without more ado: the time to plan multiplies with each."""

Stored = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Pointing:
    """The paths of a table as they are read: `paths`, of which those at `places` are ids of another model's rows.

    Each place says of which model, and which column of its row stands there in the end.
    """

    paths: tuple[str, ...]
    places: tuple[tuple[int, type[Model], str], ...]

    def followed(self, rows: Sequence[Stored]) -> list[Stored]:
        """Rows led by their ids, with what they point at in place of its id: a query for each model that has any."""
        if not self.places:
            return list(rows)
        wanted: dict[tuple[type[Model], str], set[int | None]] = defaultdict(set)
        for place, model, column in self.places:
            wanted[model, column].update(row[place] for row in rows)
        found = {(model, column): _values(model, column, ids - {None}) for (model, column), ids in wanted.items()}
        followed = list(map(list, rows))
        for place, model, column in self.places:
            values = found[model, column]
            for row in followed:
                row[place] = values[row[place]]
        return list(map(tuple, followed))


@cache
def pointing(model: type[Model], paths: tuple[str, ...]) -> Pointing:
    """How these paths of a model are read: where they lead to many tables, a column of a row that need not be there is
    found by that row's id.
    """
    read, places = list(paths), list[tuple[int, type[Model], str]]()
    through = {path.rpartition("__")[0] for path in paths} - {""}
    for number, path in enumerate(paths if len(through) > MOST_JOINED else ()):
        first, *further = path.split("__")
        stored = model._meta.get_field(first)
        if isinstance(stored, ForeignKey) and stored.null and len(further) == 1:
            read[number] = stored.attname
            places.append((number + 1, stored.related_model, further[0]))
    return Pointing(tuple(read), tuple(places))


def _values(model: type[Model], column: str, ids: set[int | None]) -> dict[int | None, Any]:
    """That column of each of these rows; None of none."""
    values: dict[int | None, Any] = {None: None}
    if ids:
        found = answers(
            ("pointed at", model, column),
            model,
            lambda: model._default_manager.filter(IsOneOf("id")).order_by().values_list("pk", column),
            ids=ids,
        )
        values.update(found)
    return values
