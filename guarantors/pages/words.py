"""Wording: how statements, stances and sums are put into sentences (STYLE, wording)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from guarantors.domain import dates
from guarantors.domain.coding import Review, Round
from guarantors.domain.stance import Level, label
from guarantors.domain.voice import Directness, Identification, SourceStatus
from guarantors.queries.events import EventRow
from guarantors.queries.statements import StatementRow
from guarantors.queries.table_row import SaidLast

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_SENTENCE_LEVELS = (Level.SUPPORTIVE, Level.OPEN, Level.NONCOMMITTAL, Level.SCEPTICAL, Level.OPPOSED)
NAMES_AT_MOST = 4


def number(count: int) -> str:
    """Small numbers in words, others in figures."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def count_of(count: int, noun: str) -> str:
    """`1 statement`, `3 statements`, `1,200 statements`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def joined(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def speaker(row: StatementRow | SaidLast) -> str:
    """Who spoke, as the source has it; never a name that it does not give."""
    return row.who


def in_short(row: StatementRow) -> str:
    """A statement in one line, to choose it from others: 30 Mar 2022, Olaf Scholz: is willing in principle."""
    return f"{dates.short(row.said_on)}, {row.who}: {row.summary[:80]}"


def function(row: StatementRow) -> str:
    """What follows the speaker: the office, or how the words reached the source."""
    if row.identification is Identification.UNNAMED:
        base = "not named by the source"
    elif not row.speaker:
        base = "no person named" if row.office else ""  # `speaker` says it where there is neither
    else:
        base = row.office
    way = ""
    if row.directness is Directness.RELAYED:
        relay = ", ".join(part for part in (row.relayed_by, row.relayed_office) if part)
        way = f"as relayed by {relay}"
    if row.directness is Directness.THIRD_PARTY:
        way = "as claimed by a third party"
    return ", ".join(part for part in (base, way) if part)


CHECKED = {
    True: "confirmed by a stored page",
    False: "not confirmed by a stored page",
    None: "not said whether it was checked",
}
"""Whether a stored page confirmed the entry of a source."""

REVIEWED = {
    Review.AGREED: "Two coders agreed",
    Review.ADJUDICATED: "Adjudicated",
    Review.CODED_ONCE: "Coded once, not reviewed",
}
"""How a record was reviewed before it was published; nothing is said of one that was loaded."""

ROUNDS = {
    Round.FIRST: "first coding",
    Round.SECOND: "second coding, blind",
    Round.ADJUDICATION: "adjudication",
}

_MANNERS = {
    Identification.NAMED: "On the record",
    Identification.UNNAMED: "Anonymous",
    Identification.INSTITUTION: "Institution",
}
_WAYS = {
    Directness.DIRECT: "own words, summarised here",
    Directness.REPORTED: "paraphrased",
    Directness.RELAYED: "relayed",
    Directness.THIRD_PARTY: "third party's claim",
}


def manner(row: StatementRow) -> str:
    """On the record, paraphrased. "Quoted" is said only where the quotation stands beside it."""
    way = "quoted" if row.directness is Directness.DIRECT and row.quote else _WAYS[row.directness]
    return f"{_MANNERS[row.identification]}, {way}"


def brief_manner(row: StatementRow | SaidLast) -> str:
    """One word or two for a table."""
    return _MANNERS[row.identification].lower()


def warnings(row: StatementRow) -> list[str]:
    """What a reader must know before relying on it."""
    found = []
    if not row.for_the_state:
        found.append("Does not set the state’s stance")
    if row.quote and row.verified is not True:
        found.append("Quotation not checked against the original")
    if row.verified is False:
        found.append("Not confirmed by a stored page")
    if row.source.status is SourceStatus.WITHDRAWN:
        found.append("Source withdrawn by its publisher")
    if row.source.status is SourceStatus.CORRECTED:
        found.append("Source corrected by its publisher")
    return found


class Spoken(Protocol):
    """What is known of the day on which something was said."""

    @property
    def said_on(self) -> dates.GivenDate: ...
    @property
    def said_last(self) -> date: ...
    @property
    def day_is_known(self) -> bool: ...


def said_when(row: Spoken) -> str:
    """The day; for an imprecise date, what was given and the last day that it can have been."""
    if row.day_is_known:
        return dates.short_day(row.said_last)
    if row.said_last < row.said_on.last:
        return f"{dates.short(row.said_on)}, on or before {dates.day_without_year(row.said_last)}"
    return f"{dates.short(row.said_on)}, day not known"


class Beginning(Protocol):
    """What is known of the day on which a stance began."""

    @property
    def effective_on(self) -> dates.GivenDate: ...
    @property
    def day_is_known(self) -> bool: ...


def begun(record: Beginning) -> str:
    """`30 Mar 2022`; `on or before 31 Mar 2022` where only the last possible day is known; `Mar 2022` as given."""
    bounded = record.effective_on.is_day and not record.day_is_known
    return f"{'on or before ' if bounded else ''}{dates.short(record.effective_on)}"


def since(record: Beginning) -> str:
    """The same after "since": `31 Mar 2022 or before`."""
    bounded = record.effective_on.is_day and not record.day_is_known
    return f"{dates.short(record.effective_on)}{' or before' if bounded else ''}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a summary needs of a guarantor."""

    name: str
    level: Level | None
    day_asked_is_known: bool = True


