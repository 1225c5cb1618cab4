"""What is new since a visit, for a reader who comes back."""

from dataclasses import dataclass

from guarantors.address import Address, shown_moment, written_moment
from guarantors.pages.words import count_of, joined
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
    return News(f"{_counted(counts)} since {shown_moment(where.since)}.", href if counts.total else "", follow)


def _counted(counts: Since) -> str:
    kinds = [
        (counts.stances, "new stance record"),
        (counts.statements, "new statement"),
        (counts.corrections, "correction"),
        (counts.withdrawals, "withdrawal"),
    ]
    said = [count_of(count, noun) for count, noun in kinds if count]
    return joined(said) if said else "Nothing was recorded"
