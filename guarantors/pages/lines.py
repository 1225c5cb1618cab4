"""A guarantor's line as a template draws it: the sparkline of the table and the chart of its own page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guarantors.domain import chart
from guarantors.domain.stance import Confidence, Level
from guarantors.pages.words import line_in_words
from guarantors.queries.lines import Step
from guarantors.queries.stances import StanceRow
from guarantors.queries.table_row import Drawn

SPARK_ROW_PX = 5
CHART_ROW_PX = 40
MULTIPLE_ROW_PX = 15


@dataclass(frozen=True, slots=True)
class Drawing:
    """The line with its scale, and the same in words for those who do not see it."""

    line: chart.Line
    scale: chart.Scale
    height: int
    zero_y: float
    words: str


def drawing(
    name: str,
    steps: Sequence[Step | StanceRow | Drawn],
    *,
    on: chart.Scale,
    row_px: int,
    asked_on: date | None,
    said_days: Iterable[date],
) -> Drawing:
    """The line of a history (oldest first) on a scale."""
    drawn = [chart.Step(step.effective_day, step.level, step.confidence is Confidence.LOW) for step in steps]
    asked = max(asked_on, on.start) if asked_on else None
    return Drawing(
        line=chart.line(drawn, on=on, row_px=row_px, asked_on=asked, said_days=said_days),
        scale=on,
        height=row_px * len(chart.ROWS),
        zero_y=chart.row_y(Level.NONCOMMITTAL, row_px),
        words=line_in_words(name, [(step.effective_day, step.level) for step in steps], asked_on),
    )
