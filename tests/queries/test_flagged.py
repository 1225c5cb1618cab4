"""Stances that rest on withdrawn sources alone are flagged, and no others."""

from typing import Any

import pytest

from guarantors.actions import corrections, locks, sources
from guarantors.domain.evidence import rests_only_on
from guarantors.domain.voice import SourceStatus, Voice
from guarantors.models import LockedNoun, Proposal, Source
from guarantors.queries import flagged
from tests.world import LONG_AGO, log, make_proposal, publish

pytestmark = pytest.mark.django_db


def another(ref: str) -> Source:
    return Source.objects.create(
        ref=ref, kind="article", title="Another", publisher="A paper", language="en", recorded_at=LONG_AGO
    )


@pytest.fixture
def proposal() -> Proposal:
    return make_proposal()


def withdraw(source: Source) -> None:
    sources.mark(source=source, status=SourceStatus.WITHDRAWN, reason="Taken down.", by="ben")


def flags() -> dict[str, Any]:
    return {record.ref: record for record in flagged.flagged()}


def test_a_stance_on_a_withdrawn_source_alone_is_flagged(proposal: Proposal) -> None:
    other = another("other")
    publish(proposal, "alone", log(proposal, "said"))
    publish(proposal, "other", log(proposal, "else", source=other), sequence=2)
    assert flags() == {}

    withdraw(Source.objects.get(ref="test-2020-source"))

    (record,) = flags().values()
    assert (record.ref, record.statements, record.lock) == ("alone", ("said",), None)
    assert record.sources == (("test-2020-source", "“An article”, A paper"),)


def test_one_other_source_is_enough(proposal: Proposal) -> None:
    second = log(proposal, "second", source=another("other"))
    publish(proposal, "both", log(proposal, "said"), second)
    publish(
        proposal, "corroborated", log(proposal, "third", corroborated_by=[Source.objects.get(ref="other")]), sequence=2
    )

    withdraw(Source.objects.get(ref="test-2020-source"))

    assert flags() == {}
    found = {record.ref: record.alone for record in flagged.of_source("test-2020-source")}
    assert found == {"both": False, "corroborated": False}


def test_words_that_cannot_set_the_stance_do_not_hold_it_up(proposal: Proposal) -> None:
    senator = log(proposal, "senator", source=another("other"), voice=Voice.LEGISLATOR)
    publish(proposal, "minister", log(proposal, "said"), senator)

    withdraw(Source.objects.get(ref="test-2020-source"))

    assert list(flags()) == ["minister"]


def test_a_flag_goes_with_its_cause_and_names_its_lock(proposal: Proposal) -> None:
    statement = log(proposal, "said")
    record = publish(proposal, "alone", statement)
    withdraw(Source.objects.get(ref="test-2020-source"))
    locks.lock(proposal=proposal, noun=LockedNoun.STANCE, ref="alone", reason="Before the court.", by="ben")
    assert flags()["alone"].lock.reason == "Before the court."

    locks.release(proposal=proposal, noun=LockedNoun.STANCE, ref="alone", reason="Settled.", by="ben")
    corrections.withdraw(statement=statement, reason="Only there.", by="ben")

    assert flags() == {}
    record.refresh_from_db()
    assert record.withdrawal_reason == "Only there."


def test_the_number_of_queries_does_not_grow(proposal: Proposal, django_assert_max_num_queries: Any) -> None:
    for number in range(1, 8):
        publish(proposal, f"aa0-{number}", log(proposal, f"said-{number}"), sequence=number)
    withdraw(Source.objects.get(ref="test-2020-source"))

    with django_assert_max_num_queries(7):
        assert len(flagged.flagged()) == 7


@pytest.mark.parametrize(
    ("carried_by", "alone"),
    [([], False), ([{1}], True), ([{1}, {1, 2}], True), ([{1}, {3}], False), ([{1, 3}], False)],
)
def test_nothing_is_left_only_where_every_carrier_falls(carried_by: list[set[int]], alone: bool) -> None:
    assert rests_only_on(carried_by, {1, 2}) is alone
