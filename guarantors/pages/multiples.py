"""Small step charts that share one scale: the timeline's and the comparison's."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from guarantors.address import naming, worded
from guarantors.domain import axis, chart, lettering
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.labels import label
from guarantors.pages.lines import MULTIPLE_ROW_PX, drawing
from guarantors.queries.events import EventRow
from guarantors.queries.lines import Step
from guarantors.queries.proposals import GuarantorBrief, ProposalRow

HEIGHT = MULTIPLE_ROW_PX * len(chart.ROWS)

ROWS = [{"level": level, "y": chart.row_y(level, MULTIPLE_ROW_PX)} for level in chart.ROWS]


def multiple(
    part: GuarantorBrief,
    steps: Sequence[Step],
    *,
    on: chart.Scale,
    said_days: Iterable[date],
    lines: Sequence[dict[str, str]],
    heard: bool,
) -> dict[str, Any]:
    """One chart as ready strings. `lines` are the events as `event_lines` gives them; `heard` is whether anything was
    said on its behalf, so that an empty chart says which of the two is absent."""
    begin, *_between, end = axis.ticks(on, worded)
    drawn = drawing(
        naming.of(part),
        steps,
        on=on,
        row_px=MULTIPLE_ROW_PX,
        asked_on=part.since if part.is_asked_on(on.end) else None,
        said_days=said_days,
    )
    absent = "" if steps else _("No stance on record") if heard else _("No statement on record")
    return {
        "code": part.code,
        "title": _("%(name)s, %(first)s to %(last)s")
        % {"name": naming.of(part), "first": worded.long_day(on.start), "last": worded.long_day(on.end)},
        "drawing": drawn,
        "events": [line for line in lines if line["actor"] in ("", part.code)],
        "ticks": (begin, end),
        "rows": ROWS,
        "absent": absent,
        "absent_x": lettering.middle(drawn.line.gap.label_x if drawn.line.gap else None, absent, lettering.PLOT_PX),
        "bottom": HEIGHT,
        "tick_y": HEIGHT + 5,
        "text_y": HEIGHT + 18,
        "height": HEIGHT + 24,
    }


def whom(event: EventRow) -> str:
    """The name of the actor that an event concerns; "" for what concerns all."""
    return naming.actor(event.actor, event.actor_name) if event.actor else ""


def event_lines(proposal: ProposalRow, happened: Sequence[EventRow], on: chart.Scale) -> list[dict[str, str]]:
    """What is dotted on the scale, oldest first: the proposal and its events. `actor` is "" for what concerns all."""
    found = []
    if on.start <= proposal.made_on <= on.end:
        found.append((proposal.made_on, _("Proposal made"), worded.short_day(proposal.made_on), "", ""))
    found += [
        (
            event.last_day,
            event.title,
            worded.short(event.happened_on),
            event.actor or "",
            naming.actor(event.actor or "", event.actor_name),
        )
        for event in happened
        if on.start <= event.last_day <= on.end
    ]
    return [
        {"x": on.x(day), "text": text, "when": when, "actor": actor, "whom": whom}
        for day, text, when, actor, whom in sorted(found)
    ]


def key() -> list[dict[str, str]]:
    """Every level, for the key above the charts."""
    return [{"level": level, "label": label(level)} for level in chart.ROWS]
