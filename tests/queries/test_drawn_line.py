"""What is read of the end of a long record says what the whole record says, on both clocks."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from guarantors.actions import gists
from guarantors.domain import chart, timeline
from guarantors.domain.day_counts import DayCounts
from guarantors.domain.stance import Confidence, Level
from guarantors.models import (
    Evidence,
    Guarantor,
    Proposal,
    Source,
    StanceRecord,
    Statement,
    StatementActor,
    StatementVersion,
)
from guarantors.models.search import position
from guarantors.queries import drawn_line, guarantor_records, guarantor_said, proposals, stances, statements
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.stances import StanceRow
from guarantors.queries.statements import StatementRow
from tests.engines import examples
from tests.world import LONG_AGO, make_proposal

pytestmark = pytest.mark.django_db

POINTS, MARKS = 4, 5
SOME = 24
"""Records and statements of a history: several times what is drawn."""

END = LONG_AGO + timedelta(hours=2 * SOME)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn_line, "POINTS", POINTS)
    monkeypatch.setattr(drawn_line, "MARKS", MARKS)


def history(seed: int) -> tuple[ProposalRow, GuarantorBrief]:
    """A record of AA0 drawn at random: few levels and days, so that long runs and shared days are common."""
    dice = random.Random(seed)
    stored = make_proposal(guarantors=2)
    Proposal.objects.filter(pk=stored.pk).update(changed_at=END)
    part, other = Guarantor.objects.filter(proposal=stored).order_by("position")
    source, [clause] = Source.objects.get(ref="test-2020-source"), stored.provisions.all()
    said = []
    for number in range(SOME):
        at = LONG_AGO + timedelta(hours=number)
        statement = Statement.objects.create(ref=f"said-{number}", proposal=stored)
        day = date(2020, 1, 1) + timedelta(days=dice.choice((7, 40, 100, 101)) * dice.randrange(8))
        version = StatementVersion.objects.create(
            statement=statement,
            version=1,
            said_on=day.isoformat(),
            said_first=day - timedelta(days=dice.choice((0, 0, 3))),
            said_last=day,
            sequence=dice.choice((1, 1, 2, 600)),
            source=source,
            voice=dice.choice(("minister", "minister", "legislator")),
            identification="institution",
            directness="direct",
            summary="Says so.",
            **clock(dice, at),
        )
        place = position(version.said_last, version.sequence, version.pk)
        for index, actor in enumerate([part.actor, other.actor] if dice.random() < 0.2 else [part.actor]):
            StatementActor.objects.create(version=version, actor=actor, position=index, proposal=stored, place=place)
        said.append(statement)
    for number in range(SOME):
        day = date(2020, 1, 1) + timedelta(days=dice.choice((7, 40, 100)) * dice.randrange(8))
        record = StanceRecord.objects.create(
            ref=f"held-{number}",
            version=1,
            guarantor=part,
            provision=dice.choice((None, None, clause)),
            effective_on=day.isoformat(),
            effective_day=day,
            sequence=number + 1,
            level=dice.choice(("open", "open", "open", "supportive")),
            confidence="high",
            rationale="Reads so.",
            **clock(dice, LONG_AGO + timedelta(hours=SOME + number)),
        )
        for index, statement in enumerate(dice.sample(said, 2)):
            Evidence.objects.create(stance=record, statement=statement, position=index)
    row = proposals.find("test-2020")
    assert row is not None
    brief = proposals.guarantor(row, "AA0")
    assert brief is not None
    return row, brief


def clock(dice: random.Random, at: datetime) -> dict[str, object]:
    closed = min(END, at + timedelta(hours=dice.randrange(SOME))) if dice.random() < 0.25 else None
    gone = {"superseded_by": "Ben", "withdrawal_reason": "Never so."} if closed else {}
    return {"recorded_at": at, "recorded_by": "Ada", "superseded_at": closed, **gone}


def views() -> Iterator[tuple[date, datetime]]:
    for day in (date(2020, 2, 20), date(2020, 8, 1), date(2023, 1, 1)):
        for hours in (SOME + 6, 2 * SOME - 4, 2 * SOME):
            yield day, LONG_AGO + timedelta(hours=hours)


def plain(
    row: ProposalRow, part: GuarantorBrief, day: date, moment: datetime
) -> tuple[list[StanceRow], list[StatementRow]]:
    """All of it, read whole."""
    said = statements.of_proposal(row.pk, as_of=day, known_at=moment)
    ids = dict(StatementVersion.objects.values_list("statement__ref", "pk"))
    said = [item for item in said if part.code in dict(item.actors)]
    said.sort(key=lambda item: (item.said_last, min(item.sequence, 511), ids[item.ref]))
    return stances.records(part.pk, as_of=day, known_at=moment), said


@pytest.mark.parametrize("seed", range(examples(6)))
def test_the_end_of_a_record_says_what_the_whole_says(seed: int) -> None:
    row, part = history(seed)
    gists.refresh(row.pk)
    for day, moment in views():
        held, said = plain(row, part, day, moment)
        for provision in (None, "clause"):
            own = [record for record in held if record.provision == provision]
            line = drawn_line.read(row, part, provision, as_of=day, known_at=moment)

            assert [point.pk for point in line.points] == [record.pk for record in own[-POINTS:]]
            assert (line.point_count, line.is_cut) == (len(own), len(own) > POINTS)
            assert [item.ref for item in line.said] == [item.ref for item in said[-MARKS:]]
            assert line.said_count == len(said)
            since = timeline.periods(own)[-1].records[0] if own else None
            names = ("effective_day", "effective_on", "day_is_known")
            assert [getattr(line.since, name, None) for name in names] == [getattr(since, name, None) for name in names]
            every = drawn_line.of_all(own, said)
            refs = {item.ref for item in line.said}
            assert line.levels == {ref: level for ref, level in every.levels.items() if ref in refs}
            if own:
                begin = line.points[0].effective_day
                on = chart.Scale(begin, day + timedelta(days=1))
                steps = [
                    chart.Step(point.effective_day, point.level, point.confidence is Confidence.LOW)
                    for point in line.points
                ]
                drawn = [
                    chart.line(steps, on=on, row_px=40, asked_on=None, said_days=days)
                    for days in (line.days, every.days)
                ]
                assert drawn[0] == drawn[1]
            changes = timeline.changes(
                [
                    record
                    for record in stances.records(part.pk, as_of=date.max, known_at=moment)
                    if record.provision == provision
                ]
            )
            assert guarantor_records.changed_on(row, part, provision, known_at=moment) == DayCounts.of(
                change.record.effective_day for change in changes
            )


@pytest.mark.parametrize("seed", range(examples(6)))
def test_what_is_counted_and_listed_is_what_there_is(seed: int) -> None:
    row, part = history(seed)
    gists.refresh(row.pk)
    for day, moment in views():
        held, said = plain(row, part, day, moment)
        counts = guarantor_said.counts(row, part, as_of=day, known_at=moment)
        _, ever = plain(row, part, date.max, moment)

        assert counts.said_on == DayCounts.of(item.said_last for item in ever)
        assert dict(counts.heard.voices) == Counter(item.voice.value for item in said)
        assert counts.heard.sources == len({item.source.ref for item in said})
        levels = guarantor_records.levels(part, [None, "clause"], as_of=day, known_at=moment)
        assert levels == {record.provision: record.level for record in held}
        assert guarantor_records.count(part, None, as_of=day, known_at=moment) == (
            len(held),
            sum(record.provision is None for record in held),
        )
        refs = {record.pk: record.ref for record in held}
        walked: list[int] = []
        more, after = True, ""
        while more:
            page = guarantor_records.page(part, as_of=day, known_at=moment, after=after, size=3)
            walked += page.ids
            more, after = page.has_more, refs.get(page.ids[-1], "") if page.ids else ""
        assert walked == [record.pk for record in reversed(held)]
        closed = guarantor_records.closed(part, as_of=day, known_at=moment, size=3)
        shut = StanceRecord.objects.filter(guarantor=part.pk, effective_day__lte=day, superseded_at__lte=moment)
        by_closing = sorted(shut, key=lambda record: (record.superseded_at, record.pk), reverse=True)
        assert closed.ids == tuple(record.pk for record in by_closing[:3])
        assert closed.has_more == (len(by_closing) > 3)
        assert guarantor_records.closed_count(part, as_of=day, known_at=moment) == len(by_closing)


def test_the_last_for_the_state_is_found_beyond_what_is_read() -> None:
    row, part = history(1)
    day, moment = date(2023, 1, 1), END
    _, said = plain(row, part, day, moment)
    last = [item for item in said if item.for_the_state][-1]
    found = guarantor_said.latest_for_the_state(row, part, as_of=day, known_at=moment)
    assert found is not None
    assert (found.ref, found.said_last, found.for_the_state) == (last.ref, last.said_last, True)


def test_a_level_that_has_always_been_held_is_held_since_the_first_record() -> None:
    row, _ = history(2)
    other = proposals.guarantor(row, "AA1")
    assert other is not None
    for number in range(POINTS + 3):
        day = date(2020, 1, 1) + timedelta(days=number)
        StanceRecord.objects.create(
            ref=f"same-{number}",
            version=1,
            guarantor_id=other.pk,
            effective_on=day.isoformat(),
            effective_day=day,
            sequence=1,
            level=Level.OPEN,
            confidence="high",
            rationale="Reads so.",
            recorded_at=LONG_AGO,
            recorded_by="Ada",
        )
    line = drawn_line.read(row, other, None, as_of=date(2023, 1, 1), known_at=END)
    assert (line.is_cut, line.since and line.since.effective_day) == (True, date(2020, 1, 1))
