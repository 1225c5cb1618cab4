"""What the page of one guarantor counts of its statements and of our entries, from the record.

The same functions count for the gists that are kept (`gist.SaidGist.counts`) and for a past day or moment.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import Count, Max, Min, Q

from guarantors.domain.day_counts import DayCounts
from guarantors.models.counting import known
from guarantors.models.search import position
from guarantors.models.stance import StanceRecord
from guarantors.models.statement import StatementActor


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard on behalf of one guarantor up to a day: how often in each voice, the most frequent first and of
    equal ones the first heard, and in how many sources.
    """

    voices: tuple[tuple[str, int], ...] = ()
    sources: int = 0


@dataclass(frozen=True, slots=True)
class Entries:
    """What is on record of one guarantor: the sources that carry its statements, and when we recorded and last changed
    an entry; None where there is none.
    """

    sources: int = 0
    first_published: date | None = None
    last_published: date | None = None
    first_recorded: datetime | None = None
    last_recorded: datetime | None = None
    last_changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """All of it, up to the last day on record."""

    said_on: DayCounts
    heard: Heard
    entries: Entries


def place_after(day: date) -> int:
    """The first place (`StatementActor.place`) that is not of that day or an earlier one."""
    return position(day, 0, 0) + position(date.min, 0, 0)  # a day's breadth: the first day has the number 1


def said_on(proposal: int, actors: Collection[int], *, known_at: datetime | None) -> dict[int, DayCounts]:
    """How many statements were made on behalf of each of these actors on each day, the last possible one."""
    found: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    links = _links(proposal, actors, known_at).values_list("actor_id", "version__said_last")
    for actor, day, count in links.annotate(Count("pk")).order_by("actor_id", "version__said_last"):
        found[actor][0].append(day.toordinal())
        found[actor][1].append(count)
    return {actor: DayCounts(*days) for actor, days in found.items()}


def heard(
    proposal: int, actors: Collection[int], *, as_of: date | None = None, known_at: datetime | None
) -> dict[int, Heard]:
    """The voices and sources of each of these actors, up to a day where one is given."""
    links = _links(proposal, actors, known_at)
    if as_of is not None and as_of < date.max:
        links = links.filter(place__lt=place_after(as_of))
    by_voice = links.values_list("actor_id", "version__voice").annotate(Count("pk"), Min("place"))
    voices: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for actor, voice, count, first in by_voice:
        voices[actor].append((-count, first, voice))
    sources = dict(links.values_list("actor_id").annotate(Count("version__source", distinct=True)))
    return {
        actor: Heard(tuple((voice, -count) for count, _, voice in sorted(counted)), sources[actor])
        for actor, counted in voices.items()
    }


def entries(proposal: int, actors: Collection[int], *, known_at: datetime | None) -> dict[int, Entries]:
    """The entries of each of these actors. Two SQL queries."""
    spoken = StatementActor.objects.filter(proposal=proposal, actor__in=actors).order_by()
    held = StanceRecord.objects.filter(guarantor__proposal=proposal, guarantor__actor__in=actors).order_by()
    if known_at is not None:
        spoken, held = spoken.filter(version__recorded_at__lte=known_at), held.filter(recorded_at__lte=known_at)
    standing = known(known_at, "version__")
    said = spoken.values_list("actor_id").annotate(
        sources=Count("version__source", distinct=True, filter=standing),
        first_published=Min("version__source__published_on", filter=standing),
        last_published=Max("version__source__published_on", filter=standing),
        **_recorded("version__", known_at),
    )
    read = held.values_list("guarantor__actor_id").annotate(**_recorded("", known_at))
    words = {actor: cells for actor, *cells in said}
    records = {actor: cells for actor, *cells in read}
    return {actor: _entries(words.get(actor), records.get(actor)) for actor in {*words, *records}}


def _recorded(path: str, known_at: datetime | None) -> dict[str, Any]:
    closed = f"{path}superseded_at"
    by_then = Q(**{f"{closed}__lte": known_at}) if known_at else None
    return {
        "first": Min(f"{path}recorded_at"),
        "last": Max(f"{path}recorded_at"),
        "closed": Max(closed, filter=by_then),
    }


def _entries(said: list[Any] | None, held: list[Any] | None) -> Entries:
    sources, first, last, *clocks = said or [0, None, None]
    found = [times for times in (clocks, held) if times]
    return Entries(
        sources=sources,
        first_published=first,
        last_published=last,
        first_recorded=min(times[0] for times in found),
        last_recorded=max(times[1] for times in found),
        last_changed=max(at for times in found for at in times[1:] if at),
    )


def _links(proposal: int, actors: Collection[int], known_at: datetime | None) -> Any:
    links = StatementActor.objects.filter(known(known_at, "version__"), proposal=proposal, actor__in=actors)
    return links.order_by()


def written(proposal: int, actors: Collection[int]) -> dict[int, str]:
    """The counts of each of these actors as a gist keeps them, as known now; who said nothing is absent."""
    days = said_on(proposal, actors, known_at=None)
    voices, own = heard(proposal, actors, known_at=None), entries(proposal, actors, known_at=None)
    return {
        actor: orjson.dumps(
            {"said_on": [counted.days, counted.counts], "heard": asdict(voices[actor]), "entries": asdict(own[actor])}
        ).decode()
        for actor, counted in days.items()
    }


def read(text: str) -> Counts:
    """What `written` wrote of one actor."""
    found = orjson.loads(text)
    voices = tuple((voice, count) for voice, count in found["heard"]["voices"])
    own = found["entries"]
    first, last = (date.fromisoformat(day) if day else None for day in (own["first_published"], own["last_published"]))
    recorded = (own[name] for name in ("first_recorded", "last_recorded", "last_changed"))
    return Counts(
        DayCounts(*found["said_on"]),
        Heard(voices, found["heard"]["sources"]),
        Entries(own["sources"], first, last, *map(datetime.fromisoformat, recorded)),
    )
