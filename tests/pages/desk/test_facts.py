"""What an entry says in words: the forms' own names for fields, names for codes, and nothing of what is blank."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from guarantors.domain.coding import Review, Round
from guarantors.domain.difference import Change, changes
from guarantors.domain.stance import ConditionKind, ConditionStatus, Confidence, Level
from guarantors.exchange.spoken import speaking
from guarantors.pages.desk import past
from guarantors.pages.desk.facts import changed, facts
from guarantors.queries.history import Deed, Past, Read
from tests.world import make_proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("actors", ("AA0", "ZZZ"), ("On behalf of", "Land 0, ZZZ")),
        ("guarantor", "AA1", ("Guarantor", "Land 1")),
        ("said_on", "2022-03-28/2022-03-30", ("Date said", "28 March 2022 to 30 March 2022")),
        ("effective_on", "2022-03", ("In effect from", "March 2022")),
        ("sequence", 2, ("Place in the day", "2")),
        ("speaker", {"name": "", "office": "A senior official"}, ("Speaker", "A senior official")),
        ("level", Level.SCEPTICAL, ("Level", "Sceptical")),
        ("provision", None, ("On", "The whole proposal")),
        ("provision", "air-defence", ("On", "“Air defence”")),
        ("summary", "Doubts it is wise.", ("Summary", "Doubts it is wise.")),
        ("quote", "I doubt it.", ("Exact words", "“I doubt it.”")),
        ("quote_language", "uk", ("Language of the words", "Ukrainian")),
        ("language", "tlh", ("Language", "tlh")),
        ("authors", ["A. Writer", "B. Writer"], ("Authors", "A. Writer, B. Writer")),
        ("verified", False, ("Checked", "Not confirmed by a stored page")),
        ("review", "agreed", ("Review", "Two coders agreed")),
        (
            "conditions",
            ({"kind": ConditionKind.CONSENT, "text": "if Russia agrees", "status": ConditionStatus.OPEN},),
            ("Conditions", "Consent: if Russia agrees (open)"),
        ),
    ],
)
def test_a_field_is_told_in_words(field: str, value: Any, told: tuple[str, str]) -> None:
    make_proposal(guarantors=2)

    assert facts({field: value}, titles={"air-defence": "Air defence"}) == [told]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "a-ref"),
        ("quote", ""),
        ("verified", None),
        ("sequence", 1),
        ("corroborated_by", ()),
        ("relayed_by", {"name": "", "office": ""}),
    ],
)
def test_what_says_nothing_is_left_out(field: str, value: Any) -> None:
    assert facts({field: value}) == []


def test_a_change_of_day_is_told_as_days_are_read() -> None:
    was = Change("said_on", "2022-03-30", "not given")

    assert changed([was]) == [("Date said", "30 March 2022", "not given")]


def test_a_change_of_a_list_is_told_without_brackets() -> None:
    was = Change("statements", "(one, two)", "none")

    assert changed([was]) == [("Rests on", "one, two", "none")]


def test_a_change_is_told_in_the_words_of_the_codebook() -> None:
    was = Change("legal_status", "not given", "in_force")
    met = {"kind": ConditionKind.CONSENT, "text": "if Russia agrees", "status": ConditionStatus.MET}

    assert changed([was, *changes({"conditions": ()}, {"conditions": (met,)})]) == [
        ("Legal status", "not given", "In force"),
        ("Conditions", "none", "Consent: if Russia agrees (met)"),
    ]


READ = Read("DEU", "Germany", "", Level.OPEN, Confidence.LOW)
SECOND = Past(datetime(2022, 4, 1, tzinfo=UTC), "ben", Deed.CODED, round=Round.SECOND, read=(READ,))


@pytest.mark.parametrize(
    ("act", "about"),
    [
        (SECOND, "Second coding, made blind. Germany: open, low confidence."),
        (
            replace(SECOND, round=None, read=(READ, replace(READ, provision="Air defence"))),
            "Loaded with the statement. Germany: open, low confidence; Germany on Air defence: open, low confidence.",
        ),
        (replace(SECOND, read=(), review=Review.AGREED), "Two coders read it alike."),
        (replace(SECOND, read=(), about="A paper"), "A paper"),
    ],
)
def test_an_act_says_what_of_it(act: Past, about: str) -> None:
    assert past.told(act)["about"] == about


def test_a_word_that_two_vocabularies_share_is_said_of_what_it_is_about() -> None:
    with speaking("uk"):
        told = changed([Change("status", "standing", "corrected"), Change("kind", "article", "official")])

    assert told == [("Статус", "Чинне", "Виправлене"), ("Вид", "Стаття", "Офіційне джерело")]
