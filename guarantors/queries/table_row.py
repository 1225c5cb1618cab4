"""One row of the guarantor table: the facts of a guarantor as `models.gist_facts` writes them, read when asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import orjson

from guarantors.domain import dates
from guarantors.domain.coding import Review
from guarantors.domain.stance import Basis, ConditionKind, ConditionStatus, Confidence, LegalStatus, Level
from guarantors.domain.voice import Directness, Identification, Voice, speaks_for_the_state
from guarantors.queries.events import EventRow
from guarantors.queries.proposals import GuarantorBrief
from guarantors.queries.stances import ConditionRow, StanceRow
from guarantors.queries.statements import who


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn of a record."""

    effective_day: date
    effective_on: dates.GivenDate
    level: Level
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Began(Drawn):
    """The same, and what is said of the day on which it began."""

    day_is_known: bool


@dataclass(frozen=True, slots=True)
class SaidLast:
    """What a row shows of the latest statement."""

    ref: str
    said_on: dates.GivenDate
    said_first: date
    said_last: date
    sequence: int
    speaker: str
    office: str
    voice: Voice
    identification: Identification
    directness: Directness
    summary: str

    @property
    def for_the_state(self) -> bool:
        """Whether such words can set a stance."""
        return speaks_for_the_state(self.voice, self.directness)

    @property
    def who(self) -> str:
        return who(self.speaker, self.office)

    @property
    def day_is_known(self) -> bool:
        return self.said_first == self.said_last


@dataclass(frozen=True)
class TableRow:
    """One guarantor as of a day. `line` and `said` are the facts of its stance and of its statements up to that day, ""
    where nothing is on record; two rows alike in all of their fields look alike.

    `government_changed` is the event that makes the stance a previous government's (`events.change_of_government`).
    `text` is all that a search within the table looks at, folded; "" where none is under way.
    """

    guarantor: GuarantorBrief
    line: str
    said: str
    government_changed: EventRow | None = None
    text: str = ""

    @cached_property
    def _line(self) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads(self.line) if self.line else {}
        return found

    @cached_property
    def _said(self) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads(self.said) if self.said else {"count": 0, "latest": []}
        return found

    @cached_property
    def level(self) -> Level | None:
        """The level of the stance in force, None where none is."""
        return Level(self._line["stance"]["level"]) if self.line else None

    @property
    def since_day(self) -> date | None:
        """The day on which the level began."""
        return date.fromisoformat(self._line["since"][0]) if self.line else None

    @property
    def statement_count(self) -> int:
        """How many statements were made on its behalf."""
        count: int = self._said["count"]
        return count

    @cached_property
    def stance(self) -> StanceRow | None:
        """The record in force, whole; None where none is."""
        return _stance(self._line["stance"]) if self.line else None

    @cached_property
    def since(self) -> Began | None:
        """The record that began the level."""
        return _began(self._line["since"]) if self.line else None

    @cached_property
    def before(self) -> Began | None:
        """Where the level moved more than once on the day since which it holds: the record from which it moved last."""
        return _began(self._line["before"]) if self.line and self._line["before"] else None

    @cached_property
    def steps(self) -> tuple[Drawn, ...]:
        """The last records of the line, oldest first; `earlier` came before them."""
        return tuple(_drawn(step) for step in self._line["steps"]) if self.line else ()

    @property
    def earlier(self) -> tuple[int, date] | None:
        """How many records came before `steps`, and the day of the first of them; None where none did."""
        if not self.line or not self._line["left_out"]:
            return None
        return self._line["left_out"], date.fromisoformat(self._line["first_day"])

    @property
    def first_day(self) -> date | None:
        """The day of its first record."""
        return date.fromisoformat(self._line["first_day"]) if self.line else None

    @property
    def latest_day(self) -> date | None:
        """The day of `latest`."""
        return date.fromisoformat(self._said["latest"][0]["said_last"]) if self.said else None

    @cached_property
    def latest(self) -> SaidLast | None:
        """The last statement that speaks for the state, or the last of any voice where there is none.

        Among those of one place in a day, one that the stance rests on comes before one that it does not, and one whose
        day is known before one that was made on or before it.
        """
        found = self._said["latest"]
        if len(found) > 1:
            resting = self._line["stance"]["statements"] if self.line else ()
            found = [max(found, key=lambda row: (row["ref"] in resting, row["said_first"], row["ref"]))]
        return _said_last(found[0]) if found else None


def _drawn(step: list[Any]) -> Drawn:
    day, given, level, confidence = step
    return Drawn(date.fromisoformat(day), dates.parse(given), Level(level), Confidence(confidence))


def _began(step: list[Any]) -> Began:
    day, given, level, confidence, day_is_known = step
    return Began(date.fromisoformat(day), dates.parse(given), Level(level), Confidence(confidence), day_is_known)


def _said_last(row: dict[str, Any]) -> SaidLast:
    return SaidLast(
        ref=row["ref"],
        said_on=dates.parse(row["said_on"]),
        said_first=date.fromisoformat(row["said_first"]),
        said_last=date.fromisoformat(row["said_last"]),
        sequence=row["sequence"],
        speaker=row["speaker"] or "",
        office=row["office"],
        voice=Voice(row["voice"]),
        identification=Identification(row["identification"]),
        directness=Directness(row["directness"]),
        summary=row["summary"],
    )


def _stance(row: dict[str, Any]) -> StanceRow:
    return StanceRow(
        pk=row["pk"],
        ref=row["ref"],
        version=row["version"],
        guarantor_id=row["guarantor_id"],
        provision=row["provision__slug"],
        effective_on=dates.parse(row["effective_on"]),
        effective_day=date.fromisoformat(row["effective_day"]),
        sequence=row["sequence"],
        level=Level(row["level"]),
        basis=Basis(row["basis"]) if row["basis"] else None,
        legal_status=LegalStatus(row["legal_status"]) if row["legal_status"] else None,
        confidence=Confidence(row["confidence"]),
        rationale=row["rationale"],
        verified=row["verified"],
        review=Review(row["review"]) if row["review"] else None,
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        recorded_by=row["recorded_by"],
        reason=row["reason"],
        superseded_at=datetime.fromisoformat(row["superseded_at"]) if row["superseded_at"] else None,
        superseded_by=row["superseded_by"],
        withdrawal_reason=row["withdrawal_reason"],
        conditions=tuple(
            ConditionRow(ConditionKind(kind), text, ConditionStatus(status)) for kind, text, status in row["conditions"]
        ),
        statements=tuple(row["statements"]),
        day_is_known=row["day_is_known"],
    )
