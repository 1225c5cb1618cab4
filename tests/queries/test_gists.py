"""What is kept ready says what the record says, to the byte; random editors ask it too (tests/observed.py)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantors.actions import gists as act
from guarantors.actions import stances, statements
from guarantors.domain import chart, gist
from guarantors.domain.stance import Level
from guarantors.models import Guarantor, ProposalGist
from guarantors.queries import gists, proposals
from guarantors.queries.guarantor_table import guarantor_table
from guarantors.queries.proposals import ProposalRow
from tests import past
from tests.observed import gists_out_of_step
from tests.world import log, make_proposal, publish, stance_content, statement_content

FAR = date(2100, 1, 1)


def row() -> ProposalRow:
    found = proposals.find("test-2020")
    assert found is not None
    return found


@pytest.mark.django_db
def test_gists_keep_step_with_a_record_of_every_kind() -> None:
    proposal = past.record()
    assert gists_out_of_step(proposal, datetime.now(UTC)) == []


@pytest.mark.django_db
def test_a_line_longer_than_is_drawn_keeps_its_beginning_its_length_and_its_level_since() -> None:
    proposal = make_proposal()
    for number in range(20):
        said = log(proposal, f"said-{number}", said_on=f"2020-01-{number + 1:02}")
        level = Level.OPEN if number < 3 else Level.SUPPORTIVE
        publish(proposal, f"aa0-{number}", said, level=level, effective_on=f"2020-01-{number + 1:02}")
    act.refresh(proposal.pk)
    [shown] = guarantor_table(row(), as_of=FAR, known_at=datetime.now(UTC)).rows

    assert (len(shown.steps), shown.earlier) == (gist.STEPS_AT_MOST, (20 - gist.STEPS_AT_MOST, date(2020, 1, 1)))
    assert (shown.first_day, shown.since_day) == (date(2020, 1, 1), date(2020, 1, 4))
    assert shown.statement_count == 20
    assert shown.latest is not None
    assert shown.latest.ref == "said-19"
    assert gists_out_of_step(proposal, datetime.now(UTC)) == []


@pytest.mark.django_db
def test_words_that_change_hands_move_the_gists_of_both() -> None:
    proposal = make_proposal(guarantors=2)
    said = log(proposal, "said")
    other = log(proposal, "other", "AA1")
    publish(proposal, "aa1-1", other, code="AA1", level=Level.OPEN)
    statements.correct(
        statement=said, content=statement_content(proposal, code="AA1"), reason="Another's words.", by="Ben"
    )
    act.refresh(proposal.pk)
    table = guarantor_table(row(), as_of=FAR, known_at=datetime.now(UTC))
    assert [item.statement_count for item in table.rows] == [0, 2]
    assert gists_out_of_step(proposal, datetime.now(UTC)) == []


@pytest.mark.django_db
def test_gists_of_older_code_or_of_an_older_revision_are_not_read_and_are_drawn_again() -> None:
    proposal = make_proposal()
    said = log(proposal, "said")
    act.refresh(proposal.pk)
    publish(proposal, "aa0-1", said)
    assert gists.kept(row(), provision=None, as_of=FAR) is None
    act.refresh(proposal.pk)
    assert gists.kept(row(), provision=None, as_of=FAR) is not None
    ProposalGist.objects.update(format=0)
    assert gists.kept(row(), provision=None, as_of=FAR) is None
    drawn = guarantor_table(row(), as_of=FAR, known_at=datetime.now(UTC))
    act.refresh_all("default")
    assert gists.kept(row(), provision=None, as_of=FAR) is not None
    assert guarantor_table(row(), as_of=FAR, known_at=datetime.now(UTC)) == drawn


@pytest.mark.django_db
def test_gists_are_drawn_when_the_transaction_ends(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        proposal = make_proposal()
        publish(proposal, "aa0-1", log(proposal, "said"))
    found = gists.kept(row(), provision=None, as_of=FAR)
    assert found is not None
    assert len(found.lines) == 1


@pytest.mark.django_db
def test_after_a_load_everything_is_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(act, "_MANY", 2)
    proposal = make_proposal(guarantors=2)
    act.refresh(proposal.pk)
    for number in range(3):
        publish(proposal, f"aa0-{number}", log(proposal, f"said-{number}"), sequence=number + 1)
    assert gists_out_of_step(proposal, datetime.now(UTC)) == []


@pytest.mark.django_db
def test_who_gets_a_part_after_it_spoke_is_heard() -> None:
    proposal = make_proposal(guarantors=2)
    late = Guarantor.objects.get(actor__code="AA1")
    log(proposal, "said", "AA1")
    late.delete()
    act.refresh(proposal.pk)
    Guarantor.objects.create(proposal=proposal, actor=late.actor, role="observer", position=9)
    log(proposal, "other", "AA0")
    assert gists_out_of_step(proposal, datetime.now(UTC)) == []


@pytest.mark.django_db
def test_a_moment_before_the_last_change_is_drawn_from_the_record() -> None:
    proposal = make_proposal()
    record = publish(proposal, "aa0-1", log(proposal, "said"), level=Level.OPEN)
    before = datetime.now(UTC)
    content = stance_content(log(proposal, "more"), level=Level.OPPOSED)
    stances.correct(record=record, content=content, reason="Misread.", by="Ben")
    levels = [
        guarantor_table(row(), as_of=FAR, known_at=moment).rows[0].level for moment in (before, datetime.now(UTC))
    ]
    assert levels == [Level.OPEN, Level.OPPOSED]


days = st.lists(st.integers(0, 800), max_size=30).map(lambda found: [date(2020, 1, 1) + timedelta(n) for n in found])


@given(said=days, steps=st.lists(st.integers(0, 800), min_size=1, max_size=4), end=st.integers(0, 1000))
def test_thinned_days_draw_the_same_line(said: list[date], steps: list[int], end: int) -> None:
    last = max([date(2020, 1, 1) + timedelta(end), *said, *(date(2020, 1, 1) + timedelta(n) for n in steps)])
    on = chart.scale(date(2020, 3, 1), last)
    line = [chart.Step(date(2020, 1, 1) + timedelta(n), Level.OPEN, False) for n in sorted(steps)]
    thin = gist.thinned(sorted(set(said)))
    whole = chart.line(line, on=on, row_px=5, asked_on=None, said_days=said)
    assert chart.line(line, on=on, row_px=5, asked_on=None, said_days=thin) == whole
    assert set(thin) <= set(said)
