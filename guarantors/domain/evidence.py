"""What a stance record may rest on: the rules of DESIGN section 2 that a new record must keep."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from guarantors.domain.dates import GivenDate, given_day
from guarantors.domain.errors import Breach, Wording, gettext_noop, named_once
from guarantors.domain.stance import Basis, Confidence, LegalStatus, Level
from guarantors.domain.text import text_breaches
from guarantors.domain.voice import Directness, Identification, Voice, speaks_for_the_state


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules need to know of a statement: for whom, in which voice, and between which days it was made."""

    ref: str
    actors: frozenset[str]
    voice: Voice
    identification: Identification
    directness: Directness
    said_first: date
    said_last: date

    def speaks_for(self, actor: str) -> bool:
        """Whether it was made on behalf of that actor, in a voice that speaks for the state and by no third party."""
        return actor in self.actors and speaks_for_the_state(self.voice, self.directness)


def stance_breaches(
    *,
    actor: str,
    level: Level,
    basis: Basis | None,
    legal_status: LegalStatus | None,
    confidence: Confidence,
    effective_on: GivenDate,
    evidence: Sequence[Evidence],
) -> Iterator[Breach]:
    """Every rule that a stance record of `actor` would break, with the fact and the fix; none when it may stand."""
    yield from level_breaches(level, basis, legal_status)
    own = [item for item in evidence if item.speaks_for(actor)]
    if not own:
        yield _no_evidence(actor, evidence)
        return
    if confidence is not Confidence.LOW and all(item.identification is Identification.UNNAMED for item in own):
        wording = gettext_noop("it rests on unnamed speakers alone, so its confidence is low, not %(confidence)s.")
        yield Breach("unnamed-evidence-alone-is-low-confidence", "confidence", wording, confidence=confidence)
    earliest = min(item.said_first for item in own)
    if effective_on.last < earliest:
        wording = gettext_noop(
            "%(day)s is before the earliest of its statements, %(earliest)s; "
            "a stance cannot be claimed before it was said."
        )
        facts = {"day": effective_on, "earliest": given_day(earliest)}
        yield Breach("effective-after-it-was-said", "effective_on", wording, **facts)


def record_breaches(rationale: str, conditions: Iterable[str], statements: Sequence[str]) -> Iterator[Breach]:
    """What keeps the texts of a stance record, and the list of its statements, from being stored."""
    if not rationale.strip():
        yield no_rationale()
    yield from text_breaches("rationale", rationale)
    for condition in conditions:
        yield from text_breaches("conditions", condition, 500)
    yield from named_once("statements", statements)


def no_rationale() -> Breach:
    """What is said where a rationale is needed and none is given."""
    return Breach("stance-gives-a-rationale", "rationale", gettext_noop("say why the words were read so."))


def level_breaches(level: Level, basis: Basis | None, legal_status: LegalStatus | None) -> Iterator[Breach]:
    """What goes with a level and what does not, in a coding as in a record."""
    if level is Level.COMMITTED and legal_status is None:
        wording = gettext_noop("a committed stance must say how the state bound itself: %(ways)s.")
        yield Breach("committed-names-its-legal-status", "legal_status", wording, ways=tuple(LegalStatus))
    if level is not Level.COMMITTED and legal_status is not None:
        wording = gettext_noop(
            "“%(status)s” goes with the level committed, and this record is %(level)s; leave it out."
        )
        yield Breach("only-committed-has-a-legal-status", "legal_status", wording, status=legal_status, level=level)
    yield from basis_breaches(level, basis)


def basis_breaches(level: Level, basis: Basis | None) -> Iterator[Breach]:
    """Why it is noncommittal can be said of that level alone, in a coding as in a record."""
    if level is not Level.NONCOMMITTAL and basis is not None:
        wording = gettext_noop(
            "“%(basis)s” goes with the level noncommittal, and this record is %(level)s; leave it out."
        )
        yield Breach("only-noncommittal-has-a-basis", "basis", wording, basis=basis, level=level)


def _no_evidence(actor: str, evidence: Sequence[Evidence]) -> Breach:
    rule, field = "no-stance-without-evidence", "statements"
    if not evidence:
        wording = gettext_noop(
            "a stance needs evidence; name at least one statement made on behalf of %(actor)s by a voice that speaks "
            "for the state."
        )
        return Breach(rule, field, wording, actor=actor)
    wording = gettext_noop(
        "%(reasons)s: none of it can set the stance of %(actor)s; name at least one statement made on behalf of "
        "%(actor)s by a voice that speaks for the state."
    )
    return Breach(rule, field, wording, reasons=tuple(_no_use(actor, item) for item in evidence), actor=actor)


def _no_use(actor: str, item: Evidence) -> Wording:
    """Why a statement cannot set the stance of that actor."""
    if actor not in item.actors:
        wording = gettext_noop("%(ref)s is made on behalf of %(actors)s")
        return Wording(wording, ref=item.ref, actors=tuple(sorted(item.actors)))
    if item.directness is Directness.THIRD_PARTY:
        return Wording(gettext_noop("%(ref)s is a third party's claim"), ref=item.ref)
    return Wording(_BY_ANOTHER[item.voice], ref=item.ref)


_BY_ANOTHER = {
    Voice.LEGISLATOR: gettext_noop("%(ref)s is a legislator's"),
    Voice.PARTY_FIGURE: gettext_noop("%(ref)s is a party figure's"),
    Voice.FORMER_OFFICIAL: gettext_noop("%(ref)s is a former official's"),
}
"""What is said of words in the voices that do not speak for the state."""


def is_fixed_within_an_imprecise_date(actor: str, effective_on: GivenDate, evidence: Sequence[Evidence]) -> bool:
    """Whether the day is earlier than the last day on which any of its own evidence can have been said.

    Allowed, since an editor may know the day from elsewhere, but worth a second look (rule 4).
    """
    own = [item for item in evidence if item.speaks_for(actor)]
    return bool(own) and effective_on.last < min(item.said_last for item in own)


def begins_on_a_known_day(effective_on: GivenDate, own: Sequence[tuple[date, date]]) -> bool:
    """Whether a stance is known to begin on the day that its record gives, and not on or before it.

    `own` are the first and last possible days of each of its own statements. An imprecise statement bounds the day from
    above only (rule 4); a statement of a known day, or a day that the editors fixed earlier than the bound, gives it.
    """
    if not effective_on.is_day:
        return False
    given = any(first == last <= effective_on.last for first, last in own)
    return given or all(effective_on.last < last for _, last in own)


def rests_only_on(carried_by: Iterable[Collection[int]], sources: Collection[int]) -> bool:
    """Whether a stance would have nothing to rest on without these sources.

    `carried_by` are the sources of each statement that can set it, corroborating ones too: one other source is enough.
    """
    carriers = list(carried_by)
    return bool(carriers) and all(set(found) <= set(sources) for found in carriers)
