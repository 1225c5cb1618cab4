"""The lists of what was read, who spoke, what was said, and how one statement answers another."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from guarantors.domain.errors import refuse
from guarantors.domain.voice import Directness, Voice, speaks_for_the_state
from guarantors.exchange.lists.cursor import Place
from guarantors.exchange.lists.hanging import Joined, each
from guarantors.exchange.lists.listing import Asked, Computed, Listing, Named, Order
from guarantors.exchange.lists.parties import PROPOSAL
from guarantors.exchange.sheet import Column, Kind
from guarantors.exchange.tables import BY_NAME, Scope
from guarantors.exchange.tables.table import flag
from guarantors.models import Corroboration, Source, Speaker, StatementActor
from guarantors.queries import search, sources

SOURCE = Named("sources", ("source",))
_FOR_THE_STATE = {(voice.value, way.value) for voice in Voice for way in Directness if speaks_for_the_state(voice, way)}


def _of_sources(found: QuerySet[Any], asked: Asked, scope: Scope) -> QuerySet[Any]:
    """Those that the page of sources would list for the search and the proposal."""
    if "proposal" in asked:
        found = found.filter(sources.of_proposal(asked["proposal"], scope.known_at))
    return found.filter(pk__in=sources.answering(found, asked["q"])) if "q" in asked else found


SOURCES = Listing(
    name="sources",
    one="source",
    table=replace(BY_NAME["sources"], query=lambda scope: Source.objects.filter(recorded_at__lte=scope.known_at)),
    orders={"-recorded": Order(("recorded_at",), falling=True), "recorded": Order(("recorded_at",))},
    key=("id",),
    filters={"kind": "kind", "status": "status"},
    more=_of_sources,
)

SPEAKERS = Listing(
    name="speakers",
    one="speaker",
    table=replace(BY_NAME["speakers"], query=lambda scope: _speakers(scope)),
    orders={"name": Order(("name",))},
)


def _speakers(scope: Scope) -> QuerySet[Speaker]:
    """Whoever is on record by the moment as having spoken or relayed."""
    spoke = Q(statements__recorded_at__lte=scope.known_at) | Q(relayed__recorded_at__lte=scope.known_at)
    return Speaker.objects.filter(pk__in=Speaker.objects.filter(spoke).values("pk"))


def _found(asked: Asked, scope: Scope, begin: Place | None, size: int) -> tuple[list[int], Place | None]:
    """What the page of statements finds, in its order. Raises `Refused` for a cursor of another search."""
    names = ("q", "proposal", "actor", "voice", "identification", "directness", "provision", "level", "source")
    until = min(asked.get("to", date.max), scope.as_of)
    plain = {name: asked[name] for name in (*names, "recorded_since", "sort") if name in asked}
    wanted = search.Wanted(**plain, first_day=asked.get("from"), last_day=until)
    try:
        places, more = search.places(wanted, known_at=scope.known_at, begin=begin, size=size)
    except search.NotInTheList:
        raise refuse(
            "cursor-is-of-this-list", "cursor", "that page is of another search; leave the cursor out to begin."
        ) from None
    return [pk for _, pk in places], places[-1] if more else None


STATEMENTS = Listing(
    name="statements",
    one="statement",
    table=BY_NAME["statements"],
    # Each is a position, that is a whole number, and the id; by relevance only where there is a search, else as newest.
    orders={
        search.Sort.NEWEST.value: Order(("search__position",), falling=True, least=0),
        search.Sort.OLDEST.value: Order(("search__position",), least=0),
        search.Sort.RELEVANCE.value: Order(("search__position",), falling=True, least=0),
    },
    key=("id",),
    computed=(
        Computed(
            flag("for_the_state", "Whether such words can set the stance of a state."),
            lambda row: (row["voice"], row["directness"]) in _FOR_THE_STATE,
        ),
    ),
    joined=(
        Joined(
            Column("actors", Kind.LIST, "The codes of those on whose behalf it was made."),
            each(StatementActor, "version", "actor__code"),
        ),
        Joined(
            Column("corroborated_by", Kind.LIST, "The ids of further sources that carry the same words."),
            each(Corroboration, "version", "source__ref"),
        ),
    ),
    names={
        "proposal": PROPOSAL,
        "source": SOURCE,
        "actors": Named("actors", ("actors",)),
        "corroborated_by": Named("sources", ("corroborated_by",)),
    },
    find=_found,
)


def _of_statement(found: QuerySet[Any], asked: Asked, scope: Scope) -> QuerySet[Any]:
    if "statement" not in asked:
        return found
    return found.filter(Q(later__ref=asked["statement"]) | Q(earlier__ref=asked["statement"]))


RELATIONS = Listing(
    name="relations",
    one="relation",
    table=BY_NAME["relations"],
    orders={"-recorded": Order(("recorded_at",), falling=True), "recorded": Order(("recorded_at",))},
    filters={"proposal": "later__proposal__slug", "relation": "relation"},
    more=_of_statement,
    names={"later": Named("statements", ("later",)), "earlier": Named("statements", ("earlier",))},
)

LISTS = (SOURCES, SPEAKERS, STATEMENTS, RELATIONS)
