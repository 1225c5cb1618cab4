"""The summary in words of who stands where: whole sentences, since other languages order and inflect them otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from guarantors.address import worded
from guarantors.domain.stance import Level
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext, pgettext
from guarantors.pages.labels import within
from guarantors.pages.words import joined, number

_SENTENCE_LEVELS = (Level.SUPPORTIVE, Level.OPEN, Level.NONCOMMITTAL, Level.SCEPTICAL, Level.OPPOSED)
NAMES_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """What a summary needs of a guarantor."""

    name: str
    level: Level | None
    day_asked_is_known: bool = True


def summary(standings: Sequence[Standing], *, signatories: bool = False, on_the_whole: bool = True) -> str:
    """One sentence or two: of so many, who stands where; absence is named apart and never counted as a position."""
    total = len(standings)
    if not total:
        return _("Nobody is on record as having been asked by this day.")
    at = {level: [item.name for item in standings if item.level is level] for level in (*Level, None)}
    lead = _lead(total, sum(not item.day_asked_is_known for item in standings), signatories)
    silent = at[None]
    if len(silent) == total:
        return _("%(of_them)s, none has a statement on record that sets a stance.") % {"of_them": lead}
    sentences = [_committed(len(at[Level.COMMITTED]), total, on_the_whole) % {"of_them": lead}]
    if parts := _parts({level: len(at[level]) for level in _SENTENCE_LEVELS if at[level]}):
        sentences.append(f"{worded.capital(joined(parts))}.")
    if silent:
        who = joined(silent) if len(silent) <= NAMES_AT_MOST else number(len(silent))
        wording = ngettext("%(who)s has no stance on record.", "%(who)s have no stance on record.", len(silent))
        sentences.append(wording % {"who": worded.capital(who)})
    return " ".join(sentences)


def _lead(total: int, undated: int, signatories: bool) -> str:
    if signatories:
        lead = ngettext("Of the %(count)s signatory", "Of the %(count)s signatories", total)
    else:
        lead = ngettext("Of the %(count)s asked", "Of the %(count)s asked", total)
    lead %= {"count": number(total)}
    if not undated:
        return lead
    aside = ngettext("%(count)s on a day not on record", "%(count)s on a day not on record", undated)
    return f"{lead} ({aside % {'count': number(undated)}})"


def _committed(count: int, total: int, on_the_whole: bool) -> str:
    """The first sentence, with a place for whom it is about."""
    if not count:
        if on_the_whole:
            return _("%(of_them)s, none has committed to the whole proposal.")
        return _("%(of_them)s, none has committed.")
    if count == total > 1:
        if on_the_whole:
            return _("%(of_them)s, all have committed to the whole proposal.")
        return _("%(of_them)s, all have committed.")
    if on_the_whole:
        wording = ngettext(
            "%(of_them)s, %(count)s has committed to the whole proposal.",
            "%(of_them)s, %(count)s have committed to the whole proposal.",
            count,
        )
    else:
        wording = ngettext("%(of_them)s, %(count)s has committed.", "%(of_them)s, %(count)s have committed.", count)
    return wording.replace("%(count)s", number(count))


def _parts(counts: dict[Level, int]) -> list[str]:
    """`one is assessed as supportive`, `three open`: the verb stands with the first."""
    parts: list[str] = []
    for level, count in counts.items():
        if parts:
            wording = pgettext("after others, in a list of how many are assessed as what", "%(count)s %(level)s")
        else:
            wording = ngettext("%(count)s is assessed as %(level)s", "%(count)s are assessed as %(level)s", count)
        parts.append(wording % {"count": number(count), "level": within(level)})
    return parts
