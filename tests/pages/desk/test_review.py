"""The page of one review: blind coding, both codings, a decision; and what becomes of late or faulty answers."""

import re
from typing import Any

import pytest
from django.test import Client

from guarantors.actions import submissions
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Basis, Confidence, Level
from guarantors.domain.submission import PersonGiven, RelationGiven, SourceGiven
from guarantors.domain.voice import Identification, Relation, Voice
from guarantors.models import Coding, CodingSheet, Source, Statement
from tests.desk import coded, coding, given, press, review_of, submission, typed
from tests.pages.reading import page, rows, section, text_of
from tests.people import client_of
from tests.world import log, make_proposal

pytestmark = pytest.mark.django_db
DRAFT = "0b7c1d8e-0000-4000-8000-00000000000a"


@pytest.fixture
def ben() -> Client:
    return client_of(DeskRole.REVIEWER)


def test_before_coding_the_statement_stands_there_whole_with_its_source(ben: Client) -> None:
    proposal = make_proposal()
    log(proposal, "earlier")
    source = SourceGiven(
        title="New paper", publisher="P", language="de", url="https://n.example/1", archived_url="https://a.example/1"
    )
    what = given(
        source,
        (RelationGiven("earlier", Relation.WALKS_BACK),),
        quote="Nein.",
        quote_language="de",
        corroborated_by=("test-2020-source",),
    )
    text = page(ben, review_of(submission(proposal, what=what)))

    assert '<blockquote class="big" dir="auto" lang="de">“Nein.”</blockquote>' in text
    assert "A. Minister , Minister" in text_of(text)
    assert 'href="https://n.example/1"' in text
    assert 'href="https://a.example/1"' in text
    assert '<a href="/sources/test-2020-source/">A paper</a>' in text
    assert 'Walks back <a href="/statements/earlier/">earlier</a>' in text
    assert section(text, "h-codings") == ""
    assert 'value="code"' in text
    assert 'value="publish"' not in text


def test_a_coding_is_kept_and_then_both_are_shown(ben: Client) -> None:
    item = submission(make_proposal())

    response = press(ben, item, "code", typed("opposed", rationale="Rules it out.", confidence="medium"))

    assert (response.status_code, response.headers["Location"]) == (303, review_of(item) + "#h-codings")
    sheet = CodingSheet.objects.get(submission=item, round="second")
    assert (sheet.coder, sheet.codings[0]["level"], sheet.codings[0]["confidence"]) == ("ben", "opposed", "medium")
    both = section(page(ben, review_of(item)), "h-codings")
    assert rows(both)[1:] == [
        "Land 0 Whole proposal Sceptical High confidence Voices doubt. Opposed Medium confidence Rules it out. "
        "Differs: the level"
    ]
    assert "The two coders differ" in text_of(both)


@pytest.mark.parametrize(
    ("first", "second", "verdicts"),
    [
        ([coding()], [coding(confidence=Confidence.LOW)], ["Read alike"]),
        ([coding(), coding(provision="clause")], [coding()], ["Read alike", "ben left it out"]),
        ([coding()], [coding(), coding(provision="clause")], ["Read alike", "ada left it out"]),
        (
            [coding(level=Level.NONCOMMITTAL, basis=Basis.MIXED)],
            [coding(level=Level.NONCOMMITTAL, basis=Basis.DECLINED)],
            ["Differs: why noncommittal"],
        ),
    ],
)
def test_what_differs_is_said_in_words(ben: Client, first: Any, second: Any, verdicts: list[str]) -> None:
    item = coded(submission(make_proposal(), *first), *second)

    found = rows(section(page(ben, review_of(item)), "h-codings"))[1:]

    assert [row.endswith(verdict) for row, verdict in zip(found, verdicts, strict=True)] == [True] * len(verdicts)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (typed(), "Choose a level, or tick below"),
        (typed("open"), "say why the words were read so"),
        (typed("firm", rationale="Kept."), "“firm” is not known here"),
        (typed("committed", rationale="Kept."), "how the state bound itself"),
    ],
)
def test_a_faulty_coding_is_kept_in_the_form(ben: Client, data: dict[str, str], said: str) -> None:
    item = submission(make_proposal())

    response = press(ben, item, "code", data)

    text = response.content.decode()
    assert response.status_code == 422
    assert said.lower() in text_of(text).lower()
    assert data.get("u-whole-rationale", "") in text
    if data["u-whole-level"] in list(Level):
        assert re.search(rf'value="{data["u-whole-level"]}" checked', text)
    assert not CodingSheet.objects.filter(submission=item, round="second").exists()


