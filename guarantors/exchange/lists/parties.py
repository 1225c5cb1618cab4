"""The lists of proposals, their clauses, who has a part in them, who says so, and every actor."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from guarantors.domain.text import folded
from guarantors.exchange.lists.hanging import Joined, each
from guarantors.exchange.lists.listing import Asked, Listing, Named, Order
from guarantors.exchange.sheet import Column, Kind
from guarantors.exchange.tables import BY_NAME, Scope
from guarantors.models import Actor, ProposalMaker

PROPOSAL = Named("proposals", ("proposal",))


PROPOSALS = Listing(
    name="proposals",
    one="proposal",
    table=BY_NAME["proposals"],
    orders={"-made": Order(("made_on",), falling=True), "made": Order(("made_on",))},
    key=("slug",),
    joined=(
        Joined(
            Column("made_by", Kind.LIST, "The codes of those who made it, in the order of the source."),
            each(ProposalMaker, "proposal", "actor__code"),
        ),
    ),
    filters={"status": "status"},
    names={"made_by": Named("actors", ("made_by",)), "derived_from": Named("proposals", ("derived_from",))},
)

PROVISIONS = Listing(
    name="provisions",
    one="provision",
    table=BY_NAME["provisions"],
    orders={"place": Order(("proposal__slug", "position"))},
    key=("proposal", "slug"),
    filters={"proposal": "proposal__slug", "obligation": "obligation"},
    names={"proposal": PROPOSAL},
)

NOMINATIONS = Listing(
    name="nominations",
    one="nomination",
    table=BY_NAME["nominations"],
    orders={"-named": Order(("last_day",), falling=True), "named": Order(("last_day",))},
    filters={"proposal": "guarantor__proposal__slug", "actor": "guarantor__actor__code", "source": "source__ref"},
    names={
        "proposal": PROPOSAL,
        "actor": Named("actors", ("actor",)),
        "named_by": Named("actors", ("named_by",)),
        "source": Named("sources", ("source",)),
    },
    until_today=True,
)


def _called(found: QuerySet[Any], asked: Asked, scope: Scope) -> QuerySet[Any]:
    """Those whose code or name has every word of the search, without case and diacritics; there are a few hundred."""
    if "q" not in asked:
        return found
    words = folded(asked["q"]).split()
    was = scope.then.values("actor", "name") if scope.then is not None else {}
    called = {pk: folded(f"{code} {was.get(code, name)}") for pk, code, name in found.values_list("pk", "code", "name")}
    return found.filter(pk__in=[pk for pk, text in called.items() if all(word in text for word in words)])


ACTORS = Listing(
    name="actors",
    one="actor",
    table=replace(BY_NAME["actors"], query=lambda scope: Actor.objects.all()),
    orders={"code": Order(("code",))},
    key=("code",),
    filters={"kind": "kind"},
    more=_called,
)

LISTS = (PROPOSALS, PROVISIONS, NOMINATIONS, ACTORS)
