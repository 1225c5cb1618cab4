"""Codings: one coder's reading of one statement, never changed afterwards."""

from datetime import datetime

from guarantors.actions.publication import publication
from guarantors.domain.stance import Basis, Confidence, Level
from guarantors.models import Coding, Guarantor, Provision, Statement


def add(
    *,
    statement: Statement,
    guarantor: Guarantor,
    provision: Provision | None,
    coder: str,
    level: Level,
    basis: Basis | None,
    confidence: Confidence,
    rationale: str,
    at: datetime | None = None,
) -> tuple[Coding, bool]:
    """Put a coder's reading on record, once; answers the coding and whether it is new."""
    with publication(statement.proposal, at) as moment:
        return Coding.objects.get_or_create(
            statement=statement,
            guarantor=guarantor,
            provision=provision,
            coder=coder,
            defaults={
                "level": level.value,
                "basis": basis.value if basis else "",
                "confidence": confidence.value,
                "rationale": rationale,
                "recorded_at": moment,
            },
        )
