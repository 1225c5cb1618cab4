"""`/<proposal>/<CODE>/`: one guarantor, its stance over time, and the words that it rests on."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from guarantors.address import Address, naming, part_or_404, proposal_or_404, read_address, read_only, worded
from guarantors.domain.errors import gettext_noop, refuse
from guarantors.domain.stance import NO_STANCE
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import as_of_bar, cite, counted, coverage, guarantor_chart, guarantor_lists, masthead, news, words
from guarantors.pages.flags import flag
from guarantors.pages.labels import label, standing
from guarantors.pages.view import render_view, tidied
from guarantors.queries import coverage as question
from guarantors.queries import drawn_line, events
from guarantors.queries import guarantor_records as records
from guarantors.queries import guarantor_said as spoken
from guarantors.queries.drawn_line import DrawnLine
from guarantors.queries.events import NominationRow
from guarantors.queries.guarantor_said import Counts
from guarantors.queries.proposals import GuarantorBrief, ProposalRow

ALLOWED = ("as_of", "known_at", "since", "provision")


@read_only
def guarantor(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    part = part_or_404(proposal, code)
    provisions = [provision.slug for provision in proposal.provisions]
    asked = read_address(request, allowed=(*ALLOWED, "after"), words={"provision": provisions})
    if redirect := tidied(request, asked):
        return redirect
    day, moment = asked.day, asked.moment
    try:
        page = records.page(part, as_of=day, known_at=moment, after=asked.after, size=drawn_line.LISTED)
    except records.NotInTheList:
        wording = gettext_noop("“%(ref)s” is no stance record of %(name)s here; leave it out to begin with the newest.")
        raise refuse("after-is-in-the-list", "after", wording, ref=asked.after, name=naming.of(part)) from None
    where = asked.with_(after="")
    counts = spoken.counts(proposal, part, as_of=day, known_at=moment)
    line = drawn_line.read(proposal, part, where.provision, as_of=day, known_at=moment, counts=counts)
    context = _context(proposal, part, where, line, counts) | guarantor_lists.of(proposal, part, asked, page, line)
    context["cite"] = cite.guarantor(request, where, proposal, part)
    return render_view(request, "guarantor", context, asked)


def _context(
    proposal: ProposalRow, part: GuarantorBrief, where: Address, line: DrawnLine, counts: Counts
) -> dict[str, Any]:
    titles = {provision.slug: provision.title for provision in proposal.provisions}
    happened = events.events(proposal.pk, as_of=where.day)
    changed_on = records.changed_on(proposal, part, where.provision, known_at=where.moment)
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
        "since_asked": worded.short_day(part.since) if part.since and part.since <= where.day else "",
        "day": worded.long_day(where.day),
        "bar": as_of_bar.of(changed_on, counts.said_on, where, proposal.made_on),
        "previous": words.previous_government(events.change_of_government(line.points, part.code, happened)),
        "absent": standing(None, bool(line.said)),
        "statement_count": counted.statements(line.said_count),
        "source_count": counted.sources(counts.heard.sources),
        "latest_on": _latest_on(proposal, part, where, line),
        "on": titles.get(where.provision or "", ""),
        "provision": where.provision,
        "chart": guarantor_chart.of(proposal, part, where, line, happened),
        "provisions": _provisions(proposal, part, where),
        "voices": [(label(voice), count) for voice, count in counts.heard.voices],
        "actor_href": f"/actors/{part.code}/{where.clocks().query()}",
        "sources_href": "/sources/" + where.only("known_at").with_(proposal=proposal.slug).query(),
        "coverage": coverage.facts(
            question.sources_read(proposal.pk, known_at=where.moment), counts.entries, naming.of(part)
        ),
        "nominations": [_nomination(item) for item in events.nominations(part.pk, as_of=where.day)],
    }


def _latest_on(proposal: ProposalRow, part: GuarantorBrief, where: Address, line: DrawnLine) -> str:
    speaking = [row for row in line.said if row.for_the_state]
    latest = max(speaking, key=lambda row: (row.said_last, row.sequence, row.ref, row.version), default=None)
    if latest is None and len(line.said) < line.said_count:
        latest = spoken.latest_for_the_state(proposal, part, as_of=where.day, known_at=where.moment)
    return words.said_when(latest) if latest else ""


def _provisions(proposal: ProposalRow, part: GuarantorBrief, where: Address) -> list[dict[str, str | bool]]:
    """The stance on the whole and on each provision, each a link to its own line."""
    lines: list[tuple[str | None, str]] = [(None, _("Whole proposal"))]
    lines += [(provision.slug, provision.title) for provision in proposal.provisions]
    held = records.levels(part, [slug for slug, _ in lines], as_of=where.day, known_at=where.moment)
    return [
        {
            "title": title,
            "href": where.with_(provision=slug).query(),
            "level": held.get(slug, NO_STANCE),
            "label": label(held.get(slug, NO_STANCE)),
            "current": slug == where.provision,
        }
        for slug, title in lines
    ]


def _nomination(claim: NominationRow) -> dict[str, str]:
    return {
        "named_by": claim.named_by,
        "named_on": claim.named_on.text,
        "href": f"/sources/{claim.source_ref}/",
        "source_title": claim.source_title,
        "withdrawn_on": worded.short_day(claim.withdrawn_on) if claim.withdrawn_on else "",
    }
