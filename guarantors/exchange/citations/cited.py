"""From what is on record to a `Citation`. The caller gives the address that shows it, and when we look."""

from datetime import UTC, date, datetime

from guarantors.domain import dates
from guarantors.domain.stance import label
from guarantors.domain.voice import Directness, SourceKind
from guarantors.exchange.citations.citation import SITE, Citation, Kind
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.sources import SourceRow
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow

_KINDS = {
    SourceKind.ARTICLE: Kind.ARTICLE,
    SourceKind.OFFICIAL: Kind.WEBPAGE,
    SourceKind.TREATY: Kind.TREATY,
    SourceKind.INTERVIEW: Kind.INTERVIEW,
    SourceKind.POST: Kind.POST,
}
_OURS = "en-GB"


def view_title(proposal: ProposalRow, provision: str | None, part: GuarantorBrief | None = None) -> str:
    """`Germany on “Neutral status of Ukraine” of the Istanbul proposal`; without a part, the guarantors' stances."""
    return f"{part.name if part else 'Guarantors’ stances'} on {_on(proposal, provision)}"


def _on(proposal: ProposalRow, provision: str | None) -> str:
    clause = next((item.title for item in proposal.provisions if item.slug == provision), "")
    return f"“{clause}” of the {proposal.title}" if clause else f"the {proposal.title}"


def withdrawn_by(row: StatementRow | StanceRow, known_at: datetime) -> bool:
    """Whether we had taken it back by that moment."""
    return bool(row.withdrawal_reason) and row.superseded_at is not None and row.superseded_at <= known_at


def view(title: str, *, key: str, address: str, as_of: date, known_at: datetime) -> Citation:
    """A page or table with both clocks fixed."""
    return Citation(
        key=f"guarantor-tracker-{key}-{as_of.isoformat()}",
        kind=Kind.DATASET,
        title=f"{title}, as of {dates.long_day(as_of)}",
        address=address,
        authors=(SITE,),
        issued=dates.parse(as_of.isoformat()),
        accessed=_utc(known_at).date(),
        known_at=known_at,
        language=_OURS,
        note=f"As recorded up to {dates.written_moment(known_at)}.",
    )


def source(row: SourceRow, *, address: str, known_at: datetime) -> Citation:
    """What was read, at its own address; at ours where it has none."""
    ours = f"In {SITE}: {address}." if row.url else ""
    # Nobody looked at the source itself just now; at our page of it, the reader did.
    accessed = row.retrieved_at or (None if row.url else known_at)
    return Citation(
        key=row.ref,
        kind=_KINDS[row.kind],
        title=row.title,
        address=row.url or address,
        authors=row.authors,
        container=row.publisher if row.kind is SourceKind.ARTICLE else "",
        publisher=row.publisher,
        issued=dates.parse(row.published_on.isoformat()) if row.published_on else None,
        accessed=_utc(accessed).date() if accessed else None,
        language=row.language,
        note=" ".join(part for part in (f"Archived: {row.archived_url}." if row.archived_url else "", ours) if part),
    )


def statement(row: StatementRow, *, about: str, source_url: str, address: str, known_at: datetime) -> Citation:
    """One version of a statement as we hold it, with the words quoted and the source that carries them."""
    relay = ", ".join(part for part in (row.relayed_by, row.relayed_office) if part)
    published = f", {dates.long_day(row.source.published_on)}" if row.source.published_on else ""
    at = f", {source_url}" if source_url else ""
    notes = [
        f"Quoted: “{row.quote}”." if row.quote else "",
        f"As relayed by {relay}." if row.directness is Directness.RELAYED else "",
        "As claimed by a third party." if row.directness is Directness.THIRD_PARTY else "",
        f"Source: {row.source.publisher}, “{row.source.title}”{published}{at}.",
        f"Recorded {dates.written_moment(row.recorded_at)}.",
        f"Withdrawn: {row.withdrawal_reason}" if withdrawn_by(row, known_at) else "",
    ]
    return Citation(
        key=f"guarantor-tracker-{row.ref}",
        kind=Kind.WEBPAGE,
        title=f"Statement on the {about}",
        address=address,
        authors=(row.who,),
        container=SITE,
        issued=row.said_on,
        accessed=_utc(known_at).date(),
        known_at=row.recorded_at,
        version=row.version,
        language=_OURS,
        abstract=row.summary,
        note=" ".join(note for note in notes if note),
    )


def stance(
    record: StanceRow, part: GuarantorBrief, proposal: ProposalRow, *, address: str, known_at: datetime
) -> Citation:
    """One version of a stance record: the editors' assessment, and the statements that it rests on."""
    notes = [
        f"Rests on the statements {', '.join(record.statements)}.",
        f"{label(record.confidence)} confidence.",
        f"Recorded {dates.written_moment(record.recorded_at)}.",
        f"Withdrawn: {record.withdrawal_reason}" if withdrawn_by(record, known_at) else "",
    ]
    return Citation(
        key=f"guarantor-tracker-{proposal.slug}-{record.ref}",
        kind=Kind.WEBPAGE,
        title=f"{part.name} assessed as {label(record.level).lower()} on {_on(proposal, record.provision)}",
        address=address,
        authors=(SITE,),
        container=SITE,
        issued=record.effective_on,
        accessed=_utc(known_at).date(),
        known_at=record.recorded_at,
        version=record.version,
        language=_OURS,
        abstract=record.rationale,
        note=" ".join(note for note in notes if note),
    )


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
