"""`/api/v1/guarantors/`: who stands where, as of a day and as known at a moment."""

from typing import Any

from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from guarantors import address
from guarantors.address import Address, proposal_or_404, read_address
from guarantors.domain.errors import refuse
from guarantors.domain.stance import ORDER
from guarantors.queries import proposals
from guarantors.queries.guarantor_table import TableRow, arranged, guarantor_table, matches

PARAMETERS = ("proposal", "actor", *address.TABLE_PARAMETERS)


@api_view(["GET", "HEAD"])
def guarantors(request: Request) -> Response:
    """The guarantors of one proposal, in the table's order and with the table's filters."""
    asked = read_address(request, allowed=PARAMETERS)
    if not asked.proposal:
        known = ", ".join(proposals.slugs())
        raise refuse("proposal-is-named", "proposal", f"name a proposal; those on record are: {known or 'none'}.")
    proposal = proposal_or_404(asked.proposal, request)
    words = {"provision": [provision.slug for provision in proposal.provisions]}
    if asked.actor:
        words["actor"] = [part.code for part in proposals.guarantors(proposal)]
    where = read_address(request, allowed=PARAMETERS, words=words)
    table = guarantor_table(proposal, provision=where.provision, as_of=where.day, known_at=where.moment)
    shown = [
        row
        for row in table.rows
        if matches(row, level=where.level, role=where.role, q=where.q) and where.actor in (None, row.guarantor.code)
    ]
    results = [_guarantor(row) for row in arranged(shown, where.sort)]
    return Response({**_view(proposal.slug, where), "count": len(results), "results": results})


def _view(slug: str, where: Address) -> dict[str, Any]:
    """What the answer shows, with both clocks spelt out, so that it can be cited and asked for again."""
    return {
        "proposal": slug,
        "provision": where.provision,
        "as_of": where.day.isoformat(),
        "known_at": address.written_moment(where.moment),
    }


def _guarantor(row: TableRow) -> dict[str, Any]:
    part = row.guarantor
    return {
        "actor": {"code": part.code, "name": part.name, "kind": part.kind},
        "role": part.role,
        "since": part.since.isoformat() if part.since else None,
        "until": part.until.isoformat() if part.until else None,
        "stance": _stance(row),
        "statement_count": len(row.statements),
        "latest_statement": row.latest.ref if row.latest else None,
    }


def _stance(row: TableRow) -> dict[str, Any] | None:
    """None where nothing is on record: absence is not a level."""
    stance = row.stance
    if stance is None or row.since is None:
        return None
    return {
        "id": stance.ref,
        "version": stance.version,
        "level": stance.level,
        "order": ORDER[stance.level],
        "basis": stance.basis,
        "legal_status": stance.legal_status,
        "effective_on": stance.effective_on.text,
        "since": row.since.effective_day.isoformat(),
        "since_is_known": row.since.day_is_known,
        "confidence": stance.confidence,
        "rationale": stance.rationale,
        "review": stance.review,
        "conditions": [{"kind": item.kind, "text": item.text, "status": item.status} for item in stance.conditions],
        "statements": list(stance.statements),
        "recorded_at": address.written_moment(stance.recorded_at),
    }
