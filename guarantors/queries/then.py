"""How did a row without a clock of its own stand at a moment: its title, its role, a source's standing?

Such rows are amended in place, and `Amendment` keeps what each field was; so a view of the past is shown with the words
of then.
"""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import DateTimeField, Model, QuerySet

from guarantors.models import Amendment
from guarantors.models.prepared import Given, answers

Row = TypeVar("Row", bound=Model)


class Then:
    """What was amended after a moment, and how to take it back. One SQL query for all rows."""

    def __init__(self, known_at: datetime) -> None:
        self._was: dict[tuple[str, str], dict[str, Any]] = {}
        for noun, ref, field, was in answers("amended since", Amendment, _later, known_at=known_at):
            self._was.setdefault((noun, ref), {})[field] = was  # the first of the later ones is read last

    @classmethod
    def of(cls, known_at: datetime | None) -> "Then | None":
        """None where nothing needs to be taken back: for a view of the present, or of since the last amendment."""
        found = cls(known_at) if known_at is not None else None
        return found if found is not None and found._was else None

    def fields(self, noun: str, ref: str) -> dict[str, Any]:
        """The fields of one row that were amended later, each with what it was."""
        return self._was.get((noun, ref), {})

    def values(self, noun: str, field: str) -> dict[str, Any]:
        """What this field was, by the ref of each row of that noun in which it was amended later."""
        return {ref: was[field] for (kind, ref), was in self._was.items() if kind == noun and field in was}


def _later() -> "QuerySet[Amendment, Any]":
    later = Amendment.objects.filter(recorded_at__gt=Given("known_at", DateTimeField()))
    return later.order_by("-recorded_at", "-pk").values_list("noun", "ref", "field", "was")


def restored(then: Then | None, row: Row, ref: str) -> Row:
    """The row with each amended column as it was; changed in memory and never saved. `ref` names it in amendments.

    Columns that point at another row are left as they are: no page of the past shows them.
    """
    for name, was in amended(then, type(row), ref).items():
        setattr(row, name, was)
    return row


def amended(then: Then | None, model: type[Model], ref: str) -> dict[str, Any]:
    """What the amended columns of a row were, by their names; of which row is said as in `restored`."""
    found = then.fields(model._meta.model_name or "", ref) if then else {}
    own = {field.name: field for field in model._meta.concrete_fields if not field.is_relation} if found else {}
    return {name: own[name].to_python(was) for name, was in found.items() if name in own}
