"""What stands beside a statement while it is written: what it would change, whether it is there already, and how
words like it were read before.

Whatever the form holds, something can be said of it: half a form is the ordinary case.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from guarantors.address import naming, worded
from guarantors.domain.errors import Breach, Refused
from guarantors.domain.submission import CodingGiven, Given
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages import confidence, words
from guarantors.pages.desk import preview
from guarantors.pages.desk.coding_form import CodingForm
from guarantors.pages.desk.effect import Effect
from guarantors.pages.desk.fields import Data
from guarantors.pages.desk.statement_form import StatementForm
from guarantors.pages.labels import label, within
from guarantors.queries.precedents import Precedent, Reading, precedents
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.similar import Similar, similar, sketch_of

NAMES = 3
"""So many guarantors are named with a reading of a joint declaration."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A statement that may be the same; `href` is "" while it waits for review."""

    text: str
    summary: str
    href: str
    state: str
    reasons: str


@dataclass(frozen=True, slots=True)
class ReadBefore:
    """A precedent: chips with what each stands for, and the reasons given for the first."""

    text: str
    summary: str
    href: str
    proposal: str
    chips: tuple[tuple[str, str, str], ...]
    rationale: str


@dataclass(frozen=True, slots=True)
class Beside:
    """`templates/pages/desk/_beside.html` shows it. `chosen` is the level, in words, once one is chosen."""

    effect: Effect | None
    lacks: str
    refusals: tuple[str, ...]
    duplicates: tuple[Duplicate, ...]
    chosen: str
    alike: tuple[ReadBefore, ...]
    otherwise: tuple[ReadBefore, ...]

    @property
    def warning(self) -> str:
        """How many probable duplicates there are, in a sentence; nothing where there is none."""
        if not self.duplicates:
            return ""
        count = len(self.duplicates)
        wording = ngettext(
            "%(count)s statement is much like this one. Look first whether it is logged already.",
            "%(count)s statements are much like this one. Look first whether it is logged already.",
            count,
        )
        return worded.capital(wording % {"count": words.number(count)})


def of(
    proposal: ProposalRow,
    given: Given | None = None,
    codings: Sequence[CodingGiven] | None = None,
    fields: Data | None = None,
    *,
    but: uuid.UUID | None = None,
    but_ref: str = "",
) -> Beside:
    """What can be said of a statement in the making: of what was given, or of the `fields` of a form as typed.

    `but` is the submission and `but_ref` the statement that it is itself, so that it is no duplicate of its own.
    """
    unread: list[Breach] = []
    has_level = bool(codings)
    if given is None and fields is not None:
        given, codings, unread, has_level = _typed(proposal, fields)
    coded = codings or ()
    seen = preview.of(proposal, given, coded, unread, has_level=has_level)
    now = datetime.now(UTC)
    chosen = next((coding for coding in coded if coding.provision is None), coded[0] if coded else None)
    alike, otherwise = _before(given, chosen, now, but_ref)
    return Beside(
        effect=seen.effect,
        lacks=seen.lacks,
        refusals=seen.refusals,
        duplicates=tuple(map(_duplicate, _like(proposal, given, now, but, but_ref))),
        chosen=within(chosen.level) if chosen else "",
        alike=alike,
        otherwise=otherwise,
    )


def _typed(proposal: ProposalRow, fields: Data) -> tuple[Given, list[CodingGiven], list[Breach], bool]:
    """The form as far as it can be read, and whether any level is chosen in it."""
    typed = {name: [_clean(value) for value in values] for name, values in fields.items()}
    form = StatementForm(proposal, typed)
    given, unread = form.read()
    coding = CodingForm(proposal, form.actors, typed, unnamed=form.unnamed)
    has_level = any(block.is_coded for block in coding.blocks)
    try:
        return given, coding.codings(), unread, has_level
    except Refused as refused:
        return given, [], [*unread, *refused.breaches], has_level


def _clean(text: str) -> str:
    """Without what no database holds; an autosave may come in the middle of anything."""
    return "".join(character for character in text if character.isprintable() or character in "\n\t")


def _like(
    proposal: ProposalRow, given: Given | None, now: datetime, but: uuid.UUID | None, but_ref: str
) -> list[Similar]:
    return similar(proposal.pk, sketch_of(given), known_at=now, but=but, but_ref=but_ref) if given else []


def _duplicate(item: Similar) -> Duplicate:
    return Duplicate(
        text=f"{item.who}, {worded.short(item.said_on)}",
        summary=item.summary,
        href=f"/statements/{item.ref}/" if item.ref else "",
        state=item.ref or _("waits for review, logged by %(who)s") % {"who": item.logged_by},
        reasons=worded.capital(words.joined([_(reason) for reason in item.likeness.reasons])),
    )


def _before(
    given: Given | None, chosen: CodingGiven | None, now: datetime, but_ref: str
) -> tuple[tuple[ReadBefore, ...], tuple[ReadBefore, ...]]:
    """Nothing before a level is chosen: what others read would anchor the coder."""
    if given is None or chosen is None:
        return (), ()
    found = precedents(
        summary=given.said.summary,
        quote=given.said.quote,
        voice=given.said.voice,
        level=chosen.level,
        on_a_provision=chosen.provision is not None,
        known_at=now,
        but_ref=but_ref,
    )
    return tuple(map(_read_before, found.alike)), tuple(map(_read_before, found.otherwise))


def _read_before(item: Precedent) -> ReadBefore:
    return ReadBefore(
        text=f"{item.who}, {within(item.voice)}, {worded.short(item.said_on)}",
        summary=item.summary,
        href=f"/statements/{item.ref}/",
        proposal=item.proposal_title,
        chips=tuple((reading.level.value, label(reading.level), _for(reading)) for reading in item.readings),
        rationale=item.readings[0].rationale,
    )


def _for(reading: Reading) -> str:
    """For whom, on what, and how sure: `Germany, “Response”, low confidence`."""
    count = len(reading.actors)
    if count <= NAMES:
        said = [words.joined(naming.actors(reading.actors))]
    else:
        said = [ngettext("%(count)s guarantor", "%(count)s guarantors", count) % {"count": worded.figure(count)}]
    if reading.on:
        said.append(_("on “%(title)s”") % {"title": reading.on})
    if reading.basis:
        said.append(within(reading.basis))
    return ", ".join([*said, confidence.in_words(reading.confidence)])
