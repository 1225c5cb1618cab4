"""Locks: a statement or a stance record that must not be corrected, with the reason, until it is released."""

from datetime import datetime

from django.db import transaction

from guarantors.actions import audit
from guarantors.actions.publication import check_by, check_reason, now
from guarantors.domain.errors import gettext_noop, refuse
from guarantors.models import Lock, LockedNoun, Proposal, StanceRecord, Statement


def check_unlocked(proposal: Proposal, noun: LockedNoun, ref: str) -> None:
    """Raises `Refused` (rule `locked-stays-as-it-is`) with who locked it, when and why."""
    lock = standing(proposal, noun, ref)
    if lock is not None:
        # Translators: %(reason)s is a sentence of its own.
        wording = gettext_noop("%(ref)s was locked by %(by)s on %(day)s: %(reason)s Release the lock first.")
        facts = {"by": lock.locked_by, "day": lock.locked_at.date().isoformat(), "reason": lock.reason}
        raise refuse("locked-stays-as-it-is", noun.value, wording, ref=ref, **facts)


def standing(proposal: Proposal, noun: LockedNoun, ref: str) -> Lock | None:
    """The lock that stands on it, if any."""
    return Lock.objects.filter(proposal=proposal, noun=noun.value, ref=ref, released_at__isnull=True).first()


@transaction.atomic
def lock(*, proposal: Proposal, noun: LockedNoun, ref: str, reason: str, by: str, at: datetime | None = None) -> Lock:
    """Lock it. Raises `Refused` without a reason, and where it is locked already or not on record."""
    check_by(by)
    check_reason(reason)
    held = _held(proposal)
    if not _is_on_record(held, noun, ref):
        wording = gettext_noop("%(ref)s is not on record as a statement.")
        if noun is LockedNoun.STANCE:
            wording = gettext_noop("%(ref)s is not on record as a stance.")
        raise refuse("only-what-is-on-record-is-locked", noun.value, wording, ref=ref)
    check_unlocked(held, noun, ref)
    moment = at or now()
    audit.keep(by=by, at=moment, verb="locked", noun=noun.value, ref=ref, proposal=proposal, reason=reason)
    return Lock.objects.create(
        proposal=proposal, noun=noun.value, ref=ref, reason=reason, locked_by=by, locked_at=moment
    )


@transaction.atomic
def release(
    *, proposal: Proposal, noun: LockedNoun, ref: str, reason: str, by: str, at: datetime | None = None
) -> None:
    """Take the lock off. Raises `Refused` without a reason, or where nothing is locked."""
    check_by(by)
    check_reason(reason)
    found = standing(_held(proposal), noun, ref)
    if found is None:
        raise refuse("only-a-lock-is-released", noun.value, gettext_noop("%(ref)s is not locked."), ref=ref)
    found.released_at, found.released_by, found.release_reason = at or now(), by, reason
    found.save(update_fields=["released_at", "released_by", "release_reason"])
    audit.keep(by=by, at=found.released_at, verb="released", noun=noun.value, ref=ref, proposal=proposal, reason=reason)


def _is_on_record(proposal: Proposal, noun: LockedNoun, ref: str) -> bool:
    if noun is LockedNoun.STATEMENT:
        return Statement.objects.filter(proposal=proposal, ref=ref).exists()
    return StanceRecord.objects.filter(guarantor__proposal=proposal, ref=ref).exists()


def _held(proposal: Proposal) -> Proposal:
    """The proposal, held against whoever publishes, so that no correction slips in while it is locked."""
    return Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
