"""Which statements answer a search and its filters, in which order, as known at a moment?

The engine's index finds the words, whichever engine it is; phrases, filters and the order are the same on both. By
relevance the newest `MOST_COUNTED` matches are ranked (`domain.search.score`), since a common word may be in every
statement; by day, all of them can be paged through.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from guarantors.domain.search import Query, parse, score
from guarantors.models import Statement, StatementVersion
from guarantors.queries import statements
from guarantors.queries.matches import Filters, Matches, Place, matches
from guarantors.queries.statements import StatementRow
from guarantors.queries.then import Then

PAGE = 50
MOST_COUNTED = 1000
"""Ranking reads each match, and counting walks over each: a thousand take a few milliseconds, and nobody reads on."""


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Wanted(Filters):
    """Words, filters and order; no word means everything that passes the filters."""

    q: str = ""
    sort: str = ""

    @property
    def query(self) -> Query | None:
        """The words as they are looked for, None where none are."""
        return parse(self.q) if self.q else None

    @property
    def order(self) -> Sort:
        """The order that is in force: relevance needs words."""
        sort = Sort(self.sort) if self.sort else Sort.RELEVANCE
        return Sort.NEWEST if sort is Sort.RELEVANCE and not self.q else sort


@dataclass(frozen=True, slots=True)
class Found:
    """One page. `total` counts all that match, up to `MOST_COUNTED`; `has_more` says that there are more than that.

    `previous` and `next` are the refs after which those pages begin; "" is the beginning, None means no such page.
    """

    rows: tuple[StatementRow, ...]
    total: int
    has_more: bool
    previous: str | None
    next: str | None


class NotInTheList(Exception):
    """The statement after which the page should begin is not in the list."""


def search(wanted: Wanted, *, known_at: datetime, then: Then | None = None, after: str = "", size: int = PAGE) -> Found:
    """A page of the list, from the statement `after` on. Raises `NotInTheList`.

    `then` gives the rows the words of a past moment; what is searched are the words of now.
    A fixed number of SQL queries, whatever is found.
    """
    query = wanted.query
    if query and not query.terms:
        return Found((), 0, False, None, None)
    found = matches(query, wanted, known_at)
    begin = _place(after, known_at) if after else None
    if query and wanted.order is Sort.RELEVANCE:
        return _ranked_page(*_ranked(found, query), begin, size, then)
    count = found.versions.order_by()[: MOST_COUNTED + 1].count()
    newest = wanted.order is Sort.NEWEST
    page = list(found.walk(newest, begin)[: size + 1])
    previous = None
    if begin and page:
        before = list(found.walk(not newest, page[0])[: size + 1])
        previous = _ref(before[size]) if len(before) > size else ""
    rows = _rows(page[:size], then)
    more = rows[-1].ref if len(page) > size else None
    return Found(rows, min(count, MOST_COUNTED), count > MOST_COUNTED, previous, more)


def places(wanted: Wanted, *, known_at: datetime, begin: Place | None, size: int) -> tuple[list[Place], bool]:
    """A page of the places of what `search` would list, after the place `begin`, and whether more follow.

    Raises `NotInTheList` where the best matches have no such place.
    """
    query = wanted.query
    if query and not query.terms:
        return [], False
    found = matches(query, wanted, known_at)
    if query and wanted.order is Sort.RELEVANCE:
        ranked, _ = _ranked(found, query)
        if begin and begin not in ranked:
            raise NotInTheList
        start = ranked.index(begin) + 1 if begin else 0
        return ranked[start : start + size], start + size < len(ranked)
    page = list(found.walk(wanted.order is Sort.NEWEST, begin)[: size + 1])
    return page[:size], len(page) > size


def every(wanted: Wanted, *, known_at: datetime, then: Then | None = None, batch: int = 500) -> Iterator[StatementRow]:
    """All that `search` would page through, in its order, read in batches."""
    query = wanted.query
    if query and not query.terms:
        return
    found = matches(query, wanted, known_at)
    if query and wanted.order is Sort.RELEVANCE:
        ranked, _ = _ranked(found, query)
        for start in range(0, len(ranked), batch):
            yield from _rows(ranked[start : start + batch], then)
        return
    begin = None
    while page := list(found.walk(wanted.order is Sort.NEWEST, begin)[:batch]):
        yield from _rows(page, then)
        begin = page[-1]


def of_actor(
    code: str, *, as_of: date, known_at: datetime, most: int, then: Then | None = None
) -> tuple[tuple[StatementRow, ...], int]:
    """The newest statements made on behalf of an actor up to a day, and how many there are."""
    found = matches(None, Filters(actor=code, last_day=as_of), known_at)
    return _rows(found.walk(True, None)[:most], then), found.versions.order_by().count()


def _ranked(found: Matches, query: Query) -> tuple[list[Place], bool]:
    """The newest matches, best first; equals by day, newest first. And whether there are older ones."""
    newest = list(found.walk(True, None, "search__text")[: MOST_COUNTED + 1])
    scored = sorted((-score(query, text), -position, pk) for position, pk, text in newest[:MOST_COUNTED])
    return [(-position, pk) for _, position, pk in scored], len(newest) > MOST_COUNTED


def _ranked_page(ranked: Sequence[Place], has_more: bool, begin: Place | None, size: int, then: Then | None) -> Found:
    if begin and begin not in ranked:
        raise NotInTheList
    start = ranked.index(begin) + 1 if begin else 0
    before = start - size
    previous = None if not start else _ref(ranked[before - 1]) if before > 0 else ""
    rows = _rows(ranked[start : start + size], then)
    more = rows[-1].ref if start + size < len(ranked) else None
    return Found(rows, len(ranked), has_more, previous, more)


def _place(after: str, known_at: datetime) -> Place:
    """Where a statement stood at that moment; also one that was withdrawn since, so that no link ever breaks."""
    versions = StatementVersion.objects.filter(statement__ref=after, recorded_at__lte=known_at)
    found = versions.order_by("-version").values_list("search__position", "pk").first()
    if found is None:
        raise NotInTheList
    return found


def _ref(place: Place) -> str:
    return Statement.objects.values_list("ref", flat=True).get(versions=place[1])


def _rows(places: Iterable[Place], then: Then | None) -> tuple[StatementRow, ...]:
    """Whole rows, in that order."""
    ids = [pk for _, pk in places]
    by_id = statements.by_id(ids, then=then)
    return tuple(by_id[pk] for pk in ids)
