"""How alike two statements are, before either is read for a stance: whether one may have been logged twice.

Nothing here sees a level. Points are small whole numbers and only compared with each other; what is shown are the
reasons.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guarantors.domain.errors import gettext_noop
from guarantors.domain.search import tokens
from guarantors.domain.text import folded

PROBABLE = 5
"""From so many points on two statements are probably one: same speaker and day, or same source and similar words."""

SHORTEST_WORD = 4
"""Shorter words say little about what a sentence is about."""

COMMON = frozenset(
    tokens(
        "about after also been before both could does doing from have into more most must none only other over said "
        "says shall should some such than that their them then there these they this those until upon were what when "
        "where which while will with would"
    )
)
"""Neither do these, in the language of our summaries."""

FEW_WORDS = 3
"""With fewer words of some length in common nothing can be said about a text."""

SIMILAR, NEARLY_THE_SAME = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared. Everything may be missing; `sources` are the ids and addresses of all sources named."""

    actors: frozenset[str] = frozenset()
    speaker: str = ""
    office: str = ""
    first: date | None = None
    last: date | None = None
    sources: frozenset[str] = frozenset()
    summary: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`points` put the likest first; `reasons` say in words what two statements share."""

    points: int
    reasons: tuple[str, ...]

    @property
    def is_probable(self) -> bool:
        """Whether the two are probably one statement."""
        return self.points >= PROBABLE


def likeness(one: Sketch, other: Sketch) -> Likeness:
    """What two statements share. None made on behalf of others is alike, however it reads."""
    if one.actors and other.actors and not one.actors & other.actors:
        return Likeness(0, ())
    found = [*_who(one, other), *_when(one, other), *_what(one, other)]
    points = sum(worth for worth, _ in found)
    reasons = [reason for _, reason in found]
    if one.sources & other.sources:
        return Likeness(points + 2, (*reasons, gettext_noop("same source")))
    # The same person says much the same again on another day; only in one source is that a slip of the date.
    return Likeness(points - 1 if found and _on_other_days(one, other) else points, tuple(reasons))


def _who(one: Sketch, other: Sketch) -> Iterable[tuple[int, str]]:
    if one.speaker and other.speaker:
        if folded(one.speaker) == folded(other.speaker):
            yield 3, gettext_noop("same speaker")
    elif not one.speaker and not other.speaker and one.office and folded(one.office) == folded(other.office):
        yield 1, gettext_noop("same office")


def _on_other_days(one: Sketch, other: Sketch) -> bool:
    known = one.first and one.last and other.first and other.last
    return bool(known) and not any(_when(one, other))


def _when(one: Sketch, other: Sketch) -> Iterable[tuple[int, str]]:
    if not (one.first and one.last and other.first and other.last):
        return
    if one.first == one.last == other.first == other.last:
        yield 2, gettext_noop("same day")
    elif one.first <= other.last and other.first <= one.last:
        yield 1, gettext_noop("days that overlap")


def _what(one: Sketch, other: Sketch) -> Iterable[tuple[int, str]]:
    quotes = [" ".join(tokens(sketch.quote)) for sketch in (one, other)]
    if all(quotes) and (quotes[0] in quotes[1] or quotes[1] in quotes[0]):
        yield 4, gettext_noop("same words quoted")
        return
    share = alike(telling(one.summary), telling(other.summary))
    if share >= NEARLY_THE_SAME:
        yield 3, gettext_noop("nearly the same summary")
    elif share >= SIMILAR:
        yield 2, gettext_noop("similar summary")


def telling(*texts: str) -> frozenset[str]:
    """The words of some length, folded, without those that are in every other sentence."""
    return frozenset(word for text in texts for word in tokens(text) if len(word) >= SHORTEST_WORD) - COMMON


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Which share of the shorter text's words the longer one has too; 0 where too few are shared to say."""
    shared = len(one & other)
    return shared / min(len(one), len(other)) if shared >= FEW_WORDS else 0.0
