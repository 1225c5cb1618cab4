"""Probable duplicates of a statement in the making: on record and waiting, with what is shared, never a coding."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guarantors.actions import statements, submissions
from guarantors.domain.submission import Given, PersonGiven, SourceGiven
from guarantors.models import Proposal
from guarantors.queries.similar import MOST, Similar, similar, sketch_of
from tests.desk import coding, given
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db

NOW = datetime(2100, 1, 1, tzinfo=UTC)


def found(proposal: Proposal, made: Given, **kwargs: Any) -> list[Similar]:
    return similar(proposal.pk, sketch_of(made), known_at=NOW, **kwargs)


def test_the_same_speaker_on_the_same_day_is_found() -> None:
    proposal = make_proposal()
    log(proposal, "there", summary="Says something else entirely.")

    (item,) = found(proposal, given())

    assert (item.ref, item.submission, item.who) == ("there", None, "A. Minister")
    assert item.likeness.reasons == ("same speaker", "same day")


def test_a_day_that_was_mistyped_is_found_by_speaker_and_source() -> None:
    proposal = make_proposal()
    log(proposal, "there", said_on="2021-06-01")

    (item,) = found(proposal, replace(given(), source=SourceGiven(id=f"{proposal.slug}-source")))

    assert item.likeness.reasons == ("same speaker", "same source")


def test_other_names_days_actors_and_proposals_are_left_out() -> None:
    proposal = make_proposal(guarantors=2)
    log(proposal, "other-day", said_on="2021-06-01")
    log(proposal, "other-speaker", speaker=PersonGiven("B. Envoy", "Envoy"))
    log(proposal, "other-actor", "AA1")
    log(make_proposal("other-2020"), "other-proposal")

    assert found(proposal, given()) == []


@pytest.mark.parametrize("said_on", ["2020", "2020-01"])
def test_an_imprecise_day_is_found_beside_a_day_of_it(said_on: str) -> None:
    proposal = make_proposal()
    log(proposal, "imprecise", said_on=said_on)

    assert [item.ref for item in found(proposal, given(summary="Says so."))] == []
    (item,) = found(proposal, replace(given(), source=SourceGiven(id=f"{proposal.slug}-source")))
    assert item.likeness.reasons == ("same speaker", "days that overlap", "same source")


def test_what_waits_is_found_with_who_logged_it_and_without_its_coding() -> None:
    proposal = make_proposal()
    waiting = submissions.submit(proposal=proposal, given=given(), codings=[coding()], by="ada")

    (item,) = found(proposal, given())

    assert (item.ref, item.submission, item.logged_by, item.summary) == ("", waiting.pk, "ada", "Doubts it.")
    assert "sceptical" not in repr(item)
    assert found(proposal, given(), but=waiting.pk) == []


def test_what_was_decided_waits_no_more() -> None:
    proposal = make_proposal()
    waiting = submissions.submit(proposal=proposal, given=given(), codings=[coding()], by="ada")
    submissions.give_back(submission=waiting, reason="Twice.", by="ben")

    assert found(proposal, given()) == []


def test_the_statement_itself_and_withdrawn_ones_are_no_duplicates() -> None:
    proposal = make_proposal()
    itself = log(proposal, "itself")

    assert found(proposal, given(), but_ref="itself") == []
    statements.withdraw(statement=itself, reason="Not said.", by="ben")
    assert found(proposal, given()) == []


def test_the_likest_come_first_and_few() -> None:
    proposal = make_proposal()
    for number in range(MOST + 2):
        log(proposal, f"s{number}", said_on="2020-01-02", sequence=number + 1)
    log(proposal, "likest", summary=given().said.summary, quote="No, no and no.")

    likest, *others = found(proposal, given(quote="No, no and no."))

    assert likest.ref == "likest"
    assert len(others) == MOST - 1


@pytest.mark.parametrize(
    "said",
    [
        {"said_on": "soon", "actors": (), "speaker": PersonGiven(), "summary": ""},
        {"said_on": "9999-12-31"},
        {"speaker": PersonGiven("A\x00B%_\\\ud800", "\x00"), "summary": "\x00"},
        {"actors": ("\x00", "")},
    ],
)
def test_half_a_statement_is_compared_as_far_as_it_goes(said: dict[str, Any]) -> None:
    proposal = make_proposal()
    log(proposal, "there")

    assert found(proposal, replace(given(**said), source=SourceGiven(url="https://\x00"))) == []


def test_the_number_of_queries_is_fixed() -> None:
    counts = []
    for number in (1, 9):
        proposal = make_proposal(f"many-{number}")
        for index in range(number):
            log(proposal, f"m{number}-{index}", sequence=index + 1)
            submissions.submit(proposal=proposal, given=given(), codings=[], by="ada")
        with CaptureQueriesContext(connection) as captured:
            assert len(found(proposal, given(), but=uuid.uuid4())) == min(MOST, 2 * number)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 9
