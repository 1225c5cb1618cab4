"""The whole past of a line and of what was said, as slim as it can be: what facts of any day are drawn from.

Read from the record, or from what the gists keep of it (`kept`, `read`): then a past day costs no walk through the
record. Days are numbers (`date.toordinal`), everything is in the order in which it counts.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import compress
from operator import ne
from typing import Any, NamedTuple

import orjson
from django.db.models import Count, TextField
from django.db.models.functions import Cast

from guarantors.domain.stance import Level
from guarantors.domain.voice import Directness, Voice, speaks_for_the_state
from guarantors.models.counting import known
from guarantors.models.stance import StanceRecord
from guarantors.models.statement import StatementActor, StatementVersion

ANY: Any = object()
"""For `provision`: lines on the whole and on every provision."""

LineKey = tuple[int, int | None]
"""A guarantor's id, and a provision's or None for the whole."""

_LEVELS = {level.value: level for level in Level}
_SPEAKS = {(voice, way): speaks_for_the_state(Voice(voice), Directness(way)) for voice in Voice for way in Directness}


class Step(NamedTuple):
    """A record of a line."""

    pk: int
    effective_day: date
    level: Level


@dataclass(slots=True)
class LinePast(Sequence[Step]):
    """The records of a line up to some day, oldest first; made one by one, for few of many are looked at."""

    days: list[int] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.days)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[index] for index in range(*place.indices(len(self)))]
        return Step(self.ids[place], date.fromordinal(self.days[place]), _LEVELS[self.levels[place]])

    def up_to(self, day: date) -> "LinePast":
        many = bisect_right(self.days, day.toordinal())
        return self if many == len(self) else LinePast(self.days[:many], self.ids[:many], self.levels[:many])

    def changed_days(self) -> list[int]:
        """The days on which the level changed, each once for each change, the first record included."""
        return [*self.days[:1], *compress(self.days[1:], map(ne, self.levels, self.levels[1:]))]

    def kept(self) -> str:
        return orjson.dumps([self.days, self.ids, self.levels]).decode()

    @classmethod
    def read(cls, kept: str) -> "LinePast":
        return cls(*orjson.loads(kept))


@dataclass(slots=True)
class SaidPast:
    """What was said on behalf of one actor: the last day on which it can have been said, its place in that day, the id
    of the link to the actor, and whether it speaks for the state."""

    days: list[int] = field(default_factory=list)
    sequences: list[int] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    speaks: list[bool] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.days)

    def up_to(self, day: date) -> "SaidPast":
        many = bisect_right(self.days, day.toordinal())
        if many == len(self):
            return self
        return SaidPast(self.days[:many], self.sequences[:many], self.ids[:many], self.speaks[:many])

    def latest(self) -> list[int]:
        """The ids of the last that speaks for the state, or of any voice where none does: several of one place."""
        speaking = any(self.speaks)
        found: list[int] = []
        last: tuple[int, int] | None = None
        for index in range(len(self) - 1, -1, -1):
            if self.speaks[index] or not speaking:
                place = self.days[index], self.sequences[index]
                if last not in (None, place):
                    break
                last = place
                found.append(self.ids[index])
        return found

    def days_for_the_state(self) -> list[int]:
        """Each day once."""
        return list(dict.fromkeys(day for day, speaks in zip(self.days, self.speaks, strict=True) if speaks))

    def kept(self) -> str:
        return orjson.dumps([self.days, self.sequences, self.ids, self.speaks]).decode()

    @classmethod
    def read(cls, kept: str) -> "SaidPast":
        return cls(*orjson.loads(kept))


def lines(
    guarantors: Collection[int], *, provision: int | None = ANY, known_at: datetime | None
) -> dict[LineKey, LinePast]:
    """The lines of these guarantors; those without a record are absent. `known_at` None is what is known now."""
    records = StanceRecord.objects.filter(known(known_at), guarantor__in=guarantors)
    if provision is not ANY:
        records = records.filter(provision=provision) if provision else records.filter(provision__isnull=True)
    in_order = records.order_by("effective_day", "sequence", "recorded_at").annotate(
        day=Cast("effective_day", TextField())
    )
    found, numbers = defaultdict[LineKey, LinePast](LinePast), _Numbers()
    columns = ("guarantor_id", "provision_id", "pk", "level", "day")
    for guarantor, clause, pk, level, day in in_order.values_list(*columns).iterator(10_000):
        line = found[guarantor, clause]
        line.days.append(numbers[day])
        line.ids.append(pk)
        line.levels.append(level)
    return dict(found)


def said(proposal: int, actors: Collection[int], *, known_at: datetime | None) -> dict[int, SaidPast]:
    """What was said about a proposal on behalf of these actors, by their ids; who said nothing is absent."""
    links = StatementActor.objects.filter(known(known_at, "version__"), proposal=proposal, actor__in=actors)
    in_order = links.order_by("version__said_last", "version__sequence", "pk").annotate(
        day=Cast("version__said_last", TextField())
    )
    found, numbers = defaultdict[int, SaidPast](SaidPast), _Numbers()
    columns = ("actor_id", "pk", "version__sequence", "version__voice", "version__directness", "day")
    for actor, pk, sequence, voice, directness, last in in_order.values_list(*columns).iterator(10_000):
        past = found[actor]
        past.days.append(numbers[last])
        past.sequences.append(sequence)
        past.ids.append(pk)
        past.speaks.append(_SPEAKS[voice, directness])
    return dict(found)


def said_by_day(proposal: int, *, known_at: datetime | None, days: Collection[date] | None = None) -> dict[int, int]:
    """How many statements about a proposal were made on each day (the last possible one), or on these days alone."""
    found = StatementVersion.objects.filter(known(known_at), statement__proposal=proposal)
    if days is not None:
        found = found.filter(said_last__in=days)
    counted = found.order_by().values_list("said_last").annotate(Count("pk"))
    return {day.toordinal(): count for day, count in counted}


class _Numbers(dict[str, int]):
    """Numbers of days by their ISO form: a proposal has far fewer days than rows, and to make a date of each would
    take longer than to read it."""

    def __missing__(self, text: str) -> int:
        self[text] = number = date.fromisoformat(text).toordinal()
        return number
