"""The proposals, their clauses, who has a part in them, and who says so."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from guarantors.domain.stance import Obligation, ProposalStatus, Role
from guarantors.exchange.tables.table import (
    Amended,
    Attribute,
    Link,
    Scope,
    Stored,
    Table,
    day,
    given,
    number,
    text,
    word,
)
from guarantors.models import (
    Actor,
    ActorKind,
    Guarantor,
    Nomination,
    Proposal,
    ProposalMaker,
    Provision,
    StatementActor,
)

PROPOSAL_LINK = Link(("proposal",), "proposals", ("slug",))


def of(path: str) -> Attribute:
    """The column that says which proposal a row belongs to, stored behind that path."""
    return text("proposal", "The slug of the proposal.", f"{path}proposal__slug")


def nominations_in(scope: Scope) -> QuerySet[Nomination]:
    """The claims up to the day whose source was on record by the moment: a claim has no clock of its own."""
    return Nomination.objects.filter(
        scope.among("guarantor__proposal"), last_day__lte=scope.as_of, source__recorded_at__lte=scope.known_at
    )


def spoken_for_in(scope: Scope) -> QuerySet[StatementActor]:
    return StatementActor.objects.filter(
        scope.among("version__statement__proposal"),
        version__said_last__lte=scope.as_of,
        version__recorded_at__lte=scope.known_at,
    )


def _actors(scope: Scope) -> QuerySet[Actor]:
    """Everybody who has a part, made a proposal, was spoken for, or named a guarantor."""
    named = [
        Guarantor.objects.filter(scope.among("proposal")).values("actor"),
        ProposalMaker.objects.filter(scope.among("proposal")).values("actor"),
        spoken_for_in(scope).order_by().values("actor"),
        nominations_in(scope).order_by().values("named_by"),
    ]
    anybody = Q()
    for query in named:
        anybody |= Q(pk__in=query)
    return Actor.objects.filter(anybody)


def _makers(table: Table, scope: Scope) -> Iterator[Stored]:
    """Who made each proposal; the list is amended as a whole."""
    was = {slug: scope.then.fields("proposal", slug).get("made_by") for slug in _slugs(scope)} if scope.then else {}
    for row in table.query(scope).order_by().values_list(*table.paths):
        if was.get(row[0]) is None:
            yield row
    for slug, codes in was.items():
        yield from ((slug, position, code) for position, code in enumerate(codes or ()))


def _slugs(scope: Scope) -> list[str]:
    return list(Proposal.objects.filter(scope.among("pk")).values_list("slug", flat=True))


PROPOSALS = Table(
    name="proposals",
    says="The proposed guarantees.",
    attributes=(
        text("slug", "The name of the proposal in addresses."),
        text("title", "Its title."),
        day("made_on", "The day on which it was made."),
        text("made_at", "Where it was made.", required=False),
        word("status", "Where it stands today.", ProposalStatus),
        text("summary", "What it proposes, in our words."),
        text("derived_from", "The slug of the proposal that it derives from.", "derived_from__slug", required=False),
    ),
    query=lambda scope: Proposal.objects.filter(scope.among("pk")),
    key=("slug",),
    amended=Amended(Proposal, ("slug",)),
)

ACTORS = Table(
    name="actors",
    says=gettext_noop("The states and organisations that are named."),
    attributes=(
        text("code", "ISO 3166-1 alpha-3 for a state, an own code for an organisation.", pattern="[A-Z][A-Z0-9]{0,11}"),
        text("name", "Its name in English."),
        word("kind", "What it is.", ActorKind),
    ),
    query=_actors,
    key=("code",),
    amended=Amended(Actor, ("code",)),
)

MAKERS = Table(
    name="proposal_makers",
    says="Who made each proposal, in the order of the source.",
    attributes=(
        of(""),
        number("position", "The place in the order, from 0.", least=0),
        text("actor", "The code of the actor.", "actor__code"),
    ),
    query=lambda scope: ProposalMaker.objects.filter(scope.among("proposal")),
    gather=_makers,
    key=("proposal", "actor"),
    order=("proposal", "position"),
    links=(PROPOSAL_LINK, Link(("actor",), "actors", ("code",))),
)

PROVISIONS = Table(
    name="provisions",
    says=gettext_noop("The clauses of each proposal that a state can accept or refuse alone."),
    attributes=(
        of(""),
        text("slug", "The name of the provision within its proposal."),
        text("title", "Its title."),
        text("summary", "What it says, in our words.", required=False),
        word("obligation", "What it would oblige a guarantor to do.", Obligation),
        number("position", "The place in the order of the proposal, from 0.", least=0),
    ),
    query=lambda scope: Provision.objects.filter(scope.among("proposal")),
    key=("proposal", "slug"),
    order=("proposal", "position", "slug"),
    links=(PROPOSAL_LINK,),
    amended=Amended(Provision, ("proposal", "slug")),
)

GUARANTORS = Table(
    name="guarantors",
    says=gettext_noop("The part of each actor in each proposal."),
    attributes=(
        of(""),
        text("actor", "The code of the actor.", "actor__code"),
        word("role", "Its part; proposed guarantors and signatories give the guarantee.", Role),
        day("since", "The first day of the part; empty where it is not known.", required=False),
        day("until", "The last day of the part; empty while it lasts or where it is not known.", required=False),
        number("position", "The place in the order of the source, from 0.", least=0),
    ),
    query=lambda scope: Guarantor.objects.filter(scope.among("proposal")),
    key=("proposal", "actor"),
    order=("proposal", "position", "actor"),
    links=(PROPOSAL_LINK, Link(("actor",), "actors", ("code",))),
    amended=Amended(Guarantor, ("proposal", "actor")),
)

NOMINATIONS = Table(
    name="nominations",
    says=gettext_noop("The claims that an actor was asked: by whom, when, in which source."),
    attributes=(
        of("guarantor__"),
        text("id", "The id of the claim.", "ref"),
        text("actor", "The code of the actor that was named.", "guarantor__actor__code"),
        text("named_by", "The code of the actor that named it.", "named_by__code"),
        given("named_on", "When, as given (EDTF)."),
        day("first_day", "The first day that the date covers."),
        day("last_day", "The last day that the date covers."),
        text("source", "The id of the source.", "source__ref"),
        day("withdrawn_on", "When the claim was withdrawn; empty while it stands.", required=False),
    ),
    query=nominations_in,
    key=("proposal", "actor", "id"),
    order=("proposal", "last_day", "id", "actor"),
    links=(
        Link(("proposal", "actor"), "guarantors", ("proposal", "actor")),
        Link(("named_by",), "actors", ("code",)),
        Link(("source",), "sources", ("id",)),
    ),
    amended=Amended(Nomination, ("proposal", "id")),
)

TABLES = (PROPOSALS, ACTORS, MAKERS, PROVISIONS, GUARANTORS, NOMINATIONS)
