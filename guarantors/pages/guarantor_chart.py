"""The step chart of one guarantor: its line, the statements as marks, and the events beside them."""

from collections.abc import Sequence
from typing import Any

from guarantors.address import Address
from guarantors.domain import chart, dates, marks
from guarantors.domain.stance import Level, label
from guarantors.domain.voice import Identification
from guarantors.pages import words
from guarantors.pages.lines import CHART_ROW_PX, drawing
from guarantors.queries.events import EventRow
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow


def of(
    proposal: ProposalRow,
    part: GuarantorBrief,
    where: Address,
    line: Sequence[StanceRow],
    heard: Sequence[StatementRow],
    happened: Sequence[EventRow],
    *,
    row_px: int = CHART_ROW_PX,
) -> dict[str, Any]:
    """The chart of one line as a template or a picture draws it: x in percent, y in pixels of rows so high.

    `line` is the history of the stance on the whole or on one provision, `heard` the statements up to the day shown,
    `happened` the proposal's events up to it.
    """
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
        row_px=row_px,
    )
    drawn = drawing(
        part.name,
        line,
        on=on,
        row_px=row_px,
        asked_on=part.since if part.is_asked_on(where.day) else None,
        said_days=[row.said_last for row in heard if row.for_the_state],
    )
    has_lane = any(mark.level is None for mark in drawn_marks)
    shown_events = [
        {"x": on.x(event.last_day), "text": event.title}
        for event in happened
        if event.last_day >= on.start and event.actor in (None, part.code)
    ]
    if on.start <= proposal.made_on <= on.end:
        shown_events.insert(0, {"x": on.x(proposal.made_on), "text": "Proposal made"})
    bottom = drawn.height + (row_px if has_lane else 0)
    left_out = sum(row.said_last < on.start for row in heard)
    return {
        "drawing": drawn,
        "row_px": row_px,
        "gap_y": round(row_px * 3.4),
        "marks": drawn_marks,
        "events": shown_events,
        "ticks": chart.ticks(on),
        "rows": [{"level": level, "label": label(level), "y": chart.row_y(level, row_px)} for level in chart.ROWS],
        "has_lane": has_lane,
        "lane_y": chart.row_y(None, row_px),
        "bottom": bottom,
        "tick_y": bottom + 5,
        "text_y": bottom + 18,
        "height": bottom + 24,
        "title": f"Stance of {part.name}, {dates.long_day(on.start)} to {dates.long_day(on.end)}",
        "left_out": f"{words.count_of(left_out, 'earlier statement')} not drawn" if left_out else "",
    }
