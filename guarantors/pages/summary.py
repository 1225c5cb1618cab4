"""The summary of a proposal: one block per guarantor around "neither", and the count of every level."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from guarantors.address import naming
from guarantors.domain import timeline
from guarantors.domain.stance import AGAINST, FOR, NEITHER, NO_STANCE, ORDER, Level, Role
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import pgettext
from guarantors.pages import standings as standings_in_words
from guarantors.pages.flags import flag
from guarantors.pages.labels import label, within
from guarantors.queries.proposals import GuarantorBrief

BLOCKS_AT_MOST = 24
"""Above this many guarantors the blocks are too small to read, and the counts alone are shown."""

Standing = tuple[GuarantorBrief, Level | None]


def sentence(standings: Sequence[Standing], on_a_provision: bool = False) -> str:
    """The summary in words of those asked by the day shown."""
    named = [standings_in_words.Standing(naming.of(part), level, part.since is not None) for part, level in standings]
    signatories = asked_noun([part.role for part, _level in standings]) == "signatories"
    return standings_in_words.summary(named, signatories=signatories, on_the_whole=not on_a_provision)


def asked_noun(roles: Iterable[Role]) -> str:
    """What those counted are called: signatories where all are, else those asked."""
    return "signatories" if set(roles) == {Role.SIGNATORY} else "asked"


def groups(noun: str) -> tuple[tuple[str, bool], ...]:
    """The titles under which parties are listed, and whether those beneath give the guarantee."""
    return (_("Signatories") if noun == "signatories" else _("Proposed guarantors"), True), (_("Other parties"), False)


def blocks(slug: str, standings: Sequence[Standing], query: str) -> list[dict[str, Any]]:
    """The groups against, neither, for and no stance, weakest outside; empty where there are too many."""
    if len(standings) > BLOCKS_AT_MOST:
        return []

    def group(name: str, css: str, belongs: Callable[[Level | None], bool]) -> dict[str, Any]:
        inside = sorted(
            (item for item in standings if belongs(item[1])), key=lambda item: ORDER[item[1]] if item[1] else 0
        )
        return {"name": name, "css": css, "items_": [_block(slug, part, level, query) for part, level in inside]}

    return [
        group(pgettext("those who are", "against"), "l", lambda level: level in AGAINST),
        group(pgettext("those who are", "neither"), "m", lambda level: level in NEITHER),
        group(pgettext("those who are", "for"), "r", lambda level: level in FOR),
        group(_("no stance"), "n", lambda level: level is None),
    ]


def _block(slug: str, part: GuarantorBrief, level: Level | None, query: str) -> dict[str, str]:
    word = level or NO_STANCE
    return {
        "href": f"/{slug}/{part.code}/{query}",
        "code": part.code,
        "name": naming.of(part),
        "level": word,
        "label": within(word),
        "flag": flag(part.code),
    }


def counts(levels: Iterable[Level | None]) -> list[dict[str, Any]]:
    """Every level with its count, zeros included, from against to for, and those without a stance last."""
    counted = timeline.counts(levels)
    order: list[Level | None] = [*reversed(Level), None]
    return [
        {"level": level or NO_STANCE, "label": label(level or NO_STANCE), "count": counted[level]} for level in order
    ]
