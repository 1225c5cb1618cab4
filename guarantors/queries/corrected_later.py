"""Which records and statements of a view of the past did we correct or withdraw afterwards, and why?"""

from dataclasses import dataclass
from datetime import date, datetime

from guarantors.domain.stance import Level
from guarantors.models import StanceRecord, StatementActor, StatementVersion
from guarantors.models.counting import counted, known


@dataclass(frozen=True, slots=True)
class LaterCorrection:
    """What was shown then and does not stand as it was; `level` and `provision` are None for a statement.

    `reason` is the successor's, or the withdrawal's where nothing took its place (`withdrawn`).
    """

    ref: str
    actor_codes: tuple[str, ...]
    actor_names: tuple[str, ...]
    level: Level | None
    provision: str | None
    day: date
    closed_at: datetime
    withdrawn: bool
    reason: str


def corrected_later(
    proposal_id: int, *, as_of: date, known_at: datetime, guarantor_id: int | None = None, actor: str | None = None
) -> list[LaterCorrection]:
    """Newest correction first; of one guarantor where it is named (its id and its actor's code)."""
    records = StanceRecord.objects.filter(
        counted(as_of, known_at), guarantor__proposal_id=proposal_id, superseded_at__isnull=False
    ).select_related("guarantor__actor", "provision", "replaced_by")
    versions = StatementVersion.objects.filter(
        known(known_at), statement__proposal_id=proposal_id, said_last__lte=as_of, superseded_at__isnull=False
    ).select_related("statement")
    if guarantor_id is not None:
        records = records.filter(guarantor_id=guarantor_id)
        versions = versions.filter(spoken_for__actor__code=actor)
    found = [_stance(record) for record in records]
    stored = list(versions)
    reasons = {
        (row.statement_id, row.version): row.reason
        for row in StatementVersion.objects.filter(statement__in=[row.statement_id for row in stored])
    }
    named: dict[int, list[tuple[str, str]]] = {}
    for version_id, code, name in StatementActor.objects.filter(version__in=stored).values_list(
        "version_id", "actor__code", "actor__name"
    ):
        named.setdefault(version_id, []).append((code, name))
    found += [
        _statement(row, reasons.get((row.statement_id, row.version + 1), ""), named.get(row.pk, [])) for row in stored
    ]
    return sorted(found, key=lambda item: (item.closed_at, item.ref), reverse=True)


def _stance(record: StanceRecord) -> LaterCorrection:
    successor: StanceRecord | None = getattr(record, "replaced_by", None)
    assert record.superseded_at is not None
    return LaterCorrection(
        ref=record.ref,
        actor_codes=(record.guarantor.actor.code,),
        actor_names=(record.guarantor.actor.name,),
        level=Level(record.level),
        provision=record.provision.title if record.provision else None,
        day=record.effective_day,
        closed_at=record.superseded_at,
        withdrawn=successor is None,
        reason=successor.reason if successor else record.withdrawal_reason,
    )


def _statement(row: StatementVersion, next_reason: str, actors: list[tuple[str, str]]) -> LaterCorrection:
    assert row.superseded_at is not None
    return LaterCorrection(
        ref=row.statement.ref,
        actor_codes=tuple(code for code, _ in actors),
        actor_names=tuple(name for _, name in actors),
        level=None,
        provision=None,
        day=row.said_last,
        closed_at=row.superseded_at,
        withdrawn=bool(row.withdrawal_reason),
        reason=row.withdrawal_reason or next_reason,
    )
