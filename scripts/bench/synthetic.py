"""The synthetic record: drawn from a seed, so that every run on every machine measures the same rows.

Fifty proposals with two hundred guarantors each, or one ("deep"); every stance record has its own statement, in one of
a few thousand sources. The first proposal is the one whose pages are measured: it never has fewer than two records a
guarantor, so that its table is as full with a thousand records as with a million. Pure: asks no database.
"""

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from guarantors.actions.bulk_known import NewStance, NewStatement
from guarantors.domain.stance import Basis, ConditionKind, Confidence, LegalStatus, Level
from guarantors.domain.submission import ConditionGiven, PersonGiven, SaidGiven, StanceGiven
from guarantors.domain.voice import Directness, Identification, Voice

from .sizes import ACTORS, CODES, Size, slug

CLAUSES = ("consultation", "defence", "assistance")
FIRST_DAY, DAYS = date(2016, 1, 1), 3600
PERIODS = 12
"""So many publications bring a proposal's history onto the record, each at the end of its part of the time."""

_STEMS = (
    *("asked", "aid", "air", "border", "cabinet", "ceasefire", "clause", "consult", "council", "declare", "defend"),
    *("deploy", "draft", "envoy", "foreign", "guard", "host", "interim", "join", "law", "march", "meeting", "minister"),
    *("mission", "negotiate", "neutral", "offer", "parliament", "partner", "patrol", "pledge", "press", "promise"),
    *("ratify", "refuse", "remain", "review", "sign", "state", "support", "talks", "terms", "treaty", "troops", "vote"),
)
_WORDS = [stem + ending for stem in _STEMS for ending in ("", "s", "ing", "ed", "er", "ment")]
_FOR_THE_STATE = (Voice.MINISTER, Voice.MINISTER, Voice.HEAD_OF_GOVERNMENT, Voice.SPOKESPERSON, Voice.HEAD_OF_STATE)
_LEVELS = list(Level)


def source_days(size: Size) -> list[date]:
    """The day on which each source appeared, in order; the last after every statement."""
    return [FIRST_DAY + timedelta(days=round((DAYS + 60) * (n + 1) / size.sources)) for n in range(size.sources)]


def source_ref(number: int) -> str:
    return f"bench-source-{number}"


def moment(period: int) -> datetime:
    """When that part of the history was put on record."""
    return datetime.combine(FIRST_DAY + timedelta(days=DAYS * (period + 1) // PERIODS + 40), time(12), tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A stance record with the statement that it rests on."""

    said: NewStatement
    held: NewStance


def drawn(size: Size, number: int) -> Iterator[Drawn]:
    """The records of one proposal in the order in which they count."""
    dice, total, days = random.Random(f"{size.name}/{number}"), size.share(number), source_days(size)
    places, spoken = Counter[tuple[str, str | None, date]](), Counter[tuple[str, date]]()
    today = FIRST_DAY
    for index in range(total):
        day = FIRST_DAY + timedelta(days=index * DAYS // total)
        if day != today:
            today, spoken = day, Counter()
        code = CODES[index % ACTORS]
        # A record of the whole first, so that every guarantor of the measured table has a stance.
        clause = dice.choice(CLAUSES) if index >= ACTORS and dice.random() < 0.3 else None
        is_month = dice.random() < 0.03
        text, last = (f"{day:%Y-%m}", _end_of_month(day)) if is_month else (day.isoformat(), day)
        places[code, clause, last] += 1
        spoken[code, day] += 1
        source = source_ref(min(bisect_left(days, last) + dice.randrange(3), size.sources - 1))
        yield _one(
            dice, f"{slug(number)}-{index}", code, clause, text, source, places[code, clause, last], spoken[code, day]
        )


def _one(
    dice: random.Random, ref: str, code: str, clause: str | None, text: str, source: str, place: int, spoken: int
) -> Drawn:
    named = dice.random() < 0.9
    level = dice.choice(_LEVELS)
    said = SaidGiven(
        said_on=text,
        actors=(code,),
        voice=dice.choice(_FOR_THE_STATE) if named else Voice.OFFICIAL,
        identification=Identification.NAMED if named else Identification.UNNAMED,
        directness=Directness.DIRECT if named else Directness.REPORTED,
        summary="Says of the guarantee: " + _words(dice, 8, 14) + ".",
        speaker=PersonGiven(f"Speaker {code.title()} {dice.randrange(3)}", "Foreign minister")
        if named
        else PersonGiven("", "an official"),
        sequence=min(spoken, 999),
        quote=_words(dice, 8, 16) if dice.random() < 0.5 else "",
        quote_language="en",
    )
    held = StanceGiven(
        effective_on=text,
        level=level,
        confidence=dice.choice((Confidence.HIGH, Confidence.MEDIUM)) if named else Confidence.LOW,
        rationale="Read so because of " + _words(dice, 4, 8) + ".",
        statements=(ref,),
        provision=clause,
        sequence=place,
        basis=dice.choice(tuple(Basis)) if level is Level.NONCOMMITTAL else None,
        legal_status=LegalStatus.DECLARED if level is Level.COMMITTED else None,
        conditions=(ConditionGiven(ConditionKind.TRIGGER, "Once " + _words(dice, 3, 6) + "."),)
        if dice.random() < 0.1
        else (),
    )
    return Drawn(NewStatement(ref, source, said, verified=True), NewStance(ref, code, held, verified=True))


def _words(dice: random.Random, least: int, most: int) -> str:
    return " ".join(dice.choices(_WORDS, k=dice.randint(least, most)))


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
