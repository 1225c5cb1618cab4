"""What a reviewer should look at twice in a statement that waits: flags that code raises, and that refuse nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from guarantors.domain.errors import Wording, gettext_noop
from guarantors.domain.stance import ORDER, Level
from guarantors.domain.voice import Identification, SourceStatus

JUMP = 2
"""So many levels at once are rare, and often a slip."""

FIRST_STATEMENTS = 5
"""Under so many published statements an editor is new."""

LONG_BEFORE = timedelta(days=365)
"""Words that were spoken more than this before the proposal was made can hardly be about it."""


class Risk(StrEnum):
    """Why a waiting statement wants a second look, in the order in which flags stand."""

    JUMP = "jump"
    UNNAMED_ONLY = "unnamed_only"
    ONE_SOURCE = "one_source"
    NEW_EDITOR = "new_editor"
    WITHDRAWN_SOURCE = "withdrawn_source"
    CORRECTED_SOURCE = "corrected_source"
    OLD_DATE = "old_date"


TELLS_THE_CODING = frozenset({Risk.JUMP})
"""Flags that give the first coding away: whoever is to code blind sees them only afterwards (`before_coding`)."""


@dataclass(frozen=True, slots=True)
class Who:
    """A guarantor, which each language may call otherwise."""

    code: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Step:
    """One coding of the statement beside what was in force before it on the same unit, None where nothing was.

    `provision` is its title, "" on the whole proposal.
    """

    who: Who
    before: Level | None
    coded: Level
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the flags are raised from.

    `identifications` are those of all the statements that the stance would rest on, this one among them; `sources` the
    standing of each distinct source that carries or corroborates it; `published` how many statements of the editor who
    logged it were published before; `said_last` the last day on which the words can have been spoken.
    """

    steps: Sequence[Step]
    identifications: Sequence[Identification]
    sources: Sequence[SourceStatus]
    editor: str
    published: int
    said_last: date
    made_on: date


@dataclass(frozen=True, slots=True)
class Flag:
    """`wording` is one sentence with the fact."""

    risk: Risk
    wording: Wording

    @property
    def says(self) -> str:
        """The sentence in English, as programs are told it."""
        return self.wording.message


_UNNAMED = Wording(gettext_noop("Nobody is named: the evidence is unnamed throughout."))
_ONE_SOURCE = Wording(gettext_noop("One source carries it, and no other on record corroborates it."))
_WITHDRAWN = Wording(gettext_noop("A source of it was withdrawn by its publisher."))
_CORRECTED = Wording(gettext_noop("A source of it was corrected by its publisher."))


def flags(waiting: Waiting) -> list[Flag]:
    """Every flag that the statement raises, in the order of `Risk`; a jump is flagged for each unit that makes one."""
    found = [Flag(Risk.JUMP, _jump(step)) for step in waiting.steps if _levels(step) >= JUMP]
    if waiting.identifications and all(item is Identification.UNNAMED for item in waiting.identifications):
        found.append(Flag(Risk.UNNAMED_ONLY, _UNNAMED))
    if len(waiting.sources) == 1:
        found.append(Flag(Risk.ONE_SOURCE, _ONE_SOURCE))
    if waiting.published < FIRST_STATEMENTS:
        found.append(Flag(Risk.NEW_EDITOR, _new_editor(waiting)))
    if SourceStatus.WITHDRAWN in waiting.sources:
        found.append(Flag(Risk.WITHDRAWN_SOURCE, _WITHDRAWN))
    if SourceStatus.CORRECTED in waiting.sources:
        found.append(Flag(Risk.CORRECTED_SOURCE, _CORRECTED))
    if waiting.made_on - waiting.said_last > LONG_BEFORE:
        days = (waiting.made_on - waiting.said_last).days
        text = gettext_noop("It was said %(days)s days before the proposal was made.")
        found.append(Flag(Risk.OLD_DATE, Wording(text, days=days)))
    return found


def before_coding(raised: Iterable[Flag]) -> list[Flag]:
    """The flags that a reviewer may see before coding: those that say nothing of the first coding."""
    return [flag for flag in raised if flag.risk not in TELLS_THE_CODING]


def _levels(step: Step) -> int:
    return 0 if step.before is None else abs(ORDER[step.coded] - ORDER[step.before])


def _jump(step: Step) -> Wording:
    told = {"name": step.who, "before": step.before, "coded": step.coded, "levels": _levels(step)}
    if not step.provision:
        return Wording(gettext_noop("%(name)s: from %(before)s to %(coded)s, %(levels)s levels at once."), **told)
    text = gettext_noop("%(name)s, %(provision)s: from %(before)s to %(coded)s, %(levels)s levels at once.")
    return Wording(text, provision=step.provision, **told)


def _new_editor(waiting: Waiting) -> Wording:
    if not waiting.published:
        return Wording(gettext_noop("It is the first statement of %(editor)s."), editor=waiting.editor)
    if waiting.published == 1:
        return Wording(gettext_noop("%(editor)s is new: 1 statement published so far."), editor=waiting.editor)
    text = gettext_noop("%(editor)s is new: %(count)s statements published so far.")
    return Wording(text, editor=waiting.editor, count=waiting.published)
