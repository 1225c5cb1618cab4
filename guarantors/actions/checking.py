"""Whether a statement that is handed in would keep every rule once it is published: all breaches at once, none written.

Fields are named as in the plain form: `said.said_on`, `source.title`, `relations.0.earlier`, `codings.2.rationale`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from guarantors.actions import sources
from guarantors.domain import dates
from guarantors.domain.errors import Breach, Refused, gettext_noop, named_once
from guarantors.domain.evidence import Evidence, level_breaches, no_rationale, stance_breaches
from guarantors.domain.statement import relation_breaches, statement_breaches
from guarantors.domain.submission import CodingGiven, Given, SaidGiven
from guarantors.domain.text import text_breaches
from guarantors.domain.voice import speaks_for_the_state
from guarantors.models import Actor, Guarantor, Proposal, Provision, Source, Statement

NEW = "this-statement"
"""The statement's id for as long as it has none."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the codings of a proposal may name: asked once, where many statements are checked."""

    parties: frozenset[str]
    provisions: frozenset[str]

    @classmethod
    def of(cls, proposal: Proposal) -> "Names":
        return cls(
            frozenset(Guarantor.objects.filter(proposal=proposal).values_list("actor__code", flat=True)),
            frozenset(Provision.objects.filter(proposal=proposal).values_list("slug", flat=True)),
        )


def breaches(
    proposal: Proposal, given: Given, codings: Sequence[CodingGiven], *, names: Names | None = None
) -> list[Breach]:
    """Everything that is wrong with the statement and the codings of it."""
    names, stored = names or Names.of(proposal), sources.known(given.source)
    published_on = _published_on(given, stored)
    found = list(_under("source", sources.breaches(given.source, stored)))
    found += _under("said", _said(given, published_on, names))
    found += _relations(proposal, given)
    return found + _codings(given, published_on, codings, names)


def coding_breaches(
    proposal: Proposal, given: Given, codings: Sequence[CodingGiven], *, rationale_needed: bool = False
) -> list[Breach]:
    """Everything that is wrong with one coder's readings; an adjudication needs a rationale, and so does a stance."""
    published_on = _published_on(given, sources.known(given.source))
    return _codings(given, published_on, codings, Names.of(proposal), rationale_needed=rationale_needed)


def _codings(
    given: Given,
    published_on: date | None,
    codings: Sequence[CodingGiven],
    names: Names,
    *,
    rationale_needed: bool = False,
) -> list[Breach]:
    sets_a_stance = speaks_for_the_state(given.said.voice, given.said.directness)
    try:
        evidence, counted = _evidence(given, published_on)
    except Refused:  # said with the statement
        evidence, counted = None, None
    units = [f"{coding.guarantor}, {coding.provision or 'whole proposal'}" for coding in codings]
    found = list(named_once("codings", units))
    for index, coding in enumerate(codings):
        faults = list(_unknown(coding, names, given))
        if not faults and sets_a_stance and evidence and counted:
            faults += stance_breaches(
                actor=coding.guarantor,
                level=coding.level,
                basis=coding.basis,
                legal_status=coding.legal_status,
                confidence=coding.confidence,
                effective_on=counted,
                evidence=[evidence],
            )
        else:
            faults += level_breaches(coding.level, coding.basis, coding.legal_status)
        if (sets_a_stance or rationale_needed) and not coding.rationale.strip():
            faults.append(no_rationale())
        faults += text_breaches("rationale", coding.rationale)
        for condition in coding.conditions:
            faults += text_breaches("conditions", condition.text, 500)
        found += _under(f"codings.{index}", faults)
    return found


def _unknown(coding: CodingGiven, names: Names, given: Given) -> Iterator[Breach]:
    if coding.guarantor not in names.parties:
        wording = gettext_noop("%(code)s has no part in this proposal.")
        yield Breach("coding-is-of-a-party", "guarantor", wording, code=coding.guarantor)
    elif coding.guarantor not in given.said.actors:
        wording = gettext_noop(
            "the statement was not made on behalf of %(code)s; add it to the actors, or leave this out."
        )
        yield Breach("coding-is-of-one-who-spoke", "guarantor", wording, code=coding.guarantor)
    if coding.provision is not None and coding.provision not in names.provisions:
        yield unknown_provision(coding.provision)


