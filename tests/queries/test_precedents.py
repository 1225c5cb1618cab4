"""How statements like this one were read before: the nearest, those at the chosen level apart, published ones alone."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guarantors.actions import submissions
from guarantors.domain.coding import Round
from guarantors.domain.stance import Level
from guarantors.domain.voice import Voice
from guarantors.models import Proposal, Provision
from guarantors.queries.precedents import MOST, Precedents, precedents
from tests.codings import code
from tests.desk import coding, given
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db

NOW = datetime(2100, 1, 1, tzinfo=UTC)
WORDS = "Zweifelt grundsätzlich daran, beistandspflichtig zu werden."


def found(**asked: Any) -> Precedents:
    values: dict[str, Any] = {
        "summary": WORDS,
        "quote": "",
        "voice": Voice.MINISTER,
        "level": Level.SCEPTICAL,
        "on_a_provision": False,
        "known_at": NOW,
    }
    return precedents(**values | asked)


def read(proposal: Proposal, ref: str, level: Level, summary: str = WORDS, **values: Any) -> None:
    """A statement with a record that rests on it."""
    day = values.pop("day", "2020-01-02")
    said = log(proposal, ref, summary=summary, said_on=day)
    publish(proposal, f"r-{ref}", said, level=level, effective_on=day, **values)


def test_those_read_alike_stand_apart_from_those_read_otherwise() -> None:
    proposal = make_proposal()
    read(proposal, "alike", Level.SCEPTICAL)
    read(proposal, "otherwise", Level.OPPOSED, day="2020-01-03")

    answer = found()

    assert [item.ref for item in answer.alike] == ["alike"]
    assert [item.ref for item in answer.otherwise] == ["otherwise"]
    (reading,) = answer.otherwise[0].readings
    assert (reading.level, reading.on, reading.actors) == (Level.OPPOSED, "", (("AA0", "Land 0"),))
    assert answer.alike[0].proposal_title == proposal.title


def test_the_nearest_words_come_first() -> None:
    proposal = make_proposal()
    read(proposal, "near", Level.SCEPTICAL)
    read(proposal, "far", Level.SCEPTICAL, summary="Zweifelt grundsätzlich an vielem anderen.", day="2020-01-03")
    read(proposal, "strange", Level.SCEPTICAL, summary="Begrüßt Gespräche.", day="2020-01-04")

    assert [item.ref for item in found().alike] == ["near", "far"]


def test_the_same_voice_is_nearer() -> None:
    proposal = make_proposal()
    for number, voice in enumerate((Voice.MINISTER, Voice.SPOKESPERSON, Voice.MINISTER), 1):
        said = log(proposal, f"v{number}", summary=WORDS, voice=voice, sequence=number)
        publish(proposal, f"r{number}", said, level=Level.SCEPTICAL, sequence=number)

    assert [item.voice for item in found().alike][-1] == Voice.SPOKESPERSON


def test_five_are_shown_and_those_read_otherwise_keep_their_place() -> None:
    proposal = make_proposal()
    for number in range(6):
        read(proposal, f"a{number}", Level.SCEPTICAL, sequence=number + 1)
    for number in range(6, 9):
        read(proposal, f"o{number}", Level.OPEN, sequence=number + 1)

    both, alone = found(), found(level=Level.SUPPORTIVE)

    assert (len(both.alike), len(both.otherwise)) == (3, 2)
    assert (len(alone.alike), len(alone.otherwise)) == (0, MOST)


def test_a_provision_is_compared_with_provisions() -> None:
    proposal = make_proposal()
    clause = Provision.objects.get(proposal=proposal)
    read(proposal, "whole", Level.SCEPTICAL)
    read(proposal, "clause", Level.SCEPTICAL, provision=clause)

    assert [item.ref for item in found().alike] == ["whole"]
    (item,) = found(on_a_provision=True).alike
    assert (item.ref, item.readings[0].on) == ("clause", "A clause")


def test_what_waits_is_no_precedent() -> None:
    proposal = make_proposal()
    submissions.submit(proposal=proposal, given=given(summary=WORDS), codings=[coding()], by="ada")

    assert found() == Precedents((), ())


def test_words_that_move_nothing_are_read_by_their_coders_and_the_adjudication_counts() -> None:
    proposal = make_proposal()
    said = log(proposal, "senator", summary=WORDS, voice=Voice.LEGISLATOR)
    code(said, "ada", Level.SCEPTICAL, Round.FIRST, at=None)
    code(said, "ben", Level.OPEN, Round.SECOND, at=None)
    assert [item.ref for item in found().alike] == ["senator"]

    code(said, "cleo", Level.OPEN, Round.ADJUDICATION, at=None)

    (item,) = found().otherwise
    assert [reading.level for reading in item.readings] == [Level.OPEN]


def test_a_joint_declaration_is_one_reading_with_all_names() -> None:
    proposal = make_proposal(guarantors=3)
    said = log(proposal, "joint", summary=WORDS, actors=[part.actor for part in proposal.guarantors.all()])
    for number in range(3):
        publish(proposal, f"j{number}", said, code=f"AA{number}", level=Level.SCEPTICAL)

    (item,) = found().alike

    assert [[name for _, name in reading.actors] for reading in item.readings] == [["Land 0", "Land 1", "Land 2"]]


def test_the_statement_itself_is_no_precedent_of_itself() -> None:
    read(make_proposal(), "itself", Level.SCEPTICAL)

    assert found(but_ref="itself") == Precedents((), ())


@pytest.mark.parametrize("text", ["", "a", "\x00", "\"'&|:*()", "OR AND NOT NEAR"])
def test_words_that_find_nothing_answer_nothing(text: str) -> None:
    read(make_proposal(), "there", Level.SCEPTICAL)

    assert found(summary=text) == Precedents((), ())


def test_the_number_of_queries_is_fixed() -> None:
    counts = []
    for number in (1, 8):
        proposal = make_proposal(f"many-{number}")
        for index in range(number):
            read(proposal, f"m{number}-{index}", Level.SCEPTICAL, sequence=index + 1)
        with CaptureQueriesContext(connection) as captured:
            assert found().alike
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6
