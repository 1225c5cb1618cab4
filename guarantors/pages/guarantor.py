"""`/<proposal>/<CODE>/`: one guarantor, its stance over time, and the words that it rests on."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guarantors import address
from guarantors.address import Address
from guarantors.domain import chart, dates, marks, timeline
from guarantors.domain.stance import NO_STATEMENT, Level, label
from guarantors.domain.voice import Identification
from guarantors.pages import as_of_bar, cite, coverage, masthead, said, words
from guarantors.pages.flags import flag
from guarantors.pages.lines import CHART_ROW_PX, drawing
from guarantors.pages.view import proposal_or_404, read_address, render_view, tidied
from guarantors.queries import coverage as question
from guarantors.queries import events, proposals, stances, statements
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow

ALLOWED = ("as_of", "known_at", "provision")


@require_safe
def guarantor(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    proposal = proposal_or_404(slug)
    part = proposals.guarantor(proposal.pk, code)
    if part is None:
        raise Http404(f"{address.shown(code)} has no part in “{proposal.title}”.")
    provisions = [provision.slug for provision in proposal.provisions]
    where = read_address(request, allowed=ALLOWED, words={"provision": provisions})
    if redirect := tidied(request, where):
        return redirect
    known = stances.records(part.pk, as_of=address.latest_day(where.now), known_at=where.moment)
    spoken = statements.of_actor(proposal.pk, part.code, as_of=address.latest_day(where.now), known_at=where.moment)
    context = _context(proposal, part, where, known, spoken)
    context["cite"] = cite.page(request, where, f"{part.name} on the {proposal.title}")
    return render_view(request, "guarantor", context, where)


def _context(
    proposal: ProposalRow,
    part: GuarantorBrief,
    where: Address,
    known: Sequence[StanceRow],
    spoken: Sequence[StatementRow],
) -> dict[str, Any]:
    titles = {provision.slug: provision.title for provision in proposal.provisions}
    held = [record for record in known if record.effective_day <= where.day]
    heard = [row for row in spoken if row.said_last <= where.day]
    line = [record for record in held if record.provision == where.provision]
    periods = timeline.periods(line)
    query = where.only("known_at").query()
    rests = said.resting(held, titles)
    changed_on = Counter(change.record.effective_day for change in timeline.changes(_on(known, where.provision)))
    by_ref = {row.ref: f"{words.speaker(row)}, {words.said_when(row)}" for row in heard}
    closed = stances.closed(part.pk, as_of=where.day, known_at=where.moment)
    latest = next((row for row in reversed(heard) if row.for_the_state), None)
    return {
        "mast": masthead.of(proposal, where, current="guarantors"),
        "part": part,
        "path": f"/{proposal.slug}/{part.code}/",
        "flag": flag(part.code),
        "role": label(part.role),
        "note": masthead.part_note(part, where.day),
        "since_asked": dates.short_day(part.since) if part.since else "",
        "day": dates.long_day(where.day),
        "bar": as_of_bar.of(changed_on, Counter(row.said_last for row in spoken), where, proposal.made_on),
        "stance": _stance(line[-1], periods[-1].since) if line else None,
        "absent": "No stance" if heard and not where.provision else label(NO_STATEMENT),
        "statement_count": words.count_of(len(heard), "statement"),
        "source_count": words.count_of(len({row.source.ref for row in heard}), "source"),
        "latest_on": words.said_when(latest) if latest else "",
        "on": titles.get(where.provision or "", "the whole proposal"),
        "provision": where.provision,
        "chart": _chart(proposal, part, where, line, heard),
        "records": [_record(record, titles, by_ref, query) for record in reversed(held)],
        "closed": [_record(record, titles, by_ref, query) for record in closed],
        "statements": [said.item(row, query=query, rests=rests.get(row.ref, ())) for row in heard],
        "provisions": _provisions(proposal, held, where),
        "voices": _voices(heard),
        "nominations": events.nominations(part.pk, as_of=where.day),
        "actor_href": f"/actors/{part.code}/{where.clocks().query()}",
        "sources_href": "/sources/" + where.only("known_at").with_(proposal=proposal.slug).query(),
        "coverage": coverage.facts(
            question.sources_read(proposal.pk, known_at=where.moment),
            question.entries(proposal.pk, part.code, known_at=where.moment),
            part.name,
        ),
    }


def _on(records: Sequence[StanceRow], provision: str | None) -> list[StanceRow]:
    return [record for record in records if record.provision == provision]


def _stance(record: StanceRow, since: Any) -> dict[str, str]:
    return {
        "level": record.level,
        "label": label(record.level),
        "since": dates.short_day(since),
        "since_iso": since.isoformat(),
        "rationale": record.rationale,
        "confidence": record.confidence,
        "detail": masthead.stance_detail(record),
    }


def _chart(
    proposal: ProposalRow,
    part: GuarantorBrief,
    where: Address,
    line: Sequence[StanceRow],
    heard: Sequence[StatementRow],
) -> dict[str, Any]:
    begin = min([proposal.made_on, *([line[0].effective_day] if line else [])])
    on = chart.scale(begin, where.day)
    levels: dict[str, Level] = {}
    for record in line:
        for ref in record.statements:
            levels.setdefault(ref, record.level)
    drawn_marks = marks.marks(
        [
            marks.Spoken(
                ref=row.ref,
                first=row.said_first,
                last=row.said_last,
                level=levels.get(row.ref),
                for_the_state=row.for_the_state,
                unnamed=row.identification is Identification.UNNAMED,
                label=f"{words.said_when(row)}, {words.speaker(row)}",
            )
            for row in heard
        ],
        on=on,
        row_px=CHART_ROW_PX,
    )
    drawn = drawing(
        part.name,
        line,
        on=on,
        row_px=CHART_ROW_PX,
        asked_on=part.since if part.gives_the_guarantee else None,
        said_days=[row.said_last for row in heard if row.for_the_state],
    )
    has_lane = any(mark.level is None for mark in drawn_marks)
    shown_events = [
        {"x": on.x(event.last_day), "text": event.title}
        for event in events.events(proposal.pk, as_of=where.day)
        if event.last_day >= on.start and event.actor in (None, part.code)
    ]
    if on.start <= proposal.made_on <= on.end:
        shown_events.insert(0, {"x": on.x(proposal.made_on), "text": "Proposal made"})
    bottom = drawn.height + (CHART_ROW_PX if has_lane else 0)
    left_out = sum(row.said_last < on.start for row in heard)
    return {
        "drawing": drawn,
        "marks": drawn_marks,
        "events": shown_events,
        "ticks": chart.ticks(on),
        "rows": [
            {"level": level, "label": label(level), "y": chart.row_y(level, CHART_ROW_PX)} for level in chart.ROWS
        ],
        "has_lane": has_lane,
        "lane_y": chart.row_y(None, CHART_ROW_PX),
        "bottom": bottom,
        "tick_y": bottom + 5,
        "text_y": bottom + 18,
        "height": bottom + 24,
        "title": f"Stance of {part.name}, {dates.long_day(on.start)} to {dates.long_day(on.end)}",
        "left_out": f"{words.count_of(left_out, 'earlier statement')} not drawn" if left_out else "",
    }


def _record(record: StanceRow, titles: dict[str, str], spoken: dict[str, str], query: str) -> dict[str, Any]:
    return {
        "ref": record.ref,
        "effective": dates.short(record.effective_on),
        "effective_iso": record.effective_day.isoformat(),
        "on": titles.get(record.provision, record.provision) if record.provision else "Whole proposal",
        "whole": record.provision is None,
        "level": record.level,
        "label": label(record.level),
        "confidence": label(record.confidence),
        "detail": masthead.stance_detail(record),
        "rationale": record.rationale,
        "conditions": record.conditions,
        "statements": [
            {"text": spoken.get(ref, ref), "href": f"#s-{ref}" if ref in spoken else f"/statements/{ref}/{query}"}
            for ref in record.statements
        ],
        "unconfirmed": record.verified is False,
        "recorded": dates.short_day(record.recorded_at.date()),
        "version": record.version,
        "reason": record.reason,
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
        level = records[-1].level if records else NO_STATEMENT
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