def unknown_provision(slug: str) -> Breach:
    """What is said of a slug that no provision of the proposal has."""
    wording = gettext_noop("there is no provision “%(slug)s” in this proposal.")
    return Breach("provision-is-known", "provision", wording, slug=slug)


def unknown_statement(field: str, ref: str) -> Breach:
    """What is said of an id that no statement on record has."""
    return Breach("statement-is-known", field, gettext_noop("there is no statement “%(ref)s” on record."), ref=ref)


def unknown_actor(code: str) -> Breach:
    """What is said of a code that no actor on record has."""
    return Breach("actor-is-known", "actors", gettext_noop("there is no actor “%(code)s” on record."), code=code)


def _said(given: Given, published_on: date | None, names: Names) -> Iterator[Breach]:
    said = given.said
    try:
        said_on = dates.parse(said.said_on, "said_on")
    except Refused as refused:
        yield from refused.breaches
        said_on = dates.parse("1800/9999")  # any day: what else is wrong is said too
    others = {*said.actors} - names.parties
    known = names.parties | set(Actor.objects.filter(code__in=others).values_list("code", flat=True))
    for code in said.actors:
        if code not in known:
            yield unknown_actor(code)
    on_record = set(Source.objects.filter(ref__in=said.corroborated_by).values_list("ref", flat=True))
    for ref in said.corroborated_by:
        if ref not in on_record:
            yield sources.unknown_source("corroborated_by", ref)
    yield from said_breaches(said, said_on, published_on)


def said_breaches(said: SaidGiven, said_on: dates.GivenDate, published_on: date | None) -> Iterator[Breach]:
    """What is wrong with the words themselves, whatever else they name; `published_on` is the source's day."""
    return statement_breaches(
        said_on=said_on,
        published_on=published_on,
        actors=said.actors,
        speaker=said.speaker.name,
        office=said.speaker.office,
        relay=said.relayed_by.name,
        relay_office=said.relayed_by.office,
        identification=said.identification,
        directness=said.directness,
        summary=said.summary,
        quote=said.quote,
        quote_language=said.quote_language,
        sequence=said.sequence,
        corroborated_by=said.corroborated_by,
    )


def _published_on(given: Given, stored: Source | None) -> date | None:
    """The day on which the source appeared, as on record where it is."""
    return stored.published_on if stored else given.source.published_on


def _relations(proposal: Proposal, given: Given) -> Iterator[Breach]:
    refs = [relation.earlier for relation in given.relations]
    own = set(Statement.objects.filter(proposal=proposal, ref__in=refs).values_list("ref", flat=True))
    for index, ref in enumerate(refs):
        faults = list(relation_breaches(NEW, ref))
        if ref not in own:
            wording = gettext_noop("there is no statement “%(ref)s” about this proposal.")
            faults.append(Breach("statement-is-known", "earlier", wording, ref=ref))
        yield from _under(f"relations.{index}", faults)


def _evidence(given: Given, published_on: date | None) -> tuple[Evidence, dates.GivenDate]:
    """The statement as evidence, and the date from which a stance that rests on it counts. Raises `Refused`."""
    said = given.said
    said_on = dates.parse(said.said_on, "said_on")
    last = dates.latest_possible(said_on, published_on)
    evidence = Evidence(
        ref=NEW,
        actors=frozenset(said.actors),
        voice=said.voice,
        identification=said.identification,
        directness=said.directness,
        said_first=said_on.first,
        said_last=last,
    )
    return evidence, dates.parse(dates.counted_from(said_on, last))


def _under(place: str, found: Iterable[Breach]) -> Iterator[Breach]:
    return (breach.at(f"{place}.{breach.field}") for breach in found)
