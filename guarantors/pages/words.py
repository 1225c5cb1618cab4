"""Wording: how statements, stances and sums are put into sentences (STYLE, wording)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from babel.lists import format_list
from django.utils.translation import gettext_noop

from guarantors.address import worded
from guarantors.address.languages import active
from guarantors.domain import dates
from guarantors.domain.coding import Review, Round
from guarantors.domain.stance import Level
from guarantors.domain.voice import Directness, Identification, SourceStatus
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext, pgettext
from guarantors.pages.labels import within
from guarantors.queries.events import EventRow
from guarantors.queries.statements import StatementRow
from guarantors.queries.table_row import SaidLast

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def number(count: int) -> str:
    """Small numbers in words, others in figures; all in figures where the language inflects its words for numbers."""
    return _NUMBERS[count] if count < len(_NUMBERS) and not active() else worded.figure(count)


def count_of(count: int, noun: str) -> str:
    """`1 statement`, `3 statements`, `1,200 statements`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def joined(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if code := active():
        return format_list(words, locale=code)
    return joined_in_english(words)


def joined_in_english(words: Sequence[str]) -> str:
    """The same whatever the language of the page: a citation is in English."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def speaker(row: StatementRow | SaidLast) -> str:
    """Who spoke, as the source has it; never a name that it does not give."""
    return row.who


def in_short(row: StatementRow) -> str:
    """A statement in one line, to choose it from others: 30 Mar 2022, Olaf Scholz: is willing in principle."""
    return f"{worded.short(row.said_on)}, {row.who}: {row.summary[:80]}"


def function(row: StatementRow) -> str:
    """What follows the speaker: the office, or how the words reached the source."""
    if row.identification is Identification.UNNAMED:
        base = _("not named by the source")
    elif not row.speaker:
        base = _("no person named") if row.office else ""  # `speaker` says it where there is neither
    else:
        base = row.office
    way = ""
    if row.directness is Directness.RELAYED:
        relay = ", ".join(part for part in (row.relayed_by, row.relayed_office) if part)
        way = _("as relayed by %(relay)s") % {"relay": relay}
    if row.directness is Directness.THIRD_PARTY:
        way = _("as claimed by a third party")
    return ", ".join(part for part in (base, way) if part)


CHECKED = {
    True: gettext_noop("confirmed by a stored page"),
    False: gettext_noop("not confirmed by a stored page"),
    None: gettext_noop("not said whether it was checked"),
}
"""Whether a stored page confirmed the entry of a source."""

REVIEWED = {
    Review.AGREED: gettext_noop("Two coders agreed"),
    Review.ADJUDICATED: gettext_noop("Adjudicated"),
    Review.CODED_ONCE: gettext_noop("Coded once, not reviewed"),
}
"""How a record was reviewed before it was published; nothing is said of one that was loaded."""

ROUNDS = {
    Round.FIRST: gettext_noop("first coding"),
    Round.SECOND: gettext_noop("second coding, blind"),
    Round.ADJUDICATION: gettext_noop("adjudication"),
}

_MANNERS = {
    Identification.NAMED: gettext_noop("On the record"),
    Identification.UNNAMED: gettext_noop("Anonymous"),
    Identification.INSTITUTION: gettext_noop("Institution"),
}
_WAYS = {
    Directness.DIRECT: gettext_noop("own words, summarised here"),
    Directness.REPORTED: gettext_noop("paraphrased"),
    Directness.RELAYED: gettext_noop("relayed"),
    Directness.THIRD_PARTY: gettext_noop("third party's claim"),
}


_BRIEF_MANNERS = {
    Identification.NAMED: gettext_noop("on the record"),
    Identification.UNNAMED: gettext_noop("anonymous"),
    Identification.INSTITUTION: gettext_noop("institution"),
}


def manner(row: StatementRow) -> str:
    """On the record, paraphrased. "Quoted" is said only where the quotation stands beside it."""
    way = _("quoted") if row.directness is Directness.DIRECT and row.quote else _(_WAYS[row.directness])
    return f"{_(_MANNERS[row.identification])}, {way}"


def brief_manner(row: StatementRow | SaidLast) -> str:
    """One word or two for a table."""
    return _(_BRIEF_MANNERS[row.identification])


def warnings(row: StatementRow) -> list[str]:
    """What a reader must know before relying on it."""
    found = []
    if not row.for_the_state:
        found.append(_("Does not set the state’s stance"))
    if row.quote and row.verified is not True:
        found.append(_("Quotation not checked against the original"))
    if row.verified is False:
        found.append(_("Not confirmed by a stored page"))
    if row.source.status is SourceStatus.WITHDRAWN:
        found.append(_("Source withdrawn by its publisher"))
    if row.source.status is SourceStatus.CORRECTED:
        found.append(_("Source corrected by its publisher"))
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
        return worded.short_day(row.said_last)
    if row.said_last < row.said_on.last:
        days = {"given": worded.short(row.said_on), "day": worded.day_in_a_sentence(row.said_last)}
        return _("%(given)s, on or before %(day)s") % days
    return _("%(given)s, day not known") % {"given": worded.short(row.said_on)}


class Beginning(Protocol):
    """What is known of the day on which a stance began."""

    @property
    def effective_on(self) -> dates.GivenDate: ...
    @property
    def day_is_known(self) -> bool: ...


def begun(record: Beginning) -> str:
    """`30 Mar 2022`; `on or before 31 Mar 2022` where only the last possible day is known; `Mar 2022` as given."""
    bounded = record.effective_on.is_day and not record.day_is_known
    day = worded.short(record.effective_on)
    return _("on or before %(day)s") % {"day": day} if bounded else day


def since(record: Beginning) -> str:
    """The same after "since": `31 Mar 2022 or before`."""
    bounded = record.effective_on.is_day and not record.day_is_known
    day = worded.short(record.effective_on)
    return _("%(day)s or before") % {"day": day} if bounded else day


def previous_government(changed: EventRow | None) -> str:
    """What must be said of a stance that was taken before a change of government; nothing where none came since."""
    if changed is None:
        return ""
    wording = _("a previous government’s: not reaffirmed since the change of government, %(day)s")
    return wording % {"day": worded.short(changed.happened_on)}


def level_counts(counted: Mapping[Level | None, int]) -> str:
    """`1 committed, 3 open; 2 without a stance on record`, zeros left out."""
    wording = pgettext("in a list of how many stand at which level", "%(count)s %(level)s")
    parts = [wording % {"count": counted[level], "level": within(level)} for level in Level if counted[level]]
    absent = ""
    if count := counted[None]:
        absent = ngettext("%(count)s without a stance on record", "%(count)s without a stance on record", count)
        absent %= {"count": count}
    return "; ".join(part for part in (", ".join(parts), absent) if part)


def line_in_words(
    name: str, steps: Sequence[tuple[date, Level]], asked_on: date | None, earlier: tuple[int, date] | None = None
) -> str:
    """The chart's description: `Germany: no stance on record from 29 Mar 2022; open from 30 Mar 2022.`

    `earlier` is how many records came before the steps, and the day of the first of them.
    """
    step = _("%(level)s from %(day)s")
    said = [step % {"level": within(level), "day": worded.short_day(day)} for day, level in steps]
    if earlier:
        count, first_day = earlier
        told = {"day": worded.short_day(first_day), "drawn": len(steps), "count": count + len(steps)}
        wording = _("on record from %(day)s, the last %(drawn)s of %(count)s records drawn")
        said.insert(0, wording % told)
    began = earlier[1] if earlier else steps[0][0] if steps else None
    if asked_on and (began is None or asked_on < began):
        said.insert(0, _("no stance on record from %(day)s") % {"day": worded.short_day(asked_on)})
    return f"{name}: {'; '.join(said) if said else _('no stance on record')}."
