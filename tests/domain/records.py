"""Records for property tests: bare, no database, drawn so that clashes of day, sequence and moment are common."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from guarantors.domain.stance import Level

DAY = date(2022, 3, 1)
MOMENT = datetime(2022, 4, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Record:
    effective_day: date
    sequence: int
    recorded_at: datetime
    superseded_at: datetime | None
    level: Level


days = st.integers(0, 6).map(lambda offset: DAY + timedelta(days=offset))
moments = st.integers(0, 8).map(lambda offset: MOMENT + timedelta(hours=offset))


@st.composite
def record(draw: st.DrawFn) -> Record:
    recorded_at = draw(moments)
    closed = draw(st.none() | st.integers(0, 5).map(lambda hours: recorded_at + timedelta(hours=hours)))
    return Record(draw(days), draw(st.integers(1, 3)), recorded_at, closed, draw(st.sampled_from(Level)))


def placed(records: list[Record]) -> list[Record]:
    """The records with a moment each of its own, as the database's order demands a winner."""
    return [
        replace(item, recorded_at=item.recorded_at + timedelta(microseconds=index))
        for index, item in enumerate(records)
    ]


books = st.lists(record(), max_size=12).map(placed)
