"""`/<proposal>/timeline/`: every guarantor's line on one scale, and how many stood at each level on each day."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from guarantors.address import Address, naming, proposal_or_404, read_address, read_only, worded
from guarantors.domain import axis
from guarantors.domain.stack import stack
from guarantors.domain.stance import NO_STANCE, Level
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import as_of_bar, cite, masthead, multiples, summary, words
from guarantors.pages.flags import flag
from guarantors.pages.labels import label, standing
from guarantors.pages.view import Choice, render_view, tidied
from guarantors.queries import timeline as question
from guarantors.queries.guarantor_table import arranged
from guarantors.queries.table_row import TableRow
from guarantors.queries.timeline import ORDERS, Timeline

ALLOWED = ("as_of", "known_at", "provision", "sort")
LABELS = {
    "level": gettext_noop("By level"),
    "since": gettext_noop("Last change first"),
    "name": gettext_noop("By name"),
}

TIP_AT_LEAST_PX = 12
"""A band this high has room for the glyph of its level at its end."""


@read_only
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    provisions = [provision.slug for provision in proposal.provisions]
    where = read_address(request, allowed=ALLOWED, words={"provision": provisions, "sort": ORDERS})
    if redirect := tidied(request, where):
        return redirect
    found = question.of_proposal(proposal, provision=where.provision, as_of=where.day, known_at=where.moment)
    context = _context(found, where)
    context["cite"] = cite.page(request, where, f"{proposal.title}: timeline", proposal.changed_at)
    return render_view(request, "timeline", context, where)


def _context(found: Timeline, where: Address) -> dict[str, Any]:
    table, on = found.table, found.scale
    proposal = table.proposal
    shown = arranged(table.rows, ORDERS[where.sort or "level"], naming.of)
    asked = [row for row in table.rows if row.guarantor.gives_the_guarantee]
    noun = summary.asked_noun([row.guarantor.role for row in asked])
    lines = multiples.event_lines(proposal, table.events, on)
    groups = [
        {
            "title": title,
            "rows": [_chart(row, found, where, lines) for row in shown if row.guarantor.gives_the_guarantee is gives],
        }
        for title, gives in summary.groups(noun)
    ]
    return {
        "mast": masthead.of(proposal, where, current="timeline"),
        "path": f"/{proposal.slug}/timeline/",
        "stem": f"/{proposal.slug}/timeline",
        "corrected": f"/{proposal.slug}/corrected/{where.clocks().query()}",
        "day": worded.long_day(where.day),
        "bar": as_of_bar.of(table.changed_on, table.said_on, where, proposal.made_on),
        "on": next((item.title for item in proposal.provisions if item.slug == where.provision), ""),
        "span": _("%(first)s to %(last)s") % {"first": worded.long_day(on.start), "last": worded.long_day(on.end)},
        "key": multiples.key(),
        "groups": [group for group in groups if group["rows"]],
        "events": lines,
        "counts": _counts(found, where, noun, lines) if asked else None,
        "noun": noun,
        "choices": {
            "provision": [
                Choice("", _("Whole proposal"), not where.provision),
                *(Choice(item.slug, item.title, item.slug == where.provision) for item in proposal.provisions),
            ],
            "sort": [Choice(word, _(title), word == (where.sort or "level")) for word, title in LABELS.items()],
        },
    }


def _chart(row: TableRow, found: Timeline, where: Address, lines: list[dict[str, str]]) -> dict[str, Any]:
    """One guarantor: its name, its stance, and its line."""
    part, stance = row.guarantor, row.stance
    return {
        "name": naming.of(part),
        "code": part.code,
        "flag": flag(part.code),
        "href": f"/{found.table.proposal.slug}/{part.code}/{where.only('as_of', 'known_at', 'provision').query()}",
        "level": stance.level if stance else NO_STANCE,
        "label": standing(stance.level if stance else None, bool(row.statement_count)),
        "since": words.since(row.since) if row.since else "",
        "note": masthead.part_note(part, where.day),
        "previous": words.previous_government(row.government_changed),
        "chart": multiples.multiple(
            part,
            found.steps.get(part.pk, ()),
            on=found.scale,
            said_days=found.said_days.get(part.code, ()),
            lines=lines,
            heard=bool(row.statement_count),
        ),
    }


def _counts(found: Timeline, where: Address, noun: str, lines: list[dict[str, str]]) -> dict[str, Any]:
    """The counts as an area and as a table."""
    on = found.scale
    area = stack(found.counts, on=on)
    columns: list[Level | None] = [*Level, None]
    last = found.counts[-1]
    return {
        "area": area,
        "title": _title(noun, worded.long_day(found.counts[0].day), worded.long_day(on.end)),
        "words": _("From %(day)s: %(counts)s.")
        % {"day": worded.long_day(last.day), "counts": words.level_counts(last.at)},
        "tips": [
            {"y": band.y + band.height / 2, "level": band.level}
            for band in area.bands
            if band.level and band.height >= TIP_AT_LEAST_PX and _ends(band.x, band.width)
        ],
        "events": [line for line in lines if not line["actor"]],
        "ticks": axis.ticks(on, worded),
        "tick_y": area.height + 5,
        "text_y": area.height + 18,
        "height": area.height + 24,
        "columns": [{"level": level or NO_STANCE, "label": label(level or NO_STANCE)} for level in columns],
        "rows": [
            {
                "day": worded.short_day(entry.day),
                "iso": entry.day.isoformat(),
                "href": where.with_(as_of=entry.day).query(),
                "cells": [entry.at[level] for level in columns],
            }
            for entry in found.counts
        ],
    }


def _title(noun: str, first: str, last: str) -> str:
    days = {"first": first, "last": last}
    if noun == "signatories":
        return _("How many of the signatories stood at each level, %(first)s to %(last)s") % days
    return _("How many of those asked stood at each level, %(first)s to %(last)s") % days


def _ends(x: str, width: str) -> bool:
    """Whether a band reaches the end of the scale."""
    return float(x.rstrip("%")) + float(width.rstrip("%")) > 99.9
