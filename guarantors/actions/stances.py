"""Stance records: published once, corrected by a successor, withdrawn; never rewritten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from guarantors.actions import evidence, journal, locks
from guarantors.actions.naming import id_taken
from guarantors.actions.publication import check_by, check_reason, publication
from guarantors.domain import dates
from guarantors.domain.acts import Act, Noun
from guarantors.domain.coding import Review
from guarantors.domain.errors import Breach, gettext_noop, refuse_any, stale
from guarantors.domain.evidence import record_breaches, stance_breaches
from guarantors.domain.stance import Basis, ConditionKind, ConditionStatus, Confidence, LegalStatus, Level
from guarantors.domain.statement import MOST_IN_A_DAY
from guarantors.domain.submission import ConditionGiven
from guarantors.domain.text import ref_breaches
from guarantors.models import Condition, Evidence, Guarantor, LockedNoun, Provision, StanceRecord, Statement


@dataclass(frozen=True, slots=True)
class Content:
    """All that a record says. No provision means the whole proposal; `effective_on` is as given (EDTF)."""

    provision: Provision | None
    effective_on: str
    sequence: int
    level: Level
    confidence: Confidence
    rationale: str
    statements: Sequence[Statement]
    basis: Basis | None = None
    legal_status: LegalStatus | None = None
    conditions: Sequence[ConditionGiven] = ()
    verified: bool | None = None
    review: Review | None = None


def publish(*, guarantor: Guarantor, ref: str, content: Content, by: str, at: datetime | None = None) -> StanceRecord:
    """The state took or changed a stance. Raises `Refused` with every rule that the record breaks."""
    with publication(guarantor.proposal, at) as moment:
        refuse_any(ref_breaches("id", ref))
        if StanceRecord.objects.filter(guarantor__proposal=guarantor.proposal_id, ref=ref).exists():
            raise id_taken(ref)
        return _store(guarantor, ref, content, replaces=None, reason="", by=by, at=moment)


def correct(
    *, record: StanceRecord, content: Content, reason: str, by: str, at: datetime | None = None
) -> StanceRecord:
    """We were wrong: close the record and publish one that replaces it and says why. Raises `Refused`."""
    with publication(record.guarantor.proposal, at) as moment:
        close(record, reason=reason, by=by, at=moment)
        return replace(record, content=content, reason=reason, by=by, at=moment)


def withdraw(*, record: StanceRecord, reason: str, by: str, at: datetime | None = None) -> None:
    """We were wrong, and nothing takes its place: close the record with the reason. Raises `Refused`."""
    with publication(record.guarantor.proposal, at) as moment:
        close(record, reason=reason, by=by, at=moment, withdrawal_reason=reason)


def close(record: StanceRecord, *, reason: str, by: str, at: datetime, withdrawal_reason: str = "") -> None:
    """The first half of a correction. Records that change places within a day are all closed before any is replaced."""
    check_reason(reason)
    check_by(by)
    locks.check_unlocked(record.guarantor.proposal, LockedNoun.STANCE, record.ref)
    record.refresh_from_db(fields=["superseded_at", "superseded_by"])
    if record.superseded_at is not None:
        wording = gettext_noop(
            "%(ref)s version %(version)s was closed by %(by)s at %(at)s; correct the version that stands."
        )
        facts = {"by": record.superseded_by, "at": record.superseded_at.isoformat()}
        raise stale("stance", wording, ref=record.ref, version=record.version, **facts)
    record.superseded_at, record.superseded_by, record.withdrawal_reason = at, by, withdrawal_reason
    record.save(update_fields=["superseded_at", "superseded_by", "withdrawal_reason"])
    if withdrawal_reason:
        _note(Act.WITHDRAWN, record, withdrawal_reason, by, at)


def replace(record: StanceRecord, *, content: Content, reason: str, by: str, at: datetime) -> StanceRecord:
    """The second half of a correction: what is published in place of the closed record."""
    return _store(record.guarantor, record.ref, content, replaces=record, reason=reason, by=by, at=at)


def content_of(record: StanceRecord) -> Content:
    """What a stored record says, to correct a part of it."""
    return Content(
        provision=record.provision,
        effective_on=record.effective_on,
        sequence=record.sequence,
        level=Level(record.level),
        confidence=Confidence(record.confidence),
        rationale=record.rationale,
        statements=[link.statement for link in record.evidence.select_related("statement").order_by("position")],
        basis=Basis(record.basis) if record.basis else None,
        legal_status=LegalStatus(record.legal_status) if record.legal_status else None,
        conditions=[
            ConditionGiven(ConditionKind(item.kind), item.text, ConditionStatus(item.status))
            for item in record.conditions.order_by("position")
        ],
        verified=record.verified,
        review=Review(record.review) if record.review else None,
    )


def next_place(guarantor: Guarantor, provision: Provision | None, effective_day: date, least: int = 1) -> int:
    """The first free place in the day, from `least` on and after every record that stands there already."""
    taken = StanceRecord.objects.filter(
        guarantor=guarantor, provision=provision, effective_day=effective_day, superseded_at__isnull=True
    ).aggregate(last=Max("sequence"))["last"]
    return max(least, (taken or 0) + 1)


def _store(
    guarantor: Guarantor,
    ref: str,
    content: Content,
    *,
    replaces: StanceRecord | None,
    reason: str,
    by: str,
    at: datetime,
) -> StanceRecord:
    check_by(by)
    effective_on = dates.parse(content.effective_on, "effective_on")
    breaches = list(
        stance_breaches(
            actor=guarantor.actor.code,
            level=content.level,
            basis=content.basis,
            legal_status=content.legal_status,
            confidence=content.confidence,
            effective_on=effective_on,
            evidence=evidence.of(content.statements),
        )
    )
    hinges, resting_on = [item.text for item in content.conditions], [item.ref for item in content.statements]
    breaches += record_breaches(content.rationale, hinges, resting_on)
    breaches += _strangers(guarantor, content)
    breaches += _place_taken(guarantor, content, effective_on, ref)
    refuse_any(breaches)
    record = StanceRecord.objects.create(
        ref=ref,
        version=replaces.version + 1 if replaces else 1,
        guarantor=guarantor,
        provision=content.provision,
        effective_on=effective_on.text,
        effective_day=effective_on.last,
        sequence=content.sequence,
        level=content.level.value,
        basis=content.basis.value if content.basis else "",
        legal_status=content.legal_status.value if content.legal_status else "",
        confidence=content.confidence.value,
        rationale=content.rationale,
        verified=content.verified,
        review=content.review.value if content.review else "",
        replaces=replaces,
        recorded_at=at,
        recorded_by=by,
        reason=reason,
    )
    for position, statement in enumerate(content.statements):
        Evidence.objects.create(stance=record, statement=statement, position=position)
    for position, hinge in enumerate(content.conditions):
        Condition.objects.create(
            stance=record, kind=hinge.kind.value, text=hinge.text, status=hinge.status.value, position=position
        )
    _note(Act.CORRECTED if replaces else Act.ADDED, record, reason, by, at)
    return record


def _note(act: Act, record: StanceRecord, reason: str, by: str, at: datetime) -> None:
    proposal, version = record.guarantor.proposal, record.version
    journal.note(act, Noun.STANCE, record.ref, proposal=proposal, version=version, reason=reason, by=by, at=at)


def _strangers(guarantor: Guarantor, content: Content) -> list[Breach]:
    """What a record names of another proposal."""
    own = guarantor.proposal_id
    found = [stranger(statement.ref) for statement in content.statements if statement.proposal_id != own]
    if content.provision and content.provision.proposal_id != own:
        found.append(stranger(content.provision.slug, "provision"))
    return found


def _place_taken(guarantor: Guarantor, content: Content, effective_on: dates.GivenDate, ref: str) -> list[Breach]:
    if breaches := list(sequence_breaches(content.sequence)):
        return breaches
    other = StanceRecord.objects.filter(
        guarantor=guarantor,
        provision=content.provision,
        effective_day=effective_on.last,
        sequence=content.sequence,
        superseded_at__isnull=True,
    ).first()
    return [] if other is None else [place_taken(other.ref, content.sequence, effective_on, ref)]


def stranger(name: str, field: str = "statements") -> Breach:
    """What is said of a row of another proposal."""
    wording = gettext_noop("%(name)s is about another proposal; name one of this proposal.")
    return Breach("record-stays-in-its-proposal", field, wording, name=name)


def sequence_breaches(sequence: int) -> Iterator[Breach]:
    """Whether a record can have that place in a day at all."""
    if not 1 <= sequence <= MOST_IN_A_DAY:
        wording = gettext_noop("the first record of a day is number 1, and the last at most %(most)s.")
        yield Breach("sequence-counts-from-one", "sequence", wording, most=MOST_IN_A_DAY)


def place_taken(other: str, sequence: int, effective_on: dates.GivenDate, ref: str) -> Breach:
    """What is said where another record has the place."""
    wording = gettext_noop("%(other)s already has place %(place)s on %(day)s; give %(ref)s another sequence.")
    facts = {"other": other, "place": sequence, "day": effective_on, "ref": ref}
    return Breach("record-has-its-own-place-in-the-day", "sequence", wording, **facts)
