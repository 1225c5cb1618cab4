"""Entering: from what was handed in to what is on record, in one publication and at one moment."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.text import slugify

from guarantors.actions import codings, sources, stances, statements
from guarantors.actions.naming import made_under_a_free_name
from guarantors.actions.publication import publication
from guarantors.domain import dates
from guarantors.domain.coding import Review, Round
from guarantors.domain.errors import Refused
from guarantors.domain.submission import CodingGiven, Given
from guarantors.domain.voice import speaks_for_the_state
from guarantors.models import Actor, Guarantor, Proposal, Provision, Source, StanceRecord, Statement, StatementVersion

Sheet = tuple[str, Round | None, Sequence[CodingGiven]]
"""Who coded, in which round (None where it is not known to be blind), and what was read."""


def enter(
    *,
    proposal: Proposal,
    given: Given,
    sheets: Sequence[Sheet],
    adopted: Sequence[CodingGiven],
    review: Review,
    logged_by: str,
    by: str,
    at: datetime | None = None,
) -> Statement:
    """Put a statement on record with its source, its relations, every coding of it and the stances that follow.

    `sheets` are (coder, round, codings); `adopted` is what is published of them. Words that do not speak for the state
    are kept with their codings and move no stance. Raises `Refused`.
    """
    with publication(proposal, at) as moment:
        said = content(given, sources.put(given.source, by=logged_by, at=moment))
        statement = made_under_a_free_name(
            lambda: statements.log(proposal=proposal, ref=_free_ref(given), content=said, by=logged_by)
        )
        for relation in given.relations:
            earlier = Statement.objects.get(ref=relation.earlier)
            statements.relate(later=statement, earlier=earlier, relation=relation.relation, by=logged_by)
        for coder, round_, read in sheets:
            for coding in read:
                codings.add(
                    statement=statement,
                    guarantor=_guarantor(proposal, coding),
                    provision=_provision(proposal, coding),
                    coder=coder,
                    round=round_,
                    level=coding.level,
                    basis=coding.basis,
                    confidence=coding.confidence,
                    rationale=coding.rationale,
                )
        if speaks_for_the_state(given.said.voice, given.said.directness):
            version = statements.current(statement)
            for index, coding in enumerate(adopted):
                try:
                    _publish(proposal, version, coding, review, by)
                except Refused as refused:
                    raise Refused(item.at(f"codings.{index}.{item.field}") for item in refused.breaches) from refused
        return statement


def _publish(proposal: Proposal, version: StatementVersion, coding: CodingGiven, review: Review, by: str) -> None:
    guarantor, provision = _guarantor(proposal, coding), _provision(proposal, coding)
    effective_on = dates.counted_from(dates.parse(version.said_on), version.said_last)
    stances.publish(
        guarantor=guarantor,
        ref=_free_stance_ref(proposal, coding),
        content=stances.Content(
            provision=provision,
            effective_on=effective_on,
            sequence=stances.next_place(guarantor, provision, dates.parse(effective_on).last, version.sequence),
            level=coding.level,
            confidence=coding.confidence,
            rationale=coding.rationale,
            statements=[version.statement],
            basis=coding.basis,
            legal_status=coding.legal_status,
            conditions=coding.conditions,
            review=review,
        ),
        by=by,
    )


def content(given: Given, source: Source) -> statements.Content:
    """What a version says that is as given, from that source."""
    said = given.said
    actors = {actor.code: actor for actor in Actor.objects.filter(code__in=said.actors)}
    also = {item.ref: item for item in Source.objects.filter(ref__in=said.corroborated_by)}
    return statements.Content(
        said_on=said.said_on,
        source=source,
        actors=[actors[code] for code in said.actors],
        speaker=said.speaker,
        voice=said.voice,
        identification=said.identification,
        directness=said.directness,
        summary=said.summary,
        sequence=said.sequence,
        relayed_by=said.relayed_by,
        quote=said.quote,
        quote_language=said.quote_language,
        corroborated_by=[also[ref] for ref in said.corroborated_by],
    )


def _guarantor(proposal: Proposal, coding: CodingGiven) -> Guarantor:
    return Guarantor.objects.select_related("proposal", "actor").get(proposal=proposal, actor__code=coding.guarantor)


def _provision(proposal: Proposal, coding: CodingGiven) -> Provision | None:
    return Provision.objects.get(proposal=proposal, slug=coding.provision) if coding.provision else None


def _free_ref(given: Given) -> str:
    """Actor, day and speaker, as the shipped datasets name statements: gbr-2022-03-30-raab; a number where taken."""
    said = given.said
    who = said.speaker.name.split()[-1] if said.speaker.name.split() else said.voice.replace("_", "-")
    actor = said.actors[0].lower() if len(said.actors) == 1 else "joint"
    base = f"{actor}-{said.said_on.replace('/', '-to-')}-{slugify(who)[:40] or said.voice}"
    taken = set(Statement.objects.filter(ref__startswith=base).values_list("ref", flat=True))
    return next(ref for ref in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if ref not in taken)


def _free_stance_ref(proposal: Proposal, coding: CodingGiven) -> str:
    """Guarantor and unit with a number, as in the shipped datasets: gbr-whole-3."""
    base = f"{coding.guarantor.lower()}-{coding.provision or 'whole'}"
    taken = set(
        StanceRecord.objects.filter(guarantor__proposal=proposal, ref__startswith=base).values_list("ref", flat=True)
    )
    return next(ref for n in range(1, len(taken) + 2) if (ref := f"{base}-{n}") not in taken)
