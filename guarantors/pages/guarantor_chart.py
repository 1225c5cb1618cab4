"""The step chart of one guarantor: its line, the statements as marks, and the events beside them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from guarantors.address import Address, naming, worded
from guarantors.domain import axis, chart, lettering, marks
from guarantors.domain.marks import Mark
from guarantors.domain.voice import Identification
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages import counted, words
from guarantors.pages.labels import label
from guarantors.pages.lines import CHART_ROW_PX, drawing
from guarantors.queries.drawn_line import DrawnLine
from guarantors.queries.events import EventRow
from guarantors.queries.proposals import GuarantorBrief, ProposalRow


def of(
    proposal: ProposalRow,
    part: GuarantorBrief,
    where: Address,
    line: DrawnLine,
    happened: Sequence[EventRow],
    *,
    row_px: int = CHART_ROW_PX,
) -> dict[str, Any]:
    """The chart of one line as a template or a picture draws it: x in percent, y in pixels of rows so high.

    `line` reaches up to the day shown, and so does `happened`, the proposal's events. Where earlier records are not
    drawn, the time before the first that is has no place on the chart, and `cut` says so.
    """
    on = _scale(proposal, where, line)
    asked_on = part.since if part.is_asked_on(where.day) and not line.is_cut else None
    drawn = drawing(naming.of(part), line.points, on=on, row_px=row_px, asked_on=asked_on, said_days=line.days)
    cut = _cut(line)
    if cut:
        drawn = replace(drawn, words=f"{cut} {drawn.words}")
    drawn_marks = _marks(line, on, row_px)
    gap, silent = drawn.line.gap, _("No stance on record")
    has_lane = any(mark.level is None for mark in drawn_marks)
    events = [
        (on.percent(event.last_day), event.title)
        for event in happened
        if event.last_day >= on.start and event.actor in (None, part.code)
    ]
    if on.start <= proposal.made_on <= on.end:
        events.insert(0, (on.percent(proposal.made_on), _("Proposal made")))
    rows = [{"level": level, "label": label(level), "y": chart.row_y(level, row_px)} for level in chart.ROWS]
    narrow_px = lettering.beside(map(label, chart.ROWS), _("Other statements") if has_lane else "")
    bottom = drawn.height + (row_px if has_lane else 0)
    left_out = line.said_count - sum(mark.count for mark in drawn_marks)
    listed = {row.ref for row in line.listed}
    return {
        "drawing": drawn,
        "row_px": row_px,
        "silent": silent,
        "silent_x": lettering.middle(gap.label_x, silent, lettering.WIDE_PX) if gap and gap.label_x else "",
        "silent_y": round(row_px * 3.4),
        "marks": drawn_marks,
        "links": [(mark, _href(mark, listed, proposal, part, where)) for mark in drawn_marks],
        "events": [{"x": f"{percent:g}%", "text": text} for percent, text in events],
        "above": lettering.above(_("as of %(day)s") % {"day": worded.short_day(where.day)}, events, narrow_px),
        "ticks": axis.ticks(on, worded, narrow_px),
        "rows": rows,
        "has_lane": has_lane,
        "lane_y": chart.row_y(None, row_px),
        "bottom": bottom,
        "tick_y": bottom + 5,
        "text_y": bottom + 18,
        "height": bottom + 24,
        "title": _("Stance of %(name)s, %(first)s to %(last)s")
        % {"name": naming.of(part), "first": worded.long_day(on.start), "last": worded.long_day(on.end)},
        "cut": cut,
        "left_out": _left_out(left_out),
    }


def _scale(proposal: ProposalRow, where: Address, line: DrawnLine) -> chart.Scale:
    if not line.is_cut:
        begin = [line.points[0].effective_day] if line.points else []
        return chart.scale(min([proposal.made_on, *begin]), where.day)
    first = line.points[0].effective_day
    return chart.Scale(first, where.day) if first < where.day else chart.scale(first, where.day)


def _cut(line: DrawnLine) -> str:
    """What is said where earlier records are not drawn."""
    if not line.is_cut:
        return ""
    return _("The last %(drawn)s of %(total)s records are drawn, from %(day)s on.") % {
        "drawn": len(line.points),
        "total": worded.figure(line.point_count),
        "day": worded.short_day(line.points[0].effective_day),
    }


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)s earlier statement not drawn", "%(count)s earlier statements not drawn", count) % {
        "count": worded.figure(count)
    }


def _marks(line: DrawnLine, on: chart.Scale, row_px: int) -> list[Mark]:
    found = marks.marks(
        [
            marks.Spoken(
                ref=row.ref,
                first=row.said_first,
                last=row.said_last,
                level=line.levels.get(row.ref),
                for_the_state=row.for_the_state,
                unnamed=row.identification is Identification.UNNAMED,
                label=f"{words.said_when(row)}, {row.who}",
            )
            for row in line.said
        ],
        on=on,
        row_px=row_px,
    )
    return [replace(mark, label=_several(mark)) if mark.count > 1 else mark for mark in found]


def _several(mark: Mark) -> str:
    """What a mark says that stands for more than one statement."""
    first, last = mark.days
    days = {"first": worded.short_day(first), "last": worded.short_day(last)}
    spread = days["first"] if first == last else _("%(first)s to %(last)s") % days
    return f"{counted.statements(mark.count)}, {spread}"


def _href(mark: Mark, listed: Collection[str], proposal: ProposalRow, part: GuarantorBrief, where: Address) -> str:
    """To the statement beneath the chart, where it is listed there; else to its own page, or to the list of those
    days where the mark stands for several.
    """
    if mark.ref in listed:
        return f"#s-{mark.ref}"
    known = where.only("known_at")
    if mark.count == 1:
        return f"/statements/{mark.ref}/{known.query()}"
    first, last = mark.days
    return f"/statements/{known.with_(proposal=proposal.slug, actor=part.code, from_=first, to=last).query()}"
