"""The files of one proposal: each answers the sheet of a view with the parameters of its page."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest

from guarantors import address
from guarantors.address import part_or_404, proposal_or_404, read_address
from guarantors.exchange.sheet import Sheet
from guarantors.exchange.sheets import guarantor as guarantor_sheet
from guarantors.exchange.sheets import guarantor_table as table_sheet
from guarantors.files.answer import File
from guarantors.queries.proposals import ProposalRow


def guarantor_table(request: HttpRequest, more: Sequence[str], slug: str) -> File:
    """`/<proposal>/export.csv`: the rows of `/<proposal>/` in its order."""
    proposal = proposal_or_404(slug, request)
    where = read_address(request, allowed=(*address.TABLE_PARAMETERS, *more), words=_words(proposal))
    sheet = table_sheet.sheet(
        proposal,
        provision=where.provision,
        level=where.level,
        role=where.role,
        q=where.q,
        sort=where.sort,
        as_of=where.day,
        known_at=where.moment,
    )
    return File(sheet, where, proposal.changed_at)


def guarantor(request: HttpRequest, more: Sequence[str], slug: str, code: str) -> File:
    """`/<proposal>/<CODE>.csv`: the records that `/<proposal>/<CODE>/` lists; with a provision, those on it."""
    proposal = proposal_or_404(slug, request)
    part = part_or_404(proposal, code)
    where = read_address(request, allowed=("as_of", "known_at", "provision", *more), words=_words(proposal))
    sheet = guarantor_sheet.sheet(proposal, part, provision=where.provision, as_of=where.day, known_at=where.moment)
    return File(sheet, where, proposal.changed_at)


def of_proposal(sheet: Callable[..., Sheet]) -> Callable[..., File]:
    """A file that is asked with the proposal and the two clocks alone."""

    def find(request: HttpRequest, more: Sequence[str], slug: str) -> File:
        proposal = proposal_or_404(slug, request)
        where = read_address(request, allowed=("as_of", "known_at", *more))
        return File(sheet(proposal, as_of=where.day, known_at=where.moment), where, proposal.changed_at)

    return find


def _words(proposal: ProposalRow) -> dict[str, list[str]]:
    return {"provision": [provision.slug for provision in proposal.provisions]}