def summary(standings: Sequence[Standing], asked: str, on: str = "the whole proposal") -> str:
    """One sentence or two: of so many, who stands where; absence is named apart and never counted as a position."""
    total = len(standings)
    if not total:
        return "Nobody is on record as having been asked by this day."
    at = {level: [item.name for item in standings if item.level is level] for level in (*Level, None)}
    lead = f"Of the {number(total)} {asked}" if total > 1 else f"Of the one {asked.removesuffix('s')}"
    undated = sum(not item.day_asked_is_known for item in standings)
    lead += f" ({number(undated)} on a day not on record)" if undated else ""
    silent = at[None]
    if len(silent) == total:
        return f"{lead}, none has a statement on record that sets a stance."
    committed = len(at[Level.COMMITTED])
    first = "none has" if not committed else "all have" if committed == total > 1 else _has(committed)
    parts: list[str] = []
    for level in _SENTENCE_LEVELS:
        if count := len(at[level]):
            verb = ("is " if count == 1 else "are ") if not parts else ""
            assessed = "assessed as " if not parts else ""
            parts.append(f"{number(count)} {verb}{assessed}{label(level).lower()}")
    sentences = f"{lead}, {first} committed{f' to {on}' if on else ''}."
    if parts:
        text = joined(parts)
        sentences += f" {text[:1].upper()}{text[1:]}."
    if silent:
        who = joined(silent) if len(silent) <= NAMES_AT_MOST else number(len(silent))
        has = "has" if len(silent) == 1 else "have"
        sentences += f" {who[:1].upper()}{who[1:]} {has} no stance on record."
    return sentences


def _has(count: int) -> str:
    return f"{number(count)} {'has' if count == 1 else 'have'}"


def previous_government(changed: EventRow | None) -> str:
    """What must be said of a stance that was taken before a change of government; nothing where none came since."""
    if changed is None:
        return ""
    day = dates.short(changed.happened_on)
    return f"a previous government’s: not reaffirmed since the change of government, {day}"


def level_counts(counted: Mapping[Level | None, int]) -> str:
    """`1 committed, 3 open; 2 without a stance on record`, zeros left out."""
    parts = [f"{counted[level]} {label(level).lower()}" for level in Level if counted[level]]
    absent = f"{counted[None]} without a stance on record" if counted[None] else ""
    return "; ".join(part for part in (", ".join(parts), absent) if part)


def line_in_words(
    name: str, steps: Sequence[tuple[date, Level]], asked_on: date | None, earlier: tuple[int, date] | None = None
) -> str:
    """The chart's description: `Germany: no stance on record from 29 Mar 2022; open from 30 Mar 2022.`

    `earlier` is how many records came before the steps, and the day of the first of them.
    """
    said = [f"{label(level).lower()} from {dates.short_day(day)}" for day, level in steps]
    if earlier:
        count, first_day = earlier
        total = count + len(steps)
        said.insert(0, f"on record from {dates.short_day(first_day)}, the last {len(steps)} of {total} records drawn")
    began = earlier[1] if earlier else steps[0][0] if steps else None
    if asked_on and (began is None or asked_on < began):
        said.insert(0, f"no stance on record from {dates.short_day(asked_on)}")
    return f"{name}: {'; '.join(said) if said else 'no stance on record'}."
