"""The lists of how it was read: stance records, published codings, and the events beside them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from guarantors.domain.stance import ORDER
from guarantors.exchange.lists.hanging import Hanging, Joined, by_row, each
from guarantors.exchange.lists.listing import Asked, Computed, Listing, Named, Order
from guarantors.exchange.lists.parties import PROPOSAL
from guarantors.exchange.lists.past import column
from guarantors.exchange.lists.words import SOURCE
from guarantors.exchange.sheet import Column, Kind
from guarantors.exchange.sheets.stances import written_condition
from guarantors.exchange.tables import BY_NAME, Scope
from guarantors.exchange.tables.table import Attribute
from guarantors.models import Condition, Evidence, Guarantor
from guarantors.queries.changes import WHOLE

_CONDITION = tuple(item for item in BY_NAME["conditions"].attributes if item.path in ("kind", "text", "status"))
_RANK = Attribute(
    Column("order", Kind.INTEGER, "The rank of the level, 3 to -2: to compare and sort by, never to add."), "", least=-2
)
_RANKS = {level.value: rank for level, rank in ORDER.items()}


def _conditions(ids: Sequence[int], scope: Scope) -> Hanging:
    names = [item.path for item in _CONDITION]
    found = by_row(Condition, "stance", ids, *names)
    return {owner: [dict(zip(names, values, strict=True)) for values in rows] for owner, rows in found.items()}


def _on_unit(found: QuerySet[Any], asked: Asked, scope: Scope) -> QuerySet[Any]:
    """Of one provision, or of the whole proposal."""
    if "provision" not in asked:
        return found
    if asked["provision"] == WHOLE:
        return found.filter(provision__isnull=True)
    return found.filter(provision__slug=asked["provision"])


def _stances(found: QuerySet[Any], asked: Asked, scope: Scope) -> QuerySet[Any]:
    """On a unit, of those who had a role, that rest on a statement."""
    found = _on_unit(found, asked, scope)
    if "role" in asked:
        named_by = ("guarantor__proposal__slug", "guarantor__actor__code")
        found, role = column(found, Guarantor, named_by, "guarantor__role", scope, through="guarantor__")
        found = found.filter(**{role: asked["role"]})
    return found.filter(evidence__statement__ref=asked["statement"]) if "statement" in asked else found


STANCES = Listing(
    name="stances",
    one="stance",
    table=BY_NAME["stances"],
    orders={
        "-effective": Order(("effective_day", "sequence"), falling=True),
        "effective": Order(("effective_day", "sequence")),
        "-recorded": Order(("recorded_at",), falling=True),
        "recorded": Order(("recorded_at",)),
    },
    key=("proposal", "id"),
    computed=(Computed(_RANK, lambda row: _RANKS[row["level"]]),),
    joined=(
        Joined(
            Column("statements", Kind.LIST, "The ids of the statements that it rests on."),
            each(Evidence, "stance", "statement__ref"),
        ),
        Joined(
            Column("conditions", Kind.LIST, "What the stance hangs on."),
            _conditions,
            _CONDITION,
            lambda row: written_condition(row["kind"], row["status"], row["text"]),
        ),
    ),
    filters={
        "proposal": "guarantor__proposal__slug",
        "actor": "guarantor__actor__code",
        "level": "level",
    },
    more=_stances,
    names={
        "proposal": PROPOSAL,
        "guarantor": Named("actors", ("guarantor",)),
        "provision": Named("provisions", ("proposal", "provision")),
        "statements": Named("statements", ("statements",)),
    },
    until_today=True,
)

CODINGS = Listing(
    name="codings",
    one="coding",
    table=BY_NAME["codings"],
    orders={"-recorded": Order(("recorded_at",), falling=True), "recorded": Order(("recorded_at",))},
    filters={
        "proposal": "guarantor__proposal__slug",
        "actor": "guarantor__actor__code",
        "statement": "statement__ref",
        "level": "level",
    },
    more=_on_unit,
    names={
        "proposal": PROPOSAL,
        "statement": Named("statements", ("statement",)),
        "guarantor": Named("actors", ("guarantor",)),
        "provision": Named("provisions", ("proposal", "provision")),
    },
)

EVENTS = Listing(
    name="events",
    one="event",
    table=BY_NAME["events"],
    orders={"-happened": Order(("last_day",), falling=True), "happened": Order(("last_day",))},
    key=("proposal", "id"),
    filters={"proposal": "proposal__slug", "actor": "actor__code", "kind": "kind"},
    names={"proposal": PROPOSAL, "actor": Named("actors", ("actor",)), "source": SOURCE},
    until_today=True,
)

LISTS = (STANCES, CODINGS, EVENTS)
