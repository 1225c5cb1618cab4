"""We were wrong, and more than one entry must say so: a statement is corrected, withdrawn or merged together with the
stance records that rest on it, in one publication. What the record held before stays readable at its moment.
"""

from collections.abc import Sequence
from dataclasses import fields, replace

from guarantors.actions import evidence, stances, statements
from guarantors.actions.publication import check_reason, publication
from guarantors.domain import dates
from guarantors.domain.coding import Review
from guarantors.domain.errors import gettext_noop, refuse
from guarantors.domain.voice import Relation
from guarantors.models import StanceRecord, Statement, StatementVersion


def correct(
    *, statement: Statement, content: statements.Content, reason: str, by: str, seen: int | None = None
) -> StatementVersion:
    """Correct a statement; records that took their day from it move with it. Raises `Refused`, `Stale`."""
    check_reason(reason)
    with publication(statement.proposal) as moment:
        before = statements.current(statement)
        _check_it_changes("statement", statement.ref, statements.content_of(before), content)
        was = dates.counted_from(dates.parse(before.said_on), before.said_last)
        after = statements.correct(statement=statement, content=content, reason=reason, by=by, seen=seen)
        becomes = dates.counted_from(dates.parse(after.said_on), after.said_last)
        if becomes != was:
            moving = [record for record in resting(statement) if record.effective_on == was]
            # All are closed before any takes its new place, since they may change places within a day.
            for record in moving:
                stances.close(record, reason=reason, by=by, at=moment)
            for record in moving:
                content_ = replace(stances.content_of(record), effective_on=becomes)
                stances.replace(record, content=_in_a_free_place(record, content_), reason=reason, by=by, at=moment)
        return after


def withdraw(*, statement: Statement, reason: str, by: str, seen: int | None = None) -> None:
    """Take a statement off the record. A record that rests on it alone is withdrawn with it; one with other evidence
    stays, and rests on that. Raises `Refused`, `Stale`.
    """
    check_reason(reason)
    with publication(statement.proposal):
        for record in resting(statement):
            content = stances.content_of(record)
            others = [item for item in content.statements if item.pk != statement.pk]
            if _can_rest_on(record, others):
                stances.correct(record=record, content=replace(content, statements=others), reason=reason, by=by)
            else:
                stances.withdraw(record=record, reason=reason, by=by)
        statements.withdraw(statement=statement, reason=reason, by=by, seen=seen)


def merge(*, duplicate: Statement, into: Statement, reason: str, by: str, seen: int | None = None) -> None:
    """Withdraw a statement that is on record a second time; its address leads to the other from now on.

    Records that rest on it rest on the other instead; one that says what a record of the other says already is
    withdrawn. Its relations are stated of the other too. Raises `Refused`, `Stale`.
    """
    check_reason(reason)
    if duplicate.pk == into.pk:
        wording = gettext_noop("%(ref)s cannot be merged into itself; name another one.")
        raise refuse("merge-joins-two-statements", "into", wording, ref=into.ref)
    if duplicate.proposal_id != into.proposal_id:
        wording = gettext_noop("%(ref)s is about another proposal.")
        raise refuse("merge-stays-in-its-proposal", "into", wording, ref=into.ref)
    with publication(duplicate.proposal):
        statements.current(into)
        twins = {_says(record) for record in resting(into)}
        for record in resting(duplicate):
            content = stances.content_of(record)
            swapped = dict.fromkeys(into if item.pk == duplicate.pk else item for item in content.statements)
            if into not in content.statements and _says(record) in twins:
                stances.withdraw(record=record, reason=reason, by=by)
            else:
                stances.correct(record=record, content=replace(content, statements=list(swapped)), reason=reason, by=by)
        _hand_over_relations(duplicate, into, by)
        statements.withdraw(statement=duplicate, reason=reason, by=by, seen=seen, merged_into=into)


def _hand_over_relations(duplicate: Statement, into: Statement, by: str) -> None:
    """What it answers and what answers it is said of the other too; where they answered each other, nothing is left."""
    for link in duplicate.answers.exclude(earlier=into).select_related("earlier").order_by("pk"):
        statements.relate(later=into, earlier=link.earlier, relation=Relation(link.relation), by=by)
    for link in duplicate.answered_by.exclude(later=into).select_related("later").order_by("pk"):
        statements.relate(later=link.later, earlier=into, relation=Relation(link.relation), by=by)


def correct_record(*, record: StanceRecord, content: stances.Content, reason: str, by: str) -> StanceRecord:
    """Correct a stance record. Another reading of the words is one person's, and says so. Raises `Refused`, `Stale`."""
    _check_it_changes("stance", record.ref, stances.content_of(record), content)
    same = (content.level.value, content.basis or "", content.legal_status or "") == _reading(record)
    review = (Review(record.review) if record.review else None) if same else Review.CODED_ONCE
    return stances.correct(record=record, content=replace(content, review=review), reason=reason, by=by)


def resting(statement: Statement) -> list[StanceRecord]:
    """The records that stand and rest on a statement, oldest first."""
    return list(
        StanceRecord.objects.filter(superseded_at__isnull=True, evidence__statement=statement)
        .select_related("guarantor__actor", "guarantor__proposal", "provision")
        .order_by("effective_day", "sequence", "pk")
    )


def _check_it_changes(noun: str, ref: str, was: object, becomes: object) -> None:
    """Raises `Refused` for a correction that says what stands already: the record would give a reason for nothing."""
    if all(_plain(getattr(was, field.name)) == _plain(getattr(becomes, field.name)) for field in fields(was)):  # type: ignore[arg-type]
        wording = gettext_noop("%(ref)s says that already; change what was wrong.")
        raise refuse("correction-changes-something", noun, wording, ref=ref)


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _can_rest_on(record: StanceRecord, others: Sequence[Statement]) -> bool:
    """Whether other evidence can set the stance (DESIGN section 2, rule 1)."""
    return any(item.speaks_for(record.guarantor.actor.code) for item in evidence.of(others))


def _in_a_free_place(record: StanceRecord, content: stances.Content) -> stances.Content:
    day = dates.parse(content.effective_on).last
    return replace(content, sequence=stances.next_place(record.guarantor, record.provision, day))


def _says(record: StanceRecord) -> tuple[object, ...]:
    """What makes two records twins: of the same guarantor on the same unit, with the same reading from the same day."""
    return (record.guarantor_id, record.provision_id, record.effective_day, *_reading(record))


def _reading(record: StanceRecord) -> tuple[str, str, str]:
    return record.level, record.basis, record.legal_status
