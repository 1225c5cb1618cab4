"""How an entry is written: each answers a function that, given the proposal and by whom, calls the action.

The rows that the entry names are looked up when it is written, since earlier entries may have added them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from guarantors.actions import codings, stances, statements
from guarantors.domain.submission import ConditionGiven, PersonGiven
from guarantors.exchange.entries import Entry
from guarantors.models import Actor, Guarantor, Proposal, Provision, Source, StanceRecord, Statement

Write = Callable[[Proposal, str], object]


class Verbs(NamedTuple):
    """How an entry of a section with versions is written. `close` comes before all that is written at its moment."""

    add: Callable[[Entry, datetime], Write]
    correct: Callable[[Entry, str, datetime], Write]
    withdraw: Callable[[Entry, datetime], Write]
    close: Callable[[Entry, str, datetime], Write] | None = None


def _statement_content(entry: Entry) -> statements.Content:
    return statements.Content(
        said_on=entry["said_on"],
        source=Source.objects.get(ref=entry["source"]),
        actors=[Actor.objects.get(code=code) for code in entry["actors"]],
        speaker=PersonGiven(**entry["speaker"]),
        voice=entry["voice"],
        identification=entry["identification"],
        directness=entry["directness"],
        summary=entry["summary"],
        sequence=entry["sequence"],
        relayed_by=PersonGiven(**entry["relayed_by"]),
        quote=entry["quote"],
        quote_language=entry["quote_language"],
        verified=entry["verified"],
        corroborated_by=[Source.objects.get(ref=ref) for ref in entry["corroborated_by"]],
        said_last=entry["said_last"],
    )


def log(entry: Entry, at: datetime) -> Write:
    return lambda proposal, by: statements.log(
        proposal=proposal,
        ref=entry["id"],
        content=_statement_content(entry),
        by=entry["recorded_by"] or by,
        at=at,
    )


def correct(entry: Entry, reason: str, at: datetime) -> Write:
    return lambda proposal, by: statements.correct(
        statement=Statement.objects.get(ref=entry["id"]),
        content=_statement_content(entry),
        reason=reason,
        by=entry["recorded_by"] or by,
        at=at,
    )


def withdraw(entry: Entry, at: datetime) -> Write:
    return lambda proposal, by: statements.withdraw(
        statement=Statement.objects.get(ref=entry["id"]),
        reason=entry["withdrawal_reason"],
        by=entry["superseded_by"],
        merged_into=Statement.objects.get(ref=entry["merged_into"]) if entry["merged_into"] else None,
        at=at,
    )


def relate(entry: Entry) -> Write:
    return lambda proposal, by: statements.relate(
        later=Statement.objects.get(ref=entry["later"]),
        earlier=Statement.objects.get(ref=entry["earlier"]),
        relation=entry["relation"],
        by=by,
    )


def code(entry: Entry) -> Write:
    return lambda proposal, by: codings.add(
        statement=Statement.objects.get(ref=entry["statement"]),
        guarantor=Guarantor.objects.get(proposal=proposal, actor__code=entry["guarantor"]),
        provision=_provision(proposal, entry),
        coder=entry["coder"],
        level=entry["level"],
        basis=entry["basis"],
        confidence=entry["confidence"],
        rationale=entry["rationale"],
        round=entry["round"],
    )


def _provision(proposal: Proposal, entry: Entry) -> Provision | None:
    return Provision.objects.get(proposal=proposal, slug=entry["provision"]) if entry["provision"] else None


def _stance_content(proposal: Proposal, entry: Entry) -> stances.Content:
    return stances.Content(
        provision=_provision(proposal, entry),
        effective_on=entry["effective_on"],
        sequence=entry["sequence"],
        level=entry["level"],
        confidence=entry["confidence"],
        rationale=entry["rationale"],
        statements=[Statement.objects.get(ref=ref) for ref in entry["statements"]],
        basis=entry["basis"],
        legal_status=entry["legal_status"],
        conditions=[ConditionGiven(**condition) for condition in entry["conditions"]],
        verified=entry["verified"],
        review=entry["review"],
    )


def publish(entry: Entry, at: datetime) -> Write:
    return lambda proposal, by: stances.publish(
        guarantor=Guarantor.objects.get(proposal=proposal, actor__code=entry["guarantor"]),
        ref=entry["id"],
        content=_stance_content(proposal, entry),
        by=entry["recorded_by"] or by,
        at=at,
    )


def close_stance(entry: Entry, reason: str, at: datetime) -> Write:
    return lambda proposal, by: stances.close(
        _latest(proposal, entry), reason=reason, by=entry["recorded_by"] or by, at=at
    )


def replace_stance(entry: Entry, reason: str, at: datetime) -> Write:
    return lambda proposal, by: stances.replace(
        _latest(proposal, entry),
        content=_stance_content(proposal, entry),
        reason=reason,
        by=entry["recorded_by"] or by,
        at=at,
    )


def withdraw_stance(entry: Entry, at: datetime) -> Write:
    return lambda proposal, by: stances.withdraw(
        record=_latest(proposal, entry), reason=entry["withdrawal_reason"], by=entry["superseded_by"], at=at
    )


def _latest(proposal: Proposal, entry: Entry) -> StanceRecord:
    return StanceRecord.objects.filter(guarantor__proposal=proposal, ref=entry["id"]).order_by("-version")[0]


STATEMENTS = Verbs(log, correct, withdraw)
STANCES = Verbs(publish, replace_stance, withdraw_stance, close_stance)
