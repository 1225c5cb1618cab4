"""Columns as they were at a moment, for a list to be filtered and ordered by what it shows.

A row without a clock of its own is amended in place; its present value is no answer to a question about the past.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, Field, Model, QuerySet, Value, When

from guarantors.exchange.tables import Scope, Table

Found = QuerySet[Any]


def columns(found: Found, table: Table, paths: Sequence[str], scope: Scope) -> tuple[Found, list[str]]:
    """The query with these columns of the table as they were, and the name that each has in it."""
    amended = table.amended
    if amended is None:
        return found, list(paths)
    named_by = [table.paths[table.names.index(name)] for name in amended.named_by]
    names = []
    for path in paths:
        found, name = column(found, amended.model, named_by, path, scope, through="")
        names.append(name)
    return found, names


def column(
    found: Found, model: type[Model], named_by: Sequence[str], path: str, scope: Scope, *, through: str
) -> tuple[Found, str]:
    """The same for one column of a model, which the query reaches `through` that path.

    `named_by` are the paths of what names its rows in amendments: one, or the proposal's slug and one within it.
    """
    first, *further = path.removeprefix(through).split("__")
    was = scope.then.values(str(model._meta.model_name), first) if scope.then is not None else {}
    if not was:
        return found, path
    name = f"was_{path}".replace("__", "_")
    stored: Field[Any, Any] = model._meta.get_field(first)  # type: ignore[assignment]
    grouped: dict[tuple[Any, str], list[str]] = defaultdict(list)
    for ref, value in was.items():
        within, _, last = ref.rpartition("/")
        # A value that names another row was kept by that name.
        grouped[value if further else stored.to_python(value), within].append(last)
    cases = [
        When(
            **{f"{named_by[-1]}__in": sorted(refs)},
            **({named_by[0]: within} if len(named_by) > 1 else {}),
            then=Value(value, output_field=None if further else stored),
        )
        for (value, within), refs in grouped.items()
    ]
    return found.annotate(**{name: Case(*cases, default=F(path))}), name
