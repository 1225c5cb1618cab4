"""What is locked is not corrected until it is released, and both say why."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from guarantors.actions import corrections, locks, stances, statements
from guarantors.domain.errors import Refused
from guarantors.domain.stance import Level
from guarantors.models import AuditEntry, Lock, LockedNoun, Proposal, StanceRecord, Statement, StatementVersion
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db

Act = Callable[[Statement, StanceRecord], object]


def put(proposal: Proposal, noun: LockedNoun, ref: str, reason: str = "Before the court.") -> Lock:
    return locks.lock(proposal=proposal, noun=noun, ref=ref, reason=reason, by="cleo")


def redate(statement: Statement, record: StanceRecord) -> object:
    content = replace(statements.content_of(statements.current(statement)), said_on="2020-01-03")
    return corrections.correct(statement=statement, content=content, reason="Another day.", by="ben")


def withdraw(statement: Statement, record: StanceRecord) -> object:
    return corrections.withdraw(statement=statement, reason="Never said.", by="ben")


def merge(statement: Statement, record: StanceRecord) -> object:
    into = Statement.objects.get(ref="other")
    return corrections.merge(duplicate=statement, into=into, reason="Twice.", by="ben")


def correct_record(statement: Statement, record: StanceRecord) -> object:
    content = replace(stances.content_of(record), level=Level.OPPOSED)
    return corrections.correct_record(record=record, content=content, reason="Misread.", by="ben")


def withdraw_record(statement: Statement, record: StanceRecord) -> object:
    return stances.withdraw(record=record, reason="Not theirs.", by="ben")


STATEMENT, STANCE = (LockedNoun.STATEMENT, "said"), (LockedNoun.STANCE, "aa0-1")


@pytest.mark.parametrize(
    ("locked", "act"),
    [
        *((STATEMENT, act) for act in (redate, withdraw, merge)),
        *((STANCE, act) for act in (correct_record, withdraw_record)),
        # A statement carries its records with it, so a locked record holds its words too where they would move it.
        *((STANCE, act) for act in (redate, withdraw, merge)),
    ],
)
def test_nothing_moves_what_is_locked(locked: tuple[LockedNoun, str], act: Act) -> None:
    proposal = make_proposal()
    statement = log(proposal, "said")
    log(proposal, "other")
    record = publish(proposal, "aa0-1", statement)
    put(proposal, *locked)
    before = Proposal.objects.get(pk=proposal.pk).revision

    with pytest.raises(Refused, match=r"was locked by cleo on .*: Before the court\. Release the lock first"):
        act(statement, record)

    assert not StatementVersion.objects.filter(statement=statement, superseded_at__isnull=False).exists()
    assert not StanceRecord.objects.filter(ref="aa0-1", superseded_at__isnull=False).exists()
    assert Proposal.objects.get(pk=proposal.pk).revision == before

    locks.release(proposal=proposal, noun=locked[0], ref=locked[1], reason="Settled.", by="ben")
    act(Statement.objects.get(pk=statement.pk), StanceRecord.objects.get(pk=record.pk))
    assert Proposal.objects.get(pk=proposal.pk).revision == before + 1


def test_a_lock_holds_one_thing_in_one_proposal() -> None:
    proposal, other = make_proposal(), make_proposal("other-2020")
    publish(proposal, "aa0-1", log(proposal, "said"))
    theirs = publish(other, "aa0-1", log(other, "theirs"))

    put(proposal, LockedNoun.STANCE, "aa0-1")

    correct_record(theirs.evidence.get().statement, theirs)
    assert locks.standing(other, LockedNoun.STANCE, "aa0-1") is None
    assert locks.standing(proposal, LockedNoun.STATEMENT, "aa0-1") is None


def test_a_lock_and_its_release_say_why_and_are_on_the_audit_list() -> None:
    proposal = make_proposal()
    log(proposal, "said")
    lock = put(proposal, *STATEMENT)
    locks.release(proposal=proposal, noun=LockedNoun.STATEMENT, ref="said", reason="Settled.", by="ben")

    lock.refresh_from_db()
    assert (lock.released_by, lock.release_reason) == ("ben", "Settled.")
    entries = AuditEntry.objects.filter(proposal=proposal).order_by("pk")
    assert list(entries.values_list("by", "verb", "noun", "ref", "reason")) == [
        ("cleo", "locked", "statement", "said", "Before the court."),
        ("ben", "released", "statement", "said", "Settled."),
    ]
    assert put(proposal, *STATEMENT, "Again disputed.").pk != lock.pk


@pytest.mark.parametrize("reason", ["", " \n"])
def test_neither_goes_without_a_reason(reason: str) -> None:
    proposal = make_proposal()
    log(proposal, "said")
    with pytest.raises(Refused, match="says why"):
        put(proposal, *STATEMENT, reason)
    assert not AuditEntry.objects.filter(proposal=proposal).exists()

    put(proposal, *STATEMENT)
    with pytest.raises(Refused, match="says why"):
        locks.release(proposal=proposal, noun=LockedNoun.STATEMENT, ref="said", reason=reason, by="ben")
    assert locks.standing(proposal, *STATEMENT) is not None


def test_neither_is_done_twice_or_by_nobody() -> None:
    proposal = make_proposal()
    log(proposal, "said")
    with pytest.raises(Refused, match="said is not locked"):
        locks.release(proposal=proposal, noun=LockedNoun.STATEMENT, ref="said", reason="Settled.", by="ben")
    with pytest.raises(Refused, match="say who makes the entry"):
        locks.lock(proposal=proposal, noun=LockedNoun.STATEMENT, ref="said", reason="Disputed.", by="")
    put(proposal, *STATEMENT)
    with pytest.raises(Refused, match="was locked by cleo"):
        put(proposal, *STATEMENT)
    assert Lock.objects.filter(proposal=proposal).count() == 1


@pytest.mark.parametrize("ref", ["nothing", "theirs"])
def test_only_what_is_on_record_in_the_proposal_is_locked(ref: str) -> None:
    proposal, other = make_proposal(), make_proposal("other-2020")
    log(other, "theirs")

    for noun in LockedNoun:
        with pytest.raises(Refused, match="is not on record"):
            put(proposal, noun, ref)


def test_a_lock_is_never_rewritten() -> None:
    proposal = make_proposal()
    log(proposal, "said")
    lock = put(proposal, *STATEMENT)

    with pytest.raises(DatabaseError), transaction.atomic():
        Lock.objects.filter(pk=lock.pk).update(reason="Something else.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Lock.objects.filter(pk=lock.pk).delete()
