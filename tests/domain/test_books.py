"""What we did on the recorded clock: each act once, never before it was done, never what the state did."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guarantors.domain.books import EntryKind, entries

START = datetime(2022, 4, 1, tzinfo=UTC)


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


@dataclass(frozen=True)
class Version:
    ref: str
    version: int
    recorded_at: datetime
    superseded_at: datetime | None = None
    reason: str = ""
    withdrawal_reason: str = ""


@st.composite
def life(draw: st.DrawFn, ref: str) -> list[Version]:
    """An entry with its corrections, one after the other, perhaps withdrawn in the end."""
    hours = draw(st.lists(st.integers(0, 20), min_size=1, max_size=4, unique=True).map(sorted))
    withdrawn = draw(st.none() | st.integers(1, 5))
    ends: list[datetime | None] = [at(hour) for hour in hours[1:]]
    ends.append(at(hours[-1] + withdrawn) if withdrawn else None)
    return [
        Version(
            ref,
            number,
            at(hour),
            end,
            "We misread it." if number > 1 else "",
            "Not its own." if withdrawn and number == len(hours) else "",
        )
        for number, (hour, end) in enumerate(zip(hours, ends, strict=True), start=1)
    ]


books = st.tuples(life("a"), life("b")).map(lambda lives: [version for one in lives for version in one])
moments = st.integers(0, 26).map(at)


@given(books, moments)
def test_every_version_is_an_act_and_every_withdrawal_one_more(versions: list[Version], until: datetime) -> None:
    found = entries(versions, since=None, until=until)

    assert sorted((entry.became.ref, entry.became.version) for entry in found if entry.became) == sorted(
        (version.ref, version.version) for version in versions if version.recorded_at <= until
    )
    withdrawn = [version for version in versions if version.withdrawal_reason and version.superseded_at]
    assert sum(entry.kind is EntryKind.WITHDRAWAL for entry in found) == sum(
        version.superseded_at <= until for version in withdrawn if version.superseded_at
    )


@given(books, moments)
def test_a_correction_joins_two_versions_and_says_why(versions: list[Version], until: datetime) -> None:
    for entry in entries(versions, since=None, until=until):
        assert (entry.was is None) == (entry.kind is EntryKind.NEW)
        assert (entry.became is None) == (entry.kind is EntryKind.WITHDRAWAL)
        assert bool(entry.reason) == (entry.kind is not EntryKind.NEW)
        if entry.was and entry.became:
            assert (entry.was.ref, entry.was.version + 1) == (entry.became.ref, entry.became.version)
            assert entry.at == entry.became.recorded_at == entry.was.superseded_at


@given(books, moments, moments)
def test_two_visits_see_everything_once(versions: list[Version], visit: datetime, until: datetime) -> None:
    visit = min(visit, until)
    earlier, later = entries(versions, since=None, until=visit), entries(versions, since=visit, until=until)

    assert len(earlier) + len(later) == len(entries(versions, since=None, until=until))
    assert all(entry.at <= visit for entry in earlier)
    assert all(visit < entry.at <= until for entry in later)


@given(books, moments)
def test_the_newest_comes_first(versions: list[Version], until: datetime) -> None:
    moments_found = [entry.at for entry in entries(versions, since=None, until=until)]

    assert moments_found == sorted(moments_found, reverse=True)
