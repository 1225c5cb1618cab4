"""Agreement over what was coded blind and published, by variable and period, and where coders differed."""

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from guarantors.actions import statements
from guarantors.domain.agreement import NOT_CODED_TWICE
from guarantors.domain.coding import Round
from guarantors.domain.stance import Basis, Confidence, Level
from guarantors.models import Proposal
from guarantors.queries import agreement
from guarantors.queries.agreement import Variable
from tests.codings import DAY, code, twice
from tests.world import LONG_AGO, log, make_proposal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal(guarantors=2)


def test_what_was_loaded_is_not_counted() -> None:
    assert agreement.units(known_at=NOW) == []
    assert agreement.over_time([]) == []
    assert agreement.disagreements([], known_at=NOW) == []
    assert {found.no_alpha for found in agreement.by_variable([]).values()} == {NOT_CODED_TWICE}


def test_blind_codings_alone_are_counted(proposal: Proposal) -> None:
    statement = log(proposal, "said", at=LONG_AGO)
    code(statement, "zoe", Level.OPPOSED, None)
    twice(statement, Level.OPEN, Level.NONCOMMITTAL)
    code(statement, "ben", Level.OPEN, Round.ADJUDICATION, rationale="It says yes.")

    (unit,) = agreement.units(known_at=NOW)

    assert {coder: reading.level for coder, reading in unit.readings.items()} == {
        "ada": Level.OPEN,
        "ben": Level.NONCOMMITTAL,
    }
    assert (unit.coders, unit.adjudicated, unit.differs, unit.at) == (("ada", "ben"), True, True, LONG_AGO + DAY)


def test_each_variable_has_its_own_units(proposal: Proposal) -> None:
    one, other = log(proposal, "one", at=LONG_AGO), log(proposal, "other", at=LONG_AGO)
    twice(one, Level.OPEN, Level.OPEN)
    twice(one, Level.NONCOMMITTAL, Level.NONCOMMITTAL, provision="clause", basis=Basis.DECLINED)
    code(other, "ada", Level.NONCOMMITTAL, Round.FIRST, basis=Basis.MIXED, confidence=Confidence.LOW)
    code(other, "ben", Level.NONCOMMITTAL, Round.SECOND)
    twice(other, Level.OPEN, Level.SUPPORTIVE, code="AA1")

    found = agreement.by_variable(agreement.units(known_at=NOW))

    assert {variable: (figure.twice, figure.raw) for variable, figure in found.items()} == {
        Variable.LEVEL_WHOLE: (3, pytest.approx(2 / 3)),
        Variable.LEVEL_PROVISIONS: (1, 1),
        Variable.CONFIDENCE: (4, 3 / 4),
        Variable.BASIS: (2, 1 / 2),
    }
    # By hand: noncommittal 2, open 3, supportive 1 of n = 6; their middles lie at 1, 3.5 and 5.5 in the order.
    expected = 2 * 3 * 2.5**2 + 3 * 1 * 2**2 + 2 * 1 * 4.5**2
    assert found[Variable.LEVEL_WHOLE].alpha == pytest.approx(1 - (6 - 1) * 2**2 / expected)


def test_a_unit_that_one_of_the_two_coded_is_left_out_of_alpha_and_listed(proposal: Proposal) -> None:
    statement, alone, empty = (log(proposal, ref, at=LONG_AGO) for ref in ("said", "alone", "empty"))
    twice(statement, Level.OPEN, Level.OPEN)
    code(statement, "ada", Level.OPPOSED, Round.FIRST, provision="clause", rationale="Rules it out.")
    code(statement, "ben", Level.OPEN, Round.ADJUDICATION, rationale="No word of the clause.")
    code(alone, "ada", Level.OPEN, Round.FIRST)
    code(empty, "ada", Level.OPEN, Round.FIRST)
    code(empty, "cleo", Level.OPEN, Round.ADJUDICATION, rationale="It is about it.")

    found = agreement.units(known_at=NOW)
    left_out = [(unit.statement_id, unit.provision_id is None) for unit in found if unit.is_left_out]
    listed = {one.ref: one for one in agreement.disagreements(found, known_at=NOW)}

    assert left_out == [(statement.pk, False), (empty.pk, True)]
    assert agreement.by_variable(found)[Variable.LEVEL_PROVISIONS].once == 1
    assert set(listed) == {"said", "empty"}
    clause = listed["said"]
    assert (clause.provision, clause.provision_title) == ("clause", "A clause")
    assert [(read.coder, read.reading and read.reading.level, read.rationale) for read in clause.readings] == [
        ("ada", Level.OPPOSED, "Rules it out."),
        ("ben", None, ""),
    ]
    assert clause.resolved == agreement.Read("ben", None, "")
    assert listed["empty"].resolved
    assert listed["empty"].resolved.rationale == "It is about it."