def test_words_without_a_level_are_coded_as_such(ben: Client) -> None:
    proposal = make_proposal()
    item = submissions.submit(proposal=proposal, given=given(voice=Voice.LEGISLATOR), codings=[], by="ada")

    assert press(ben, item, "code", {"nothing": "yes"}).status_code == 303
    assert "Neither coder read a level in it." in page(ben, review_of(item))
    assert press(ben, item, "publish").status_code == 303
    assert Statement.objects.filter(proposal=proposal).count() == 1
    assert not Coding.objects.filter(guarantor__proposal=proposal).exists()


def test_a_second_coding_that_came_too_late_is_kept_in_the_form(ben: Client) -> None:
    item = coded(submission(make_proposal(), coding(rationale="Ada's words.")), coding(level=Level.OPEN), by="carl")

    response = press(ben, item, "code", typed("opposed", rationale="Late but mine."))

    text = response.content.decode()
    assert response.status_code == 409
    assert "<li>carl has coded it meanwhile; your coding was not taken.</li>" in text
    assert "Late but mine.</textarea>" in text
    assert re.search(r'name="u-whole-level" value="opposed" checked', text)
    assert "Ada&#x27;s words." in section(text, "h-codings")


@pytest.mark.parametrize("do", ["code", "adjudicate", "publish", "give-back"])
def test_what_was_decided_meanwhile_is_said_and_the_text_is_kept(ben: Client, do: str) -> None:
    proposal = make_proposal()
    item = coded(submission(proposal), by="carl")
    submissions.publish(submission=item, by="carl")

    response = press(ben, item, do, typed("opposed", rationale="Late but mine.") | {"reason": "Wrong day."})

    assert "Somebody else was quicker" in response.content.decode()
    text = response.content.decode()
    assert response.status_code == 409
    assert "It was published by carl meanwhile." in text
    assert 'href="/statements/aa0-2020-01-02-minister/"' in text
    kept = text_of(section(text, "h-kept"))
    assert "Whole proposal Opposed" in kept
    assert "Whole proposal: Rationale Late but mine." in kept
    assert Statement.objects.filter(proposal=proposal).count() == 1


@pytest.mark.parametrize("do", ["", "burn"])
def test_an_unknown_button_is_refused_in_words(ben: Client, do: str) -> None:
    response = press(ben, submission(make_proposal()), do)

    assert response.status_code == 400
    assert "there is no such button" in response.content.decode()


def test_unnamed_words_are_coded_with_low_confidence(ben: Client) -> None:
    low = coding(confidence=Confidence.LOW)
    said = {"identification": Identification.UNNAMED, "speaker": PersonGiven("", "An official")}
    item = submission(make_proposal(), low, **said)

    assert press(ben, item, "code", typed("sceptical", rationale="So do I.")).status_code == 303
    assert "Read alike" in page(ben, review_of(item))


def test_there_is_nothing_at_another_id(ben: Client) -> None:
    response = ben.get(f"/desk/review/{DRAFT}/")

    assert response.status_code == 404
    assert "No statement was handed in under this address." in response.content.decode()


def test_a_source_on_record_is_linked(ben: Client) -> None:
    item = submission(make_proposal(), what=given(SourceGiven(id="test-2020-source")))

    assert '<a href="/sources/test-2020-source/">An article</a>' in page(ben, review_of(item))
    assert Source.objects.filter(url="https://paper.example/1").count() == 0


def test_what_may_be_the_same_is_named_with_why(ben: Client) -> None:
    proposal = make_proposal()
    log(proposal, "said-before", summary="Doubts it.")
    item, other = (
        submission(proposal),
        submission(proposal, coding(level=Level.OPEN, rationale="Not for Ben."), by="eva"),
    )

    found = section(page(ben, review_of(item)), "h-alike")

    assert '<a href="/statements/said-before/">A. Minister, 2 Jan 2020</a>' in found
    assert f'<a href="/desk/review/{other.pk}/">' in found
    assert "waits, logged by eva" in found
    assert str(item.pk) not in found
    assert "Not for Ben." not in page(ben, review_of(item))


def test_its_tab_is_the_queues(ben: Client) -> None:
    assert '<a href="/desk/review/" aria-current="true">Review</a>' in page(ben, review_of(submission(make_proposal())))
    assert '<a href="/desk/review/" aria-current="page">Review</a>' in page(ben, "/desk/review/")
