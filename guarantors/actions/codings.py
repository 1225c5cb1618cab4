"""Codings: one coder's reading of one statement, never changed afterwards."""

from datetime import datetime

from guarantors.actions import journal
from guarantors.actions.publication import check_by, publication
from guarantors.domain.acts import Act, Noun
from guarantors.domain.coding import Round
from guarantors.domain.errors import Breach, gettext_noop, refuse, refuse_any
from guarantors.domain.evidence import basis_breaches
from guarantors.domain.stance import Basis, Confidence, Level
from guarantors.domain.text import text_breaches
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
    round: Round | None = None,  # noqa: A002 - the field's own word
    at: datetime | None = None,
) -> tuple[Coding, bool]:
    """Put a coder's reading on record, once; answers the coding and whether it is new. Raises `Refused`."""
    check_by(coder)
    breaches = [*basis_breaches(level, basis), *text_breaches("rationale", rationale)]
    for field, named in (("guarantor", guarantor), ("provision", provision)):
        if named is not None and named.proposal_id != statement.proposal_id:
            wording = gettext_noop("%(ref)s is about another one.")
            breaches.append(Breach("coding-stays-in-its-proposal", field, wording, ref=statement.ref))
    refuse_any(breaches)
    says = {
        "level": level.value,
        "basis": basis.value if basis else "",
        "confidence": confidence.value,
        "rationale": rationale,
    }
    with publication(statement.proposal, at) as moment:
        coding, is_new = Coding.objects.get_or_create(
            statement=statement,
            guarantor=guarantor,
            provision=provision,
            coder=coder,
            round=round.value if round else "",
            defaults={**says, "recorded_at": moment},
        )
        if any(getattr(coding, name) != value for name, value in says.items()):
            wording = gettext_noop("%(coder)s has coded %(ref)s as %(level)s; that stands.")
            facts = {"coder": coder, "ref": statement.ref, "level": Level(coding.level)}
            raise refuse("coding-is-made-once", "coder", wording, **facts)
        if is_new:
            journal.note(Act.ADDED, Noun.CODING, statement.ref, proposal=statement.proposal, by=coder, at=moment)
        return coding, is_new