def test_disagreements_come_newest_first_with_how_they_were_resolved(proposal: Proposal) -> None:
    old, new, same = (log(proposal, ref, at=LONG_AGO) for ref in ("old", "new", "same"))
    twice(old, Level.OPEN, Level.OPPOSED)
    code(old, "ben", Level.SCEPTICAL, Round.ADJUDICATION, rationale="Doubts, and no more.")
    twice(same, Level.OPEN, Level.OPEN)
    code(new, "ada", Level.NONCOMMITTAL, Round.FIRST, basis=Basis.DECLINED, at=LONG_AGO + 2 * DAY)
    code(new, "ben", Level.NONCOMMITTAL, Round.SECOND, basis=Basis.MIXED, at=LONG_AGO + 2 * DAY)

    units = agreement.units(known_at=NOW)
    first, second = agreement.disagreements(units, known_at=NOW)

    assert (first.ref, first.actor_code, first.actor_name, first.provision_title) == ("new", "AA0", "Land 0", "")
    assert [read.reading and read.reading.basis for read in first.readings] == [Basis.DECLINED, Basis.MIXED]
    assert first.resolved is None
    assert second.resolved
    assert second.resolved.reading
    assert (second.resolved.coder, second.resolved.reading.level) == ("ben", Level.SCEPTICAL)
    assert (second.resolved.rationale, second.at) == ("Doubts, and no more.", LONG_AGO + DAY)
    assert agreement.disagreements(units, known_at=NOW, most=1) == [first]


def test_each_moment_knows_what_was_published_by_then(proposal: Proposal) -> None:
    statement = log(proposal, "said", at=LONG_AGO)
    twice(statement, Level.OPEN, Level.OPPOSED)
    later = log(proposal, "later", at=LONG_AGO + DAY)
    twice(later, Level.OPEN, Level.OPEN, at=LONG_AGO + 3 * DAY)
    statements.withdraw(statement=statement, reason="Never said.", by="ben", at=LONG_AGO + 4 * DAY)

    counts = [len(agreement.units(known_at=LONG_AGO + days * DAY)) for days in (0, 1, 2, 3, 5)]

    assert counts == [0, 1, 1, 2, 2]  # a coding happened, though its statement was withdrawn


def test_periods_are_quarters_and_years_where_there_are_many(proposal: Proposal) -> None:
    moments = [datetime(2020, 2, 1, tzinfo=UTC), datetime(2020, 12, 31, 23, 59, tzinfo=UTC)]
    moments += [datetime(2021, 1, 1, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC)]
    levels = [(Level.OPEN, Level.OPEN), (Level.OPEN, Level.OPPOSED), (Level.OPPOSED, Level.OPPOSED)]
    for number, (at, read) in enumerate(zip(moments, [*levels, levels[0]], strict=True)):
        twice(log(proposal, f"s{number}", at=at), *read, at=at)

    few = agreement.over_time(agreement.units(known_at=moments[2]))
    many = agreement.over_time(agreement.units(known_at=moments[3]))

    assert [period.name for period in few] == ["2020 Q1", "2020 Q4", "2021 Q1"]
    assert [period.within[Variable.LEVEL_WHOLE].raw for period in few] == [1, 0, 1]
    assert [period.up_to[Variable.LEVEL_WHOLE].raw for period in few] == [1, 1 / 2, pytest.approx(2 / 3)]
    assert [(period.name, period.within[Variable.LEVEL_WHOLE].twice) for period in many] == [
        ("2020", 2),
        ("2021", 1),
        ("2022", 1),
    ]
    all_of_them = agreement.by_variable(agreement.units(known_at=moments[3]), with_interval=False)
    assert many[-1].up_to == all_of_them


def test_the_cost_does_not_grow(proposal: Proposal, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(12):
        statement = log(proposal, f"s{number}", at=LONG_AGO + DAY)
        twice(statement, Level.OPEN, Level.OPPOSED)
        code(statement, "ben", Level.OPEN, Round.ADJUDICATION, rationale="So.")

    with django_assert_num_queries(1):
        units = agreement.units(known_at=NOW)
    with django_assert_num_queries(0):
        agreement.by_variable(units)
        agreement.over_time(units)
    with django_assert_num_queries(1):
        listed = agreement.disagreements(units, known_at=NOW)
    assert len(listed) == 12
