"""What is listed on the page of one guarantor: the stance in force, records, those that we closed, and statements.

The newest of each, a bounded number, and how many there are in all.
"""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from guarantors.address import Address, naming, worded
from guarantors.domain.coding import Review
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import cite, confidence, masthead, record_row, said, words
from guarantors.pages.labels import label
from guarantors.queries import drawn_line, stances, statements
from guarantors.queries import guarantor_records as records
from guarantors.queries.drawn_line import DrawnLine
from guarantors.queries.guarantor_records import Records, Since
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow


def of(proposal: ProposalRow, part: GuarantorBrief, where: Address, page: Records, line: DrawnLine) -> dict[str, Any]:
    """Ready strings; `page` are the records to be listed, which begin after that of `where.after`."""
    shut = records.closed(part, as_of=where.day, known_at=where.moment, size=drawn_line.LISTED)
    in_force = [line.points[-1].pk] if line.points else []
    rows = stances.by_ids({*in_force, *page.ids, *shut.ids}, known_at=where.moment)
    whole = {row.pk: row for row in rows}
    held = [row for row in reversed(rows) if row.pk in page.ids]
    closed = [whole[pk] for pk in shut.ids]
    closed.sort(key=lambda row: (row.superseded_at or where.moment, row.ref), reverse=True)
    listed = {row.ref for row in line.listed}
    refs = listed.union(*(record.statements for record in held))
    found = statements.by_refs(refs, known_at=where.moment, then=proposal.then)
    heard = [row for row in found if row.ref in listed]
    named = {row.ref: f"{words.speaker(row)}, {words.said_when(row)}" for row in heard}
    linked = {row.ref: _elsewhere(row, proposal, part, where) for row in found if row.ref not in listed}
    titles = {provision.slug: provision.title for provision in proposal.provisions}
    known = where.only("known_at")
    query = known.query()
    rests = said.resting(line.resting, titles)
    return {
        "stance": _stance(whole[in_force[0]], line.since) if in_force and line.since else None,
        "records": [
            record_row.html(
                _record(record, titles),
                [(named.get(ref) or linked.get(ref, ref), _place(ref, named, query)) for ref in record.statements],
                cite.files(f"/{proposal.slug}/{part.code}/{record.ref}", known),
                reverse("desk_stance", args=[proposal.slug, record.ref]),
            )
            for record in held
        ],
        **_further_records(part, where, page, line, whole),
        "closed": [record_row.closed_html(_record(record, titles)) for record in closed],
        "closed_count": _of_all(shut.ids, records.closed_count(part, as_of=where.day, known_at=where.moment))
        if shut.has_more
        else "",
        "statements": [said.item(row, query=query, rests=rests.get(row.ref, ())) for row in heard],
        **_further_statements(proposal, part, where, line),
    }


def _further_records(
    part: GuarantorBrief, where: Address, page: Records, line: DrawnLine, whole: Mapping[int, StanceRow]
) -> dict[str, Any]:
    """How many of how many, and where the earlier and the newest are."""
    if not page.has_more and not where.after:
        return {"record_count": "", "earlier_records": None, "newest_records": None}
    total = line.record_count
    if total is None:
        total, _on_one_line = records.count(part, where.provision, as_of=where.day, known_at=where.moment)
    return {
        "record_count": _of_all(page.ids, total),
        "earlier_records": where.with_(after=whole[page.ids[-1]].ref).query() if page.has_more else None,
        "newest_records": where.with_(after="").query() if where.after else None,
    }


def _further_statements(proposal: ProposalRow, part: GuarantorBrief, where: Address, line: DrawnLine) -> dict[str, str]:
    """The same of statements: the earlier ones are in the list of all that was said on its behalf."""
    if line.said_count <= len(line.listed):
        return {"listed_count": "", "earlier_statements": ""}
    every = where.only("known_at").with_(proposal=proposal.slug, actor=part.code, to=where.day)
    return {
        "listed_count": _of_all(line.listed, line.said_count),
        "earlier_statements": f"/statements/{every.with_(after=line.listed[0].ref).query()}",
    }


def _of_all(shown: Any, total: int) -> str:
    return _("%(shown)s of %(total)s") % {"shown": len(shown), "total": worded.figure(total)}


def _stance(record: StanceRow, since: Since) -> dict[str, str]:
    return {
        "level": record.level,
        "label": label(record.level),
        "since": words.since(since),
        "since_iso": since.effective_day.isoformat(),
        "rationale": record.rationale,
        "confidence": record.confidence,
        "detail": masthead.stance_detail(record),
    }


def _elsewhere(row: StatementRow, proposal: ProposalRow, part: GuarantorBrief, where: Address) -> str:
    """A statement that is not listed here; one that was not made on this actor's behalf is named as such."""
    is_own = row.proposal_slug == proposal.slug and part.code in dict(row.actors) and row.said_last <= where.day
    if is_own:
        return f"{words.speaker(row)}, {words.said_when(row)}"
    return _("%(speaker)s for %(actors)s, %(when)s") % {
        "speaker": words.speaker(row),
        "actors": words.joined(naming.actors(row.actors)),
        "when": words.said_when(row),
    }


def _place(ref: str, named: Mapping[str, str], query: str) -> str:
    """Statements that are listed here stand on this page, others on theirs."""
    return f"#s-{ref}" if ref in named else f"/statements/{ref}/{query}"


def _record(record: StanceRow, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "ref": record.ref,
        "effective": words.begun(record),
        "effective_iso": record.effective_day.isoformat(),
        "on": titles.get(record.provision, record.provision) if record.provision else _("Whole proposal"),
        "whole": record.provision is None,
        "level": record.level,
        "label": label(record.level),
        "confidence": worded.capital(confidence.in_words(record.confidence)),
        "detail": masthead.stance_detail(record),
        "rationale": record.rationale,
        "conditions": record.conditions,
        "unconfirmed": record.verified is False,
        "reviewed": _(words.REVIEWED[record.review]) if record.review else "",
        "once": record.review is Review.CODED_ONCE,
        "recorded": worded.short_day(record.recorded_at.date()),
        "version": record.version,
        "reason": record.reason.rstrip("."),
        "closed": worded.short_day(record.superseded_at.date()) if record.superseded_at else "",
        "withdrawal_reason": record.withdrawal_reason,
    }
