"""What is new since a visit, for a reader who comes back."""

from dataclasses import dataclass

from guarantors.address import Address, shown_moment, written_moment
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import counted
from guarantors.pages.words import joined
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.recorded_since import Since, recorded_since


@dataclass(frozen=True, slots=True)
class News:
    """What is new since the moment in the address; `follow` is the same view with the present moment in it."""

    text: str
    href: str
    follow: str


def news(proposal: ProposalRow, where: Address, part: GuarantorBrief | None = None) -> News:
    """The line for a reader who comes back. The last visit is kept in the address, so no cookie is needed."""
    follow = where.with_(since=where.known_at or proposal.changed_at, known_at=None).query()
    if where.since is None:
        return News("", "", follow)
    counts = recorded_since(
        proposal.pk,
        since=where.since,
        known_at=where.moment,
        guarantor_id=part.pk if part else None,
        actor=part.code if part else None,
    )
    href = f"/{proposal.slug}/changes/?since={written_moment(where.since)}" + (f"&actor={part.code}" if part else "")
    return News(_said(counts, shown_moment(where.since)), href if counts.total else "", follow)


def _said(counts: Since, moment: str) -> str:
    kinds = (
        (counts.stances, counted.new_records),
        (counts.statements, counted.new_statements),
        (counts.corrections, counted.corrections),
        (counts.withdrawals, counted.withdrawals),
    )
    said = [in_words(count) for count, in_words in kinds if count]
    if not said:
        return _("Nothing was recorded since %(moment)s.") % {"moment": moment}
    return _("%(what)s since %(moment)s.") % {"what": joined(said), "moment": moment}
