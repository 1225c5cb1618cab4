"""An act on our books, as `recorded` answers with it: what was done to what, when, why, and on whose words it rests."""

from dataclasses import dataclass
from datetime import date, datetime

from guarantors.domain import dates
from guarantors.domain.acts import Act, Noun
from guarantors.domain.stance import Level
from guarantors.domain.voice import SourceStatus


@dataclass(frozen=True, slots=True)
class Words:
    """A statement in the version that we had at that moment; `who` is the speaker as the source has it."""

    ref: str
    who: str
    said_on: dates.GivenDate
    summary: str
    quote: str
    quote_language: str


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """One act on our books at the moment `at`, with the reason that a correction or a withdrawal gives.

    `day` is when it counts (of a stance) or when it was said at the latest, `given` the same as the source gives it.
    Of a stance: `earlier` is the level in force just before it on the effective clock, `was` the level that our
    correction replaced, and `words` the statements that it rests on; of a statement, `words` is itself.
    A source belongs to no one proposal: `slug` and `proposal` are empty, `text` is its title and publisher, and
    `standing` what its publisher did.
    """

    noun: Noun
    act: Act
    at: datetime
    slug: str
    proposal: str
    ref: str
    version: int
    actors: tuple[tuple[str, str], ...]
    day: date
    given: dates.GivenDate
    sequence: int
    text: str
    reason: str
    words: tuple[Words, ...]
    provision: str = ""
    level: Level | None = None
    earlier: Level | None = None
    was: Level | None = None
    standing: SourceStatus | None = None
