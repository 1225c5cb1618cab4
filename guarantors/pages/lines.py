"""A guarantor's line as a template draws it: the sparkline of the table and the chart of its own page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from guarantors.domain import chart
from guarantors.domain.stance import Confidence
from guarantors.exchange import markup
from guarantors.pages.words import line_in_words
from guarantors.queries.guarantor_records import Point
from guarantors.queries.lines import Step
from guarantors.queries.stances import StanceRow
from guarantors.queries.table_row import Drawn

SPARK_ROW_PX = 5
"""The style sheet's too: `.spark` (a test holds the two together)."""

CHART_ROW_PX = 40
MULTIPLE_ROW_PX = 15


@dataclass(frozen=True, slots=True)
class Drawing:
    """The line with its scale, and the same in words for those who do not see it."""

    line: chart.Line
    scale: chart.Scale
    height: int
    words: str


def drawing(
    name: str,
    steps: Sequence[Point | Step | StanceRow | Drawn],
    *,
    on: chart.Scale,
    row_px: int,
    asked_on: date | None,
    said_days: Iterable[date] | None,
    earlier: tuple[int, date] | None = None,
) -> Drawing:
    """The line of a history (oldest first) on a scale.

    `earlier` is how many records came before the steps, and the day of the first of them; None where none did.
    """
    drawn = [chart.Step(step.effective_day, step.level, step.confidence is Confidence.LOW) for step in steps]
    asked = max(asked_on, on.start) if asked_on else None
    first_day = earlier[1] if earlier else None
    return Drawing(
        line=chart.line(drawn, on=on, row_px=row_px, asked_on=asked, said_days=said_days, first_day=first_day),
        scale=on,
        height=row_px * len(chart.ROWS),
        words=line_in_words(name, [(step.effective_day, step.level) for step in steps], asked_on, earlier),
    )


def spark(
    name: str,
    steps: Sequence[Point | Step | StanceRow | Drawn],
    *,
    on: chart.Scale,
    asked_on: date | None,
    earlier: tuple[int, date] | None = None,
) -> SafeString:
    """The same as small as a word, as HTML; in that size no line thins."""
    found = drawing(name, steps, on=on, row_px=SPARK_ROW_PX, asked_on=asked_on, said_days=None, earlier=earlier)
    return markup.spark(found.line, found.words)
