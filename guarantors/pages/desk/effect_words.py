"""What an act would change, in sentences: what becomes of each line, what is done to each record, how the sums move."""

from collections.abc import Mapping, Sequence

from guarantors.address import Address, worded
from guarantors.domain import timeline
from guarantors.domain.books import Entry, EntryKind
from guarantors.domain.stance import Level
from guarantors.domain.voice import Directness
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import is_english, ngettext, pgettext
from guarantors.pages import confidence, masthead, words
from guarantors.pages.labels import within
from guarantors.pages.moves import differs
from guarantors.queries.effects import Effects, Line
from guarantors.queries.stances import StanceRow


def on(provision: str | None, titles: Mapping[str, str]) -> str:
    """`on the whole proposal`, `on “A clause”`; `titles` are those of provisions."""
    if provision is None:
        return _("on the whole proposal")
    return _("on “%(title)s”") % {"title": titles.get(provision, provision)}


def undrawn(count: int) -> str:
    """How many guarantors more change than are drawn; "" for none."""
    wording = ngettext("%(count)s more guarantor not drawn.", "%(count)s more guarantors not drawn.", count)
    return wording % {"count": worded.figure(count)} if count else ""


def held(line: Sequence[StanceRow], where: Address) -> list[StanceRow]:
    """The records that count by the day asked for."""
    return [row for row in line if row.effective_day <= where.day]


def standing(line: Sequence[StanceRow], where: Address) -> tuple[Level, str] | None:
    """The level in force today and since when, in words."""
    periods = timeline.periods(held(line, where))
    return (periods[-1].level, words.since(periods[-1].records[0])) if periods else None


def course(line: Line, before: tuple[Level, str] | None, after: tuple[Level, str] | None, where: Address) -> str:
    """What becomes of the stance of today. `A, then B`: the state moved; `A becomes B`: our books do."""
    told: dict[str, str] = {}
    for name, stood in (("was", before), ("became", after)):
        if stood:
            told |= {name: within(stood[0]), f"{name}_since": stood[1]}
    if before == after:
        if before:
            # Translators: %(was)s is a level, “open”; %(was_since)s a day, or “31 Mar 2022 or before”.
            return _("Today’s stance stays: %(was)s from %(was_since)s.") % told
        return _("No stance on record today, as before.")
    if before is None:
        return _("No stance on record until now; %(became)s from %(became_since)s.") % told
    if after is None:
        return worded.capital(_("%(was)s from %(was_since)s becomes no stance on record.") % told)
    kept = {row.pk for row in line.after}
    if held(line.before, where)[-1].pk in kept and before[0] is not after[0]:
        # Translators: the state moved from the level %(was)s to the level %(became)s.
        return worded.capital(_("%(was)s from %(was_since)s, then %(became)s from %(became_since)s.") % told)
    # Translators: nobody moved, but our books say otherwise now: “open from 2 Jan 2020” becomes the other.
    return worded.capital(_("%(was)s from %(was_since)s becomes %(became)s from %(became_since)s.") % told)


def detail(entry: Entry[StanceRow], line: Line, where: Address, titles: Mapping[str, str]) -> str:
    """What is done to one record."""
    if entry.kind is EntryKind.CORRECTION and entry.was and entry.became:
        what = differs(entry.was, entry.became, lambda provision: on(provision, titles))
        replaced = _("%(ref)s is replaced by version %(version)s.")
        replaced %= {"ref": entry.latest.ref, "version": entry.became.version}
        return f"{replaced} {what}".rstrip()
    row = entry.latest
    qualified = masthead.stance_detail(row)
    level = f"{within(row.level)} ({qualified})" if qualified else within(row.level)
    if entry.kind is EntryKind.WITHDRAWAL:
        return _("%(ref)s is withdrawn: %(level)s from %(day)s.") % {
            "ref": row.ref,
            "level": level,
            "day": words.since(row),
        }
    said = {"level": level, "day": words.since(row), "confidence": confidence.in_words(row.confidence)}
    until = next((item for item in line.after[line.after.index(row) + 1 :]), None) if row in line.after else None
    if until:
        wording = _("New record: %(level)s from %(day)s, until the next record (%(until)s), %(confidence)s.")
        text = wording % {**said, "until": words.begun(until)}
    else:
        text = _("New record: %(level)s from %(day)s, %(confidence)s.") % said
    if row.effective_day > where.day:
        ahead = _("It counts from %(day)s on.") % {"day": worded.short_day(row.effective_day)}
        return f"{text} {ahead}"
    return text


def sentences(seen: Effects) -> list[str]:
    """What is true of all of it."""
    found = []
    if not seen.lines:
        found.append(_("No stance changes."))
    for row in seen.silent:
        who = _("a third party’s claim") if row.directness is Directness.THIRD_PARTY else within(row.voice)
        wording = _("The words do not speak for the state (%(who)s): they are kept and shown, and move nothing.")
        found.append(wording % {"who": who})
    counts = _counts(seen)
    return [*found, counts] if counts else found


def _counts(seen: Effects) -> str:
    """How the summary of the proposal would count otherwise: `one sceptical instead of none`."""
    before = timeline.counts(level for _, level, _ in seen.standings)
    after = timeline.counts(level for _, _, level in seen.standings)
    parts = [_count(level, before[level], after[level]) for level in after if before[level] != after[level]]
    return _("The summary would count %(parts)s.") % {"parts": words.joined(parts)} if parts else ""


def _count(level: Level | None, before: int, after: int) -> str:
    told = {"count": _number(after, level), "before": _number(before, level)}
    if level is None:
        # Translators: %(count)s and %(before)s are numbers: “one without a stance instead of two”.
        return pgettext("after “would count”", "%(count)s without a stance instead of %(before)s") % told
    # Translators: %(count)s and %(before)s are numbers: “one sceptical instead of none”.
    return pgettext("after “would count”", "%(count)s %(level)s instead of %(before)s") % {
        **told,
        "level": within(level),
    }


def _number(count: int, level: Level | None) -> str:
    """In English none or nobody for 0."""
    return words.number(count) if count or not is_english() else "none" if level else "nobody"
