"""The files of one proposal: each answers the sheet of a view with the parameters of its page."""

from collections.abc import Callable

from django.http import Http404

from guarantors import address
from guarantors.exchange.sheet import Sheet
from guarantors.exchange.sheets import guarantor as guarantor_sheet
from guarantors.exchange.sheets import guarantor_table as table_sheet
from guarantors.files.answer import File, Given, proposal_or_404, read_address
from guarantors.queries import proposals
from guarantors.queries.proposals import ProposalRow


def guarantor_table(given: Given, slug: str) -> File:
    """`/<proposal>/export.csv`: the rows of `/<proposal>/` in its order."""
    proposal = proposal_or_404(slug)
    where = read_address(given, allowed=address.TABLE_PARAMETERS, words=_words(proposal))
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


def guarantor(given: Given, slug: str, code: str) -> File:
    """`/<proposal>/<CODE>.csv`: the records that `/<proposal>/<CODE>/` lists; with a provision, those on it."""
    proposal = proposal_or_404(slug)
    part = proposals.guarantor(proposal.pk, code)
    if part is None:
        raise Http404(f"{address.shown(code)} has no part in “{proposal.title}”.")
    where = read_address(given, allowed=("as_of", "known_at", "provision"), words=_words(proposal))
    sheet = guarantor_sheet.sheet(proposal, part, provision=where.provision, as_of=where.day, known_at=where.moment)
    return File(sheet, where, proposal.changed_at)


def of_proposal(sheet: Callable[..., Sheet]) -> Callable[..., File]:
    """A file that is asked with the proposal and the two clocks alone."""

    def find(given: Given, slug: str) -> File:
        proposal = proposal_or_404(slug)
        where = read_address(given, allowed=("as_of", "known_at"))
        return File(sheet(proposal, as_of=where.day, known_at=where.moment), where, proposal.changed_at)

    return find


def _words(proposal: ProposalRow) -> dict[str, list[str]]:
    return {"provision": [provision.slug for provision in proposal.provisions]}
