"""What is drawn of one guarantor: the end of its line, the statements beside it, and how much there is before them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guarantors.domain.chart import STALE_AFTER_DAYS
from guarantors.domain.stance import Level
from guarantors.queries import guarantor_records as records
from guarantors.queries import guarantor_said as spoken
from guarantors.queries.guarantor_records import Point, Since
from guarantors.queries.guarantor_said import Counts, Resting, Said
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow

POINTS = 40
"""So many of the last records of a line are drawn: more could not be told apart."""

MARKS = 60
"""So many of the last statements are marked."""

LISTED = 20
"""So many of the last of them are listed beneath the chart, and so many records at a time."""


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line as of a day: its last records and the last statements, oldest first, and how many there are in all.

    `record_count` is that of all lines of the guarantor; None where it did not have to be counted.
    `levels` are those of the first record that rests on a statement, by its ref. `days` are those of statements for
    the state; `since` is the record that began the present level.
    """

    points: Sequence[Point | StanceRow]
    point_count: int
    record_count: int | None
    since: Since | None
    said: Sequence[Said | StatementRow]
    said_count: int
    levels: Mapping[str, Level]
    days: Sequence[date]
    resting: Sequence[Resting] = ()

    @property
    def is_cut(self) -> bool:
        """Whether earlier records of the line are not drawn."""
        return len(self.points) < self.point_count

    @property
    def listed(self) -> Sequence[Said | StatementRow]:
        """The last statements, which are listed beneath the chart."""
        return self.said[-LISTED:]


def read(
    proposal: ProposalRow,
    part: GuarantorBrief,
    provision: str | None,
    *,
    as_of: date,
    known_at: datetime,
    counts: Counts | None = None,
) -> DrawnLine:
    """The end of a guarantor's line on the whole or on a provision, and of what was said on its behalf.

    `counts` are those of the same clocks, where they have been asked for already.
    """
    line = records.line(part, provision, as_of=as_of, known_at=known_at, most=POINTS)
    said, has_earlier = spoken.last(proposal, part, as_of=as_of, known_at=known_at, most=MARKS)
    resting = spoken.resting(part, said, as_of=as_of, known_at=known_at)
    every, own = None, len(line.points)
    if line.has_earlier:
        every, own = records.count(part, provision, as_of=as_of, known_at=known_at)
    many, days = len(said), [row.said_last for row in said if row.for_the_state]
    if has_earlier:
        counts = counts or spoken.counts(proposal, part, as_of=as_of, known_at=known_at)
        many = counts.said_on.up_to(as_of)
        if line.points and said[0].said_last > line.points[0].effective_day - timedelta(STALE_AFTER_DAYS + 1):
            days = counts.days or spoken.days_for_the_state(proposal, part, as_of=as_of, known_at=known_at)
    return DrawnLine(
        points=line.points,
        point_count=own,
        record_count=every,
        since=line.since,
        said=said,
        said_count=many,
        levels=_levels((item.ref, item.level) for item in resting if item.provision == provision),
        days=days,
        resting=resting,
    )


def of_all(line: Sequence[StanceRow], heard: Sequence[StatementRow]) -> DrawnLine:
    """A line that was read whole, with all statements."""
    return DrawnLine(
        points=line,
        point_count=len(line),
        record_count=None,
        since=None,
        said=heard,
        said_count=len(heard),
        levels=_levels((ref, record.level) for record in line for ref in record.statements),
        days=[row.said_last for row in heard if row.for_the_state],
    )


def _levels(found: Iterable[tuple[str, str]]) -> dict[str, Level]:
    levels: dict[str, Level] = {}
    for ref, level in found:
        levels.setdefault(ref, Level(level))
    return levels
