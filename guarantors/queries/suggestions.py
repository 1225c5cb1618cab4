"""What is on record that begins as somebody types: speakers, offices, publishers, sources; the most used first?

Compared folded, so that "turk" finds "Türkiye"; beginnings of words come before the middle of one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from guarantors.domain import dates
from guarantors.domain.search import parse, tokens
from guarantors.domain.text import folded
from guarantors.models import Source, Speaker, StatementVersion
from guarantors.queries.matches import Filters, matches

MOST = 10
"""More than fit under a field are no suggestions."""

LATEST = 2000
"""In so many of the newest statements with the words an office is looked for."""

COUNTED = 500
"""Of so many that match it is asked how much they are used."""

_folded = lru_cache(maxsize=65_536)(folded)
"""Names and titles are compared at each key."""

Item = TypeVar("Item")
Key = TypeVar("Key")

Used = dict[Any, tuple[int, int]]
"""How often each is used: on the proposal, and at all."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`value` is what is put into the field, `text` what is shown beside it."""

    value: str
    text: str = ""


def suggestions(field: str, q: str, proposal: str) -> list[Suggestion]:
    """At most ten for a field of `FIELDS`, those used on the proposal of that slug first. None for an empty text."""
    return FIELDS[field](q, proposal) if tokens(q) else []


def _speakers(q: str, proposal: str) -> list[Suggestion]:
    """People by name, with the office that they held when they spoke last."""
    found = dict(_matching(Speaker.objects.values_list("pk", "name"), q, lambda row: row[1]))
    used = _used(_standing().filter(speaker__in=list(found)), "speaker", proposal)
    shown = _most_used(list(found.items()), used, q)
    last = _standing().filter(speaker=OuterRef("pk")).order_by("-said_last", "-sequence", "-pk").values("office")[:1]
    held = Speaker.objects.filter(pk__in=[pk for pk, _ in shown]).annotate(office=Subquery(last))
    offices = dict(held.values_list("pk", "office"))
    return [Suggestion(name, offices[pk] or "") for pk, name in shown]


def _offices(q: str, proposal: str) -> list[Suggestion]:
    """Offices are kept with each statement, in no list of their own: the search finds those with the words."""
    found = matches(parse(q), Filters(), datetime.now(UTC)).walk(True, None, "office", "statement__proposal__slug")
    used: dict[str, tuple[int, int]] = {}
    for _, _, office, slug in found[:LATEST]:
        here, count = used.get(office, (0, 0))
        used[office] = (here + (slug == proposal), count + 1)
    offices = _matching([office for office in used if office], q, str)
    return [Suggestion(office) for office, _ in _most_used([(office, office) for office in offices], used, q)]


def _publishers(q: str, proposal: str) -> list[Suggestion]:
    publishers = Source.objects.order_by().values_list("publisher").annotate(count=Count("pk"))
    used = {name: (0, count) for name, count in publishers}
    found = _matching(used, q, str)
    return [Suggestion(name) for name, _ in _most_used([(name, name) for name in found], used, q)]


def _titles(q: str, proposal: str) -> list[Suggestion]:
    """Sources by title; beside it, under which id the source is on record."""
    stored = Source.objects.order_by("-published_on", "pk").values_list("pk", "title")
    found = _sources(_matching(stored, q, lambda row: row[1]), q, proposal)
    return [Suggestion(row.title, f"{_printed(row)}; on record as {row.ref}") for row in found]


def _addresses(q: str, proposal: str) -> list[Suggestion]:
    """Sources by address, title or id; the value names the source, by its address where it has one."""
    stored = Source.objects.order_by("-published_on", "pk").values_list("pk", "title", "ref", "url")
    found = _matching(stored, q, lambda row: " ".join(row[1:]))
    rows = _sources([(pk, f"{title} {ref} {url}") for pk, title, ref, url in found], q, proposal)
    return [Suggestion(row.url or row.ref, f"{row.title}, {_printed(row)}") for row in rows]


def _sources(found: Sequence[tuple[int, str]], q: str, proposal: str) -> list[Source]:
    """The ten to show of these (id, text)."""
    used = _used(_standing().filter(source__in=[pk for pk, _ in found]), "source", proposal)
    ids = [pk for pk, _ in _most_used(found, used, q)]
    rows = Source.objects.in_bulk(ids)
    return [rows[pk] for pk in ids]


def _printed(row: Source) -> str:
    return ", ".join([row.publisher, *([dates.short_day(row.published_on)] if row.published_on else [])])


def _standing() -> QuerySet[StatementVersion]:
    return StatementVersion.objects.filter(superseded_at__isnull=True)


def _used(versions: QuerySet[StatementVersion], by: str, proposal: str) -> Used:
    own = Count("pk", filter=Q(statement__proposal__slug=proposal))
    return {
        key: (here, count)
        for key, here, count in versions.order_by().values_list(by).annotate(here=own, count=Count("pk"))
    }


def _matching(items: Iterable[Item], q: str, text: Callable[[Item], str]) -> list[Item]:
    """Those with every word of the query, as the beginning of a word or within one; at most `COUNTED`."""
    asked = [_folded(word) for word in q.split()]
    found = []
    for item in items:
        own = _folded(text(item))
        if all(word in own for word in asked):
            found.append(item)
            if len(found) == COUNTED:
                break
    return found


def _most_used(found: Sequence[tuple[Key, str]], used: Used, q: str) -> list[tuple[Key, str]]:
    """The ten to show."""
    asked = tokens(q)

    def rank(item: tuple[Key, str]) -> tuple[bool, int, int, str]:
        key, text = item
        words = tokens(text)
        begins = all(any(word.startswith(one) for word in words) for one in asked)
        here, count = used.get(key, (0, 0))
        return not begins, -here, -count, _folded(text)

    return sorted(found, key=rank)[:MOST]


FIELDS: dict[str, Callable[[str, str], list[Suggestion]]] = {
    "speaker": _speakers,
    "office": _offices,
    "publisher": _publishers,
    "source_title": _titles,
    "source_url": _addresses,
}
"""The fields for which there are suggestions."""
