"""How much has been recorded since a moment, for a reader who comes back?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from guarantors.models import StanceRecord, StatementVersion


@dataclass(frozen=True, slots=True)
class Since:
    """Counts of what was put on record after the moment; a correction is of ours, never a change of theirs."""

    stances: int
    statements: int
    corrections: int
    withdrawals: int

    @property
    def total(self) -> int:
        return self.stances + self.statements + self.corrections + self.withdrawals


def recorded_since(
    proposal_id: int, *, since: datetime, known_at: datetime, guarantor_id: int | None = None, actor: str | None = None
) -> Since:
    """What was recorded after `since` and up to `known_at`; of one guarantor where its id and code are named."""
    records = StanceRecord.objects.filter(guarantor__proposal_id=proposal_id)
    versions = StatementVersion.objects.filter(statement__proposal_id=proposal_id)
    if guarantor_id is not None:
        records, versions = records.filter(guarantor_id=guarantor_id), versions.filter(spoken_for__actor__code=actor)
    new = Q(recorded_at__gt=since, recorded_at__lte=known_at)
    closed = Q(superseded_at__gt=since, superseded_at__lte=known_at) & ~Q(withdrawal_reason="")
    counts = {
        "added": Count("pk", filter=new & Q(version=1)),
        "corrected": Count("pk", filter=new & Q(version__gt=1)),
        "withdrawn": Count("pk", filter=closed),
    }
    of_stances, of_statements = records.aggregate(**counts), versions.aggregate(**counts)
    return Since(
        stances=of_stances["added"],
        statements=of_statements["added"],
        corrections=of_stances["corrected"] + of_statements["corrected"],
        withdrawals=of_stances["withdrawn"] + of_statements["withdrawn"],
    )
