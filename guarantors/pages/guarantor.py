"""`/<proposal>/<CODE>/`: one guarantor, its stance over time, and the words that it rests on."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from guarantors import address
from guarantors.address import Address, part_or_404, proposal_or_404, read_address, read_only
from guarantors.domain import dates, timeline
from guarantors.domain.coding import Review
from guarantors.domain.day_counts import DayCounts
from guarantors.domain.stance import NO_STANCE, label, standing
from guarantors.pages import as_of_bar, cite, coverage, guarantor_chart, masthead, news, said, words
from guarantors.pages.flags import flag
from guarantors.pages.view import render_view, tidied
from guarantors.queries import coverage as question
from guarantors.queries import events, stances, statements
from guarantors.queries.events import EventRow
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow

ALLOWED = ("as_of", "known_at", "since", "provision")


@read_only
def guarantor(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    part = part_or_404(proposal, code)
    provisions = [provision.slug for provision in proposal.provisions]
    where = read_address(request, allowed=ALLOWED, words={"provision": provisions})
    if redirect := tidied(request, where):
        return redirect
    known = stances.records(part.pk, as_of=address.latest_day(where.now), known_at=where.moment)
    spoken = statements.of_actor(
        proposal.pk, part.code, as_of=address.latest_day(where.now), known_at=where.moment, then=proposal.then
    )
    happened = events.events(proposal.pk, as_of=where.day)
    context = _context(proposal, part, where, known, spoken, happened)
    context["cite"] = cite.guarantor(request, where, proposal, part)
    return render_view(request, "guarantor", context, where)


def _context(
    proposal: ProposalRow,
    part: GuarantorBrief,
    where: Address,
    known: Sequence[StanceRow],
    spoken: Sequence[StatementRow],
    happened: Sequence[EventRow],
) -> dict[str, Any]:
    titles = {provision.slug: provision.title for provision in proposal.provisions}
    held = [record for record in known if record.effective_day <= where.day]
    heard = [row for row in spoken if row.said_last <= where.day]
    line = [record for record in held if record.provision == where.provision]
    periods = timeline.periods(line)
    query = where.only("known_at").query()
    rests = said.resting(held, titles)
    changed_on = DayCounts.of(change.record.effective_day for change in timeline.changes(_on(known, where.provision)))
    closed = stances.closed(part.pk, as_of=where.day, known_at=where.moment)
    named = {row.ref: f"{words.speaker(row)}, {words.said_when(row)}" for row in heard}
    others = {ref for record in [*held, *closed] for ref in record.statements} - set(named)
    linked = {
        row.ref: _of_another(row) for row in statements.by_refs(others, known_at=where.moment, then=proposal.then)
    }
    latest = next((row for row in reversed(heard) if row.for_the_state), None)
    return {
        "mast": masthead.of(proposal, where, current="guarantors", beneath=True),
        "part": part,
        "corrected": f"/{proposal.slug}/corrected/{where.clocks().with_(actor=part.code).query()}",
        "news": news.news(proposal, where, part),
        "path": f"/{proposal.slug}/{part.code}/",
        "file": f"/{proposal.slug}/{part.code}",
        "flag": flag(part.code),
        "role": label(part.role),
        "note": masthead.part_note(part, where.day),
        "since_asked": dates.short_day(part.since) if part.since and part.since <= where.day else "",
        "day": dates.long_day(where.day),
        "bar": as_of_bar.of(changed_on, DayCounts.of(row.said_last for row in spoken), where, proposal.made_on),
        "stance": _stance(line[-1], periods[-1].records[0]) if line else None,
        "previous": words.previous_government(events.change_of_government(line, part.code, happened)),
        "absent": standing(None, bool(heard)),
        "statement_count": words.count_of(len(heard), "statement"),
        "source_count": words.count_of(len({row.source.ref for row in heard}), "source"),
        "latest_on": words.said_when(latest) if latest else "",
        "on": titles.get(where.provision or "", "the whole proposal"),
        "provision": where.provision,
        "chart": guarantor_chart.of(proposal, part, where, line, heard, happened),
        "records": [
            {
                **_record(record, titles, _links(record, named, linked, query)),
                "cite": cite.files(f"/{proposal.slug}/{part.code}/{record.ref}", where.only("known_at")),
            }
            for record in reversed(held)
        ],
        "closed": [_record(record, titles, _links(record, named, linked, query)) for record in closed],
        "statements": [said.item(row, query=query, rests=rests.get(row.ref, ())) for row in heard],
        "provisions": _provisions(proposal, held, where),
        "voices": _voices(heard),
        "actor_href": f"/actors/{part.code}/{where.clocks().query()}",
        "sources_href": "/sources/" + where.only("known_at").with_(proposal=proposal.slug).query(),
        "coverage": coverage.facts(
            question.sources_read(proposal.pk, known_at=where.moment),
            question.entries(proposal.pk, part.code, known_at=where.moment),
            part.name,
        ),
        "nominations": events.nominations(part.pk, as_of=where.day),
    }


def _on(records: Sequence[StanceRow], provision: str | None) -> list[StanceRow]:
    return [record for record in records if record.provision == provision]


def _stance(record: StanceRow, since: StanceRow) -> dict[str, str]:
    return {
        "level": record.level,
        "label": label(record.level),
        "since": words.since(since),
        "since_iso": since.effective_day.isoformat(),
        "rationale": record.rationale,
        "confidence": record.confidence,
        "detail": masthead.stance_detail(record),
    }


def _of_another(row: StatementRow) -> str:
    """A statement that was not made on this actor's behalf, named as such."""
    return f"{words.speaker(row)} for {words.joined([name for _, name in row.actors])}, {words.said_when(row)}"


