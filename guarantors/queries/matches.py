# ruff: noqa: S610  (no text of a reader is ever part of the SQL: all of it are parameters)
"""Which versions of statements match words and filters, as known at a moment? One question to either engine.

The engine's index finds the words; phrases and filters are plain conditions; the order is that of the rows' positions
(`models.search.position`), which both engines walk along an index and may stop anywhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import Exists, OuterRef, Q, QuerySet

from guarantors.domain.search import Query, Term
from guarantors.domain.stance import NO_STANCE
from guarantors.models import Corroboration, Evidence, Source, StatementActor, StatementVersion
from guarantors.models.counting import known
from guarantors.models.search import FTS, TABLE, position

FEW = 2000
"""So many statements are read through for the words; in more of them the words are looked up in the index first."""

Place = tuple[int, int]
"""A version in the list: its position in time and its id."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked beside the words. `first_day` and `last_day` bound the day of speech; an imprecise one counts from
    its last. `level` and `provision` ask for a stance record that rests on the statement; level `none` for none at all.
    `recorded_since` asks for versions that came into our books at that moment or later.
    """

    proposal: str | None = None
    actor: str | None = None
    voice: str | None = None
    identification: str | None = None
    directness: str | None = None
    provision: str | None = None
    level: str | None = None
    source: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    recorded_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """The versions that match; `column` is where SQL finds their position."""

    versions: QuerySet[StatementVersion]
    column: str

    def walk(self, newest: bool, begin: Place | None, *further: str) -> Any:
        """(position, id, further columns) from the newest or the oldest on, or from the neighbour of `begin` on."""
        found = self.versions.values_list("search__position", "pk", *further)
        if begin:
            found = found.extra(where=[f"{self.column} {'<' if newest else '>'} %s"], params=[begin[0]])
        return found.extra(order_by=[f"-{self.column}" if newest else self.column])


def matches(query: Query | None, wanted: Filters, known_at: datetime) -> Matches:
    """Those with every word and phrase of the query, if there is one, that pass every filter."""
    everything = StatementVersion.objects.filter(known(known_at), search__isnull=False)
    found, column = _filtered(everything, wanted, known_at), f"{TABLE}.position"
    if query and (wanted.proposal or wanted.actor or wanted.source):
        few = list(found.values_list("pk", flat=True)[: FEW + 1])
        if len(few) <= FEW:
            return Matches(_within(_with_phrases(everything.filter(pk__in=few), query.terms), column, wanted), column)
    if query:
        found = _with_phrases(found, [term for term in query.terms if len(term.words) > 1])
        found, column = _looked_up(found, query)
    return Matches(_within(found, column, wanted), column)


def with_any(words: Iterable[str], known_at: datetime) -> Matches:
    """Those with at least one of these tokens (`domain.search.tokens`), as known at a moment; none for no token."""
    query = Query(tuple(Term((word,)) for word in words))
    everything = StatementVersion.objects.filter(known(known_at), search__isnull=False)
    if not query.terms:
        return Matches(everything.none(), f"{TABLE}.position")
    return Matches(*_looked_up(everything, query, (" OR ", " | ")))


def _looked_up(
    found: QuerySet[StatementVersion], query: Query, between: tuple[str, str] = (" ", " & ")
) -> tuple[QuerySet[StatementVersion], str]:
    """Those that the engine's index finds, and the column with their position; `between` joins words on either engine.

    Raw SQL, since the index is no model's: on SQLite the FTS5 table leads, and its row ids are the positions.
    """
    if connections[found.db].vendor == "sqlite":
        column = f"{FTS}.rowid"
        where = [f"{FTS}.rowid = {TABLE}.position", f"{FTS} MATCH %s"]
        return found.extra(tables=[FTS], where=where, params=[_asked(query, '"{}"', "*", between[0])]), column
    where = [f"{TABLE}.words @@ %s::tsquery"]
    return found.extra(where=where, params=[_asked(query, "'{}'", ":*", between[1])]), f"{TABLE}.position"


def _with_phrases(found: QuerySet[StatementVersion], terms: Iterable[Term]) -> QuerySet[StatementVersion]:
    """Those whose text has every term: every token in it stands between spaces."""
    for term in terms:
        found = found.filter(search__text__contains=term.text)
    return found


def _asked(query: Query, quoted: str, prefix: str, both: str) -> str:
    """Every word of the query in the engine's own grammar.

    A token holds letters, digits and marks alone: nothing of it can end the quotes that it stands in.
    """
    words: list[str] = []
    for term in query.terms:
        words += [quoted.format(word) for word in term.words]
        words[-1] += prefix if term.is_prefix else ""
    return both.join(words)


def _within(found: QuerySet[StatementVersion], column: str, wanted: Filters) -> QuerySet[StatementVersion]:
    """Those said between the two days: positions run by day."""
    if wanted.first_day:
        found = found.extra(where=[f"{column} >= %s"], params=[position(wanted.first_day, 0, 0)])
    if wanted.last_day and wanted.last_day < date.max:
        end = position(wanted.last_day + timedelta(days=1), 0, 0)
        found = found.extra(where=[f"{column} < %s"], params=[end])
    return found


def _filtered(found: QuerySet[StatementVersion], wanted: Filters, known_at: datetime) -> QuerySet[StatementVersion]:
    given = {
        "statement__proposal__slug": wanted.proposal,
        "voice": wanted.voice,
        "identification": wanted.identification,
        "directness": wanted.directness,
    }
    found = found.filter(**{name: value for name, value in given.items() if value})
    if wanted.recorded_since:
        found = found.filter(recorded_at__gte=wanted.recorded_since)
    if wanted.actor:
        spoken_for = StatementActor.objects.filter(actor__code=wanted.actor)
        found = found.filter(pk__in=spoken_for.values("version_id"))
    if wanted.source:
        also = Corroboration.objects.filter(source__ref=wanted.source).values_list("version_id", flat=True)
        found = found.filter(Q(source_id__in=_source_ids(wanted.source)) | Q(pk__in=list(also)))
    if wanted.level or wanted.provision:
        resting = Evidence.objects.filter(known(known_at, "stance__"), statement=OuterRef("statement_id"))
        if wanted.provision:
            resting = resting.filter(stance__provision__slug=wanted.provision)
        if wanted.level and wanted.level != NO_STANCE:
            resting = resting.filter(stance__level=wanted.level)
        found = found.filter(~Exists(resting) if wanted.level == NO_STANCE else Exists(resting))
    return found


def _source_ids(ref: str) -> Sequence[int]:
    return list(Source.objects.filter(ref=ref).values_list("pk", flat=True))
