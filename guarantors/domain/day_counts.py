"""How often something happened on each day: changes of level, statements."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from itertools import compress


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Days by their number (`date.toordinal`), each once and ascending, and how often it happened on each."""

    days: Sequence[int]
    counts: Sequence[int]

    @classmethod
    def of(cls, days: Iterable[date]) -> "DayCounts":
        """The counts of days that are given once for each time."""
        return cls.of_numbers(day.toordinal() for day in days)

    @classmethod
    def summed(cls, parts: Iterable["DayCounts"]) -> "DayCounts":
        """The counts of several together."""
        counted = Counter[int]()
        for part in parts:
            counted.update(dict(zip(part.days, part.counts, strict=True)))
        return cls.of_counts(counted)

    @classmethod
    def of_numbers(cls, days: Iterable[int]) -> "DayCounts":
        """The same of days that are given by their numbers."""
        return cls.of_counts(Counter(days))

    @classmethod
    def of_counts(cls, counts: Mapping[int, int]) -> "DayCounts":
        """The same of counts by the numbers of days."""
        days = sorted(counts)
        return cls(days, [counts[day] for day in days])

    def on(self, day: date) -> int:
        """How often on that day."""
        number = day.toordinal()
        place = bisect_left(self.days, number)
        return self.counts[place] if place < len(self.days) and self.days[place] == number else 0

    def up_to(self, day: date) -> int:
        """How often up to that day, the day included."""
        return sum(self.counts[: bisect_right(self.days, day.toordinal())])

    def between(self, first: date, last: date) -> int:
        """How often from the one day to the other, both included."""
        return sum(self.counts[self._from(first) : bisect_right(self.days, last.toordinal())])

    def reaching_back(self, first: date, last: date, most: int) -> date:
        """The day from which on it happened at most so many times up to `last`, but on one of the days at least.

        It is `first` where it happened no oftener since then.
        """
        start, place = self._from(first), bisect_right(self.days, last.toordinal())
        total, began = 0, place
        while began > start and (total + self.counts[began - 1] <= most or began == place):
            began -= 1
            total += self.counts[began]
        return first if began <= start else date.fromordinal(self.days[began])

    def _from(self, day: date) -> int:
        return bisect_left(self.days, day.toordinal())

    def first(self) -> date | None:
        return date.fromordinal(self.days[0]) if self.days else None

    def before(self, day: date) -> date | None:
        """The last day before that one."""
        place = bisect_left(self.days, day.toordinal())
        return date.fromordinal(self.days[place - 1]) if place else None

    def after(self, day: date) -> date | None:
        """The first day after that one."""
        place = bisect_right(self.days, day.toordinal())
        return date.fromordinal(self.days[place]) if place < len(self.days) else None

    def busiest(self, most: int) -> list[date]:
        """At most so many days, those first on which it happened most often; of equal ones the earlier."""
        often = sorted(self.counts, reverse=True)[most - 1 : most]
        enough = [count >= often[0] for count in self.counts] if often else [True] * len(self.days)
        found = zip(compress(self.counts, enough), compress(self.days, enough), strict=True)
        return [date.fromordinal(day) for _, day in nsmallest(most, ((-count, day) for count, day in found))]

    def in_slots(self, end: date, most: int) -> list[tuple[date, int]]:
        """Days up to `end` with their counts; of more than `most` days, equal spans of time with theirs, by the middle
        day of those in it that count."""
        many = bisect_right(self.days, end.toordinal())
        days, counts = self.days[:many], self.counts[:many]
        if many > most:
            start, span = days[0], days[-1] - days[0] + 1
            slots = [(day - start) * most // span for day in days]
            ends = [place for place in range(1, many) if slots[place] != slots[place - 1]]
            bounds = list(zip([0, *ends], [*ends, many], strict=True))
            days, counts = [days[(a + b - 1) // 2] for a, b in bounds], [sum(counts[a:b]) for a, b in bounds]
        return [(date.fromordinal(day), count) for day, count in zip(days, counts, strict=True)]
