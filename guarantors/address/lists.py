"""The parameters of the lists over all proposals: statements, sources and actors, for every face that shows them."""

from collections.abc import Iterable, Mapping

from guarantors.address.view import Address
from guarantors.domain.errors import gettext_noop, refuse
from guarantors.domain.text import shown
from guarantors.queries import search, sources
from guarantors.queries.sources import SourceRow
from guarantors.queries.sources import find as find_source

STATEMENT_PARAMETERS: tuple[str, ...] = (
    *("q", "proposal", "actor", "voice", "identification", "directness", "level", "provision", "from", "to"),
    *("source", "known_at", "sort", "after"),
)
SOURCE_PARAMETERS: tuple[str, ...] = ("q", "proposal", "kind", "known_at", "sort", "after")
ACTOR_PARAMETERS: tuple[str, ...] = ("as_of", "known_at")


def statement_words(
    given: Mapping[str, str], provisions: Mapping[str, Iterable[str]], actors: Iterable[str]
) -> dict[str, Iterable[str]]:
    """What the parameters of the list of statements may say.

    `provisions` are those of every proposal, by its slug. Without words to look for there is no best match, and the
    newest come first.
    """
    every = dict.fromkeys(slug for slugs in provisions.values() for slug in slugs)
    relevance, newest, oldest = search.Sort
    return {
        "proposal": tuple(provisions),
        "provision": tuple(provisions.get(given.get("proposal", "").strip(), every)),
        "actor": tuple(actors),
        "sort": (relevance, newest, oldest) if given.get("q", "").strip() else (newest, relevance, oldest),
    }


def source_of(where: Address) -> SourceRow | None:
    """The source whose statements are asked for. Raises `Refused` where it is not on record."""
    found = find_source(where.source) if where.source else None
    if where.source and found is None:
        wording = gettext_noop("there is no source “%(ref)s” on record.")
        raise refuse("source-is-known", "source", wording, ref=shown(where.source))
    return found


def source_words(proposals: Iterable[str]) -> dict[str, Iterable[str]]:
    """What the parameters of the list of sources may say."""
    return {"proposal": tuple(proposals), "sort": tuple(sources.Sort)}


def wanted_statements(where: Address) -> search.Wanted:
    """The question that an address asks of the statements."""
    return search.Wanted(
        q=where.q,
        proposal=where.proposal,
        actor=where.actor,
        voice=where.voice,
        identification=where.identification,
        directness=where.directness,
        provision=where.provision,
        level=where.level,
        source=where.source,
        first_day=where.from_,
        last_day=where.to,
        sort=where.sort,
    )


def wanted_sources(where: Address) -> sources.Wanted:
    """The question that an address asks of the sources."""
    return sources.Wanted(q=where.q, proposal=where.proposal, kind=where.kind, sort=where.sort)
