"""How a record was reviewed, as readers are told; nothing is said of what was loaded."""

from typing import Any

import pytest
from django.test import Client, override_settings

from guarantors.actions import submissions
from guarantors.domain.stance import Level
from guarantors.models import Proposal
from tests.desk import coded, coding, submission
from tests.pages.reading import page, rows, section, text_of
from tests.world import make_proposal

pytestmark = pytest.mark.django_db
STATEMENT, GUARANTOR = "/statements/aa0-2020-01-02-minister/", "/test-2020/AA0/"
WORDS = ("Two coders agreed", "Adjudicated", "Coded once, not reviewed", "first coding", "second coding")


def agreed(proposal: Proposal) -> None:
    submissions.publish(submission=coded(submission(proposal)), by="ben")


def adjudicated(proposal: Proposal) -> None:
    item = coded(submission(proposal), coding(level=Level.OPPOSED, rationale="Rules it out."))
    submissions.adjudicate(submission=item, codings=[coding(rationale="Not ruled out.")], by="ben")


def once(proposal: Proposal) -> None:
    with override_settings(REVIEW=False):
        submissions.publish_alone(submission=submission(proposal), by="ada")


@pytest.mark.parametrize(
    ("publish", "tag", "review", "rounds"),
    [
        (
            agreed,
            '<span class="tag">Two coders agreed</span>',
            "agreed",
            ["ada, first coding", "ben, second coding, blind"],
        ),
        (
            adjudicated,
            '<span class="tag">Adjudicated</span>',
            "adjudicated",
            ["ada, first coding", "ben, second coding, blind", "ben, adjudication"],
        ),
        (once, '<span class="tag warn">Coded once, not reviewed</span>', "coded_once", ["ada, first coding"]),
    ],
)
def test_the_pages_and_the_api_say_how_it_was_reviewed(
    client: Client, publish: Any, tag: str, review: str, rounds: list[str]
) -> None:
    publish(make_proposal())

    statement = page(client, STATEMENT)
    assert tag in section(statement, "h-rests")
    assert [row.split(":")[0] for row in rows(section(statement, "h-codings"), "li")] == rounds
    assert tag in section(page(client, GUARANTOR), "h-records")
    (result,) = client.get("/api/v1/guarantors/?proposal=test-2020").json()["results"]
    assert result["stance"]["review"] == review


@pytest.mark.parametrize("address", ["/statements/deu-2022-03-30-scholz/", "/istanbul-2022/DEU/"])
def test_nothing_is_said_of_what_was_loaded(client: Client, address: str) -> None:
    text = text_of(page(client, address))

    assert not [words for words in WORDS if words in text]


def test_the_api_says_null_of_what_was_loaded(client: Client) -> None:
    results = client.get("/api/v1/guarantors/?proposal=istanbul-2022&actor=DEU").json()["results"]

    assert [result["stance"]["review"] for result in results] == [None]
