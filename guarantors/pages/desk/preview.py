"""The effect of a statement that is still being written: what does not matter for it may be missing.

Texts are replaced by placeholders, so that the line can be drawn as soon as the date, the voice and a level are there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop

from guarantors.actions import checking, entering, sources
from guarantors.address import refusals, worded
from guarantors.domain.coding import Review
from guarantors.domain.errors import Breach, Refused
from guarantors.domain.statement import MOST_IN_A_DAY
from guarantors.domain.submission import CodingGiven, Given, PersonGiven, SaidGiven, SourceGiven
from guarantors.domain.voice import Directness, Identification
from guarantors.exchange.spoken import gettext as _
from guarantors.models import Proposal, Statement
from guarantors.pages import words
from guarantors.pages.desk import effect
from guarantors.pages.desk.effect import Effect
from guarantors.queries.proposals import ProposalRow

PLACEHOLDER = "Preview"

NEEDED = {
    "said.said_on": gettext_noop("a date"),
    "said.voice": gettext_noop("a voice"),
    "said.identification": gettext_noop("an identification that is known"),
    "said.directness": gettext_noop("a directness that is known"),
    "said.actors": gettext_noop("on whose behalf it was said"),
}
"""What the effect depends on, by the field of a breach, as it follows “The preview needs”."""

A_LEVEL = gettext_noop("a level")
"""Asked for as well."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The effect, or in `lacks` what is needed before there is one; `refusals` say what would be refused."""

    effect: Effect | None
    lacks: str
    refusals: tuple[str, ...]


def of(
    proposal: ProposalRow,
    given: Given | None,
    codings: Sequence[CodingGiven],
    unread: Sequence[Breach] = (),
    *,
    has_level: bool | None = None,
) -> Preview:
    """What publishing the statement would change; `unread` is what of the form could not be read.

    `has_level` says whether a level is chosen where `codings` cannot tell: it may be known for nobody yet.

    Nothing is rehearsed, and nobody held up, unless every rule on what is there is kept.
    """
    lacking = [text for field, text in NEEDED.items() if field in {breach.field for breach in unread}]
    if given is None or not given.said.actors:
        lacking.append(NEEDED["said.actors"])
    if given is None or not given.said.said_on:
        lacking.append(NEEDED["said.said_on"])
    if not (has_level if has_level is not None else codings):
        lacking.append(A_LEVEL)
    if given is None or lacking:
        what = words.joined([_(text) for text in dict.fromkeys(lacking)])
        # Translators: %(what)s is “a date, a voice and a level” and the like.
        return Preview(None, _("The preview needs %(what)s.") % {"what": what}, ())
    if unread and not codings:
        return Preview(None, "", _said(unread))
    drawn = _drawn(given)
    read = [_read(coding) for coding in codings]
    stored = Proposal.objects.get(pk=proposal.pk)
    found = checking.breaches(stored, drawn, read)
    if found:
        return Preview(None, "", _said(found))
    try:
        return Preview(effect.of(proposal, lambda: _enter(stored, drawn, read)), "", ())
    except Refused as refused:
        return Preview(None, "", _said(refused.breaches))


def _drawn(given: Given) -> Given:
    """The statement with a placeholder for every text that the line does not depend on."""
    said = given.said
    return Given(
        _source(given.source),
        SaidGiven(
            said_on=said.said_on,
            actors=said.actors,
            voice=said.voice,
            identification=said.identification,
            directness=said.directness,
            summary=PLACEHOLDER,
            speaker=_speaker(said),
            relayed_by=PersonGiven(office=PLACEHOLDER if said.directness is Directness.RELAYED else ""),
            sequence=min(max(said.sequence, 1), MOST_IN_A_DAY),
        ),
    )


def _source(source: SourceGiven) -> SourceGiven:
    """Of the source only its day matters, which bounds the day of speech; one on record has its own."""
    known = sources.known_under(source.url)
    if source.id or known:
        return SourceGiven(id=source.id or (known.ref if known else ""))
    return SourceGiven(title=PLACEHOLDER, publisher=PLACEHOLDER, language="en", published_on=source.published_on)


def _speaker(said: SaidGiven) -> PersonGiven:
    name = "".join(character for character in said.speaker.name if character.isprintable()).strip()[:160]
    return PersonGiven((name or PLACEHOLDER) if said.identification is Identification.NAMED else "")


def _read(coding: CodingGiven) -> CodingGiven:
    return replace(coding, rationale=PLACEHOLDER, conditions=())


def _enter(proposal: Proposal, given: Given, codings: Sequence[CodingGiven]) -> Statement:
    return entering.enter(
        proposal=proposal,
        given=given,
        sheets=[],
        adopted=codings,
        review=Review.CODED_ONCE,
        logged_by=PLACEHOLDER,
        by=PLACEHOLDER,
    )


def _said(breaches: Sequence[Breach]) -> tuple[str, ...]:
    """What would be refused, each thing once; a coding of many guarantors says it of each."""
    return tuple(dict.fromkeys(worded.capital(refusals.in_words(breach)) for breach in breaches))
