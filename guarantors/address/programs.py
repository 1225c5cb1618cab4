"""The parameters of the lists for programs, and the words that each may say."""

from collections.abc import Iterable, Mapping

from django.http import QueryDict

from guarantors.address.lists import statement_words
from guarantors.address.reading import FORMATS, WORDS
from guarantors.address.view import Address
from guarantors.domain.errors import refuse
from guarantors.domain.text import shown
from guarantors.exchange.lists.listing import Listing
from guarantors.models import Source, Statement
from guarantors.queries import actors, proposals
from guarantors.queries.changes import WHOLE
from guarantors.queries.search import Sort

ONE: tuple[str, ...] = ("fields", "expand")
"""How a single row is shown, which is JSON."""

SHOWN: tuple[str, ...] = (*ONE, "format")
"""How the rows of a list are shown."""

SHEET: tuple[str, ...] = ("fields", "format", "page_size", "cursor")
"""What a list that is no table of the record takes beside its moment."""

PAGED: tuple[str, ...] = ("sort", *SHOWN, "page_size", "cursor")
STATEMENTS: tuple[str, ...] = ("q", "proposal", "actor", "voice", "identification", "directness", "level", "provision")

_NARROWING: Mapping[str, tuple[str, ...]] = {
    "provisions": ("known_at",),
    "proposals": ("known_at",),
    "nominations": ("as_of", "known_at"),
    "actors": ("q", "known_at"),
    "sources": ("q", "proposal", "recorded_since", "known_at"),
    "speakers": ("known_at",),
    "statements": (*STATEMENTS, "source", "from", "to", "as_of", "known_at", "recorded_since"),
    "relations": ("statement", "recorded_since", "known_at"),
    "stances": ("role", "provision", "statement", "as_of", "known_at", "recorded_since"),
    "codings": ("provision", "as_of", "known_at", "recorded_since"),
    "events": ("as_of", "known_at"),
    "changes": ("recorded_since",),
}
"""What narrows a list beside its plain filters."""


def narrowing(listing: Listing) -> tuple[str, ...]:
    """The parameters by which a list is narrowed."""
    return tuple(dict.fromkeys([*listing.filters, *_NARROWING[listing.name]]))


def parameters(listing: Listing) -> tuple[str, ...]:
    """Every parameter of a list."""
    return _without_names(listing, (*narrowing(listing), *PAGED))


def of_one(listing: Listing) -> tuple[str, ...]:
    """The parameters of a single row. It stands for itself on whichever day, so that one of a day to come is found."""
    return _without_names(listing, (*(("known_at",) if has_moment(listing) else ()), *ONE))


def of_versions(listing: Listing) -> tuple[str, ...]:
    """The parameters of the list of its versions."""
    return (*of_one(listing), "format")


def has_moment(listing: Listing) -> bool:
    """Whether the list can be asked for as known at a moment."""
    return "known_at" in _NARROWING[listing.name]


def _without_names(listing: Listing, names: tuple[str, ...]) -> tuple[str, ...]:
    """What names no rows of other lists has none to be had with it."""
    return names if listing.names else tuple(name for name in names if name != "expand")


def fixed_words(listing: Listing) -> dict[str, tuple[str, ...]]:
    """The words that parameters of a list may say and that no record adds to; the first of `sort` is the default."""
    own = {item.column.name: item.words for item in listing.table.attributes if item.words}
    found = {name: own[name] for name in narrowing(listing) if name in own and listing.name != "statements"}
    found |= {name: WORDS[name] for name in narrowing(listing) if name in WORDS and name not in found}
    columns = tuple(column.name for column in listing.columns)
    expand = {"expand": tuple(listing.names)} if listing.names else {}
    return {**found, "sort": tuple(listing.orders), "fields": columns, **expand, "format": FORMATS}


def words_of(listing: Listing, given: QueryDict) -> dict[str, Iterable[str]]:
    """What the parameters given may say, those that name something on record included."""
    words: dict[str, Iterable[str]] = dict(fixed_words(listing))
    if listing.name == "statements" and given.get("q", "").strip():  # then the best matches come first
        words["sort"] = tuple(Sort)
    asked = {name for name in narrowing(listing) if given.get(name, "").strip()}
    if asked & {"proposal", "provision"}:
        clauses = proposals.provisions_by_proposal()
        named = statement_words({"proposal": given.get("proposal", "")}, clauses, ())
        words["proposal"] = named["proposal"]
        whole = () if listing.name == "statements" else (WHOLE,)
        words["provision"] = (*whole, *named["provision"])
    if "actor" in asked:
        words["actor"] = [actor.code for actor in actors.briefs()]
    return words


def check_named(where: Address) -> None:
    """Raises `Refused` for a statement or a source that is not on record."""
    if where.statement and not Statement.objects.filter(ref=where.statement).exists():
        raise refuse("statement-is-known", "statement", f"there is no statement “{shown(where.statement)}” on record.")
    if where.source and not Source.objects.filter(ref=where.source).exists():
        raise refuse("source-is-known", "source", f"there is no source “{shown(where.source)}” on record.")
