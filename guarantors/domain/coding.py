"""Coding: the rounds in which a statement is read, when two readings agree, and how a record came to be reviewed.

DESIGN section 2, rule 8: whoever reviews a statement codes it before seeing the first coding. Equal readings are
published in one step; different ones ask for an adjudication with a rationale.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guarantors.domain.stance import Confidence
from guarantors.domain.submission import CodingGiven, Unit


class Round(StrEnum):
    """In which round a coding was made. One that is not known to be blind has none: it was loaded, or coded anew after
    both codings had been shown."""

    FIRST = "first"
    SECOND = "second"
    ADJUDICATION = "adjudication"


BLIND = frozenset({Round.FIRST, Round.SECOND})
"""Made without having seen another's: agreement between coders is computed on these alone."""

ROUND_RULES: dict[Round, str] = {
    Round.FIRST: "Made by whoever logged the statement, before anybody else read it.",
    Round.SECOND: "Made by the reviewer, before seeing the first.",
    Round.ADJUDICATION: "Made after both were shown, where they differed, with a rationale.",
}


class Review(StrEnum):
    """How a stance record was reviewed before it was published. A record that was loaded says nothing of it."""

    AGREED = "agreed"
    ADJUDICATED = "adjudicated"
    CODED_ONCE = "coded_once"


REVIEW_RULES: dict[Review, str] = {
    Review.AGREED: "Two coders read it alike.",
    Review.ADJUDICATED: "Two coders read it differently, and a reviewer decided.",
    Review.CODED_ONCE: "Coded once, by one person: nobody has coded it a second time.",
}


READ_ALIKE: tuple[str, ...] = ("level", "basis", "legal_status")
"""What two readings of one unit must have in common to agree."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What two coders read on one unit; None where a coder left the unit out."""

    unit: Unit
    first: CodingGiven | None
    second: CodingGiven | None

    @property
    def agrees(self) -> bool:
        """Whether both read the same: level, basis and legal status. How sure each is may differ."""
        return not self.differences

    @property
    def differences(self) -> tuple[str, ...]:
        """What of a reading differs, by name: `unit` where one coder left it out, else level, basis, legal status."""
        first, second = self.first, self.second
        if first is None or second is None:
            return () if first is second else ("unit",)
        return tuple(name for name in READ_ALIKE if getattr(first, name) != getattr(second, name))


def pairs(first: Iterable[CodingGiven], second: Iterable[CodingGiven]) -> list[Pair]:
    """The two readings side by side, unit by unit, in the order of the first coder and then of the second."""
    own = {coding.unit: coding for coding in first}
    other = {coding.unit: coding for coding in second}
    return [Pair(unit, own.get(unit), other.get(unit)) for unit in dict.fromkeys([*own, *other])]


def agree(first: Iterable[CodingGiven], second: Iterable[CodingGiven]) -> bool:
    """Whether two readings of a statement may be published without an adjudication."""
    return all(pair.agrees for pair in pairs(first, second))


def adopted(first: Sequence[CodingGiven], second: Sequence[CodingGiven]) -> list[CodingGiven]:
    """What is published of two readings that agree: the first one's words, as sure as the less sure of the two."""
    sure = list(Confidence)
    return [
        pair.first.with_confidence(max(pair.first.confidence, pair.second.confidence, key=sure.index))
        for pair in pairs(first, second)
        if pair.first and pair.second
    ]