def _links(record: StanceRow, named: dict[str, str], linked: dict[str, str], query: str) -> list[dict[str, str]]:
    """What a record rests on: its own statements stand on this page, those of others on theirs."""
    return [
        {
            "text": named.get(ref) or linked.get(ref, ref),
            "href": f"#s-{ref}" if ref in named else f"/statements/{ref}/{query}",
        }
        for ref in record.statements
    ]


def _record(record: StanceRow, titles: dict[str, str], links: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "ref": record.ref,
        "effective": words.begun(record),
        "effective_iso": record.effective_day.isoformat(),
        "on": titles.get(record.provision, record.provision) if record.provision else "Whole proposal",
        "whole": record.provision is None,
        "level": record.level,
        "label": label(record.level),
        "confidence": label(record.confidence),
        "detail": masthead.stance_detail(record),
        "rationale": record.rationale,
        "conditions": record.conditions,
        "statements": links,
        "unconfirmed": record.verified is False,
        "reviewed": words.REVIEWED[record.review] if record.review else "",
        "once": record.review is Review.CODED_ONCE,
        "recorded": dates.short_day(record.recorded_at.date()),
        "version": record.version,
        "reason": record.reason.rstrip("."),
        "closed": dates.short_day(record.superseded_at.date()) if record.superseded_at else "",
        "withdrawal_reason": record.withdrawal_reason,
    }


def _provisions(proposal: ProposalRow, held: Sequence[StanceRow], where: Address) -> list[dict[str, str | bool]]:
    """The stance on the whole and on each provision, each a link to its own line."""
    lines: list[tuple[str | None, str]] = [(None, "Whole proposal")]
    lines += [(provision.slug, provision.title) for provision in proposal.provisions]
    found: list[dict[str, str | bool]] = []
    for slug, title in lines:
        records = _on(held, slug)
        level = records[-1].level if records else NO_STANCE
        found.append(
            {
                "title": title,
                "href": where.with_(provision=slug).query(),
                "level": level,
                "label": label(level),
                "current": slug == where.provision,
            }
        )
    return found


def _voices(heard: Sequence[StatementRow]) -> list[tuple[str, int]]:
    counted = Counter(row.voice for row in heard)
    return [(label(voice), count) for voice, count in counted.most_common()]
