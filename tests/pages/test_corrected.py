"""The two clocks in the reader's hand: what was later corrected of a past view, and what is new since a visit."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from guarantors.actions import stances, statements
from guarantors.domain.stance import Level
from guarantors.models import Statement
from tests.world import log, make_proposal, publish, stance_content, statement_content

pytestmark = pytest.mark.django_db
FIRST = datetime(2020, 2, 1, tzinfo=UTC)
LATER = FIRST + timedelta(days=30)
VIEW = "/test-2020/?as_of=2020-01-05"
THEN = "known_at=2020-02-02T00:00:00Z"
CORRECTED = "/test-2020/corrected/?as_of=2020-01-05"


@pytest.fixture
def said() -> Statement:
    proposal = make_proposal(guarantors=2)
    statement = log(proposal, "said-1", at=FIRST)
    record = publish(proposal, "aa0-1", statement, at=FIRST)
    stances.correct(
        record=record, content=stance_content(statement, level=Level.OPPOSED), reason="Misread.", by="Ben", at=LATER
    )
    return statement


@pytest.mark.parametrize(("address", "more"), [("/test-2020/", ""), ("/test-2020/AA0/", "&amp;actor=AA0")])
def test_a_view_of_the_past_leads_to_what_was_corrected_later(
    client: Client, said: Statement, address: str, more: str
) -> None:
    text = client.get(f"{address}?as_of=2020-01-05&{THEN}").content.decode()

    assert "This is what we had on record on 2 February 2020, 00:00 UTC" in text
    assert f'href="/test-2020/corrected/?as_of=2020-01-05&amp;{THEN}{more}"' in text


def test_the_corrections_are_named_with_their_reasons(client: Client, said: Statement) -> None:
    text = client.get(f"{CORRECTED}&{THEN}").content.decode()

    link = '<a href="/test-2020/AA0/aa0-1/?as_of=2020-01-05">Land 0: open from 2 Jan 2020, corrected 2 Mar 2020</a>'
    assert "One entry in it was corrected or withdrawn later:" in text
    assert f"{link}: Misread." in text
    assert 'id="r-aa0-1"' in client.get("/test-2020/AA0/?as_of=2020-01-05").content.decode()


def test_a_withdrawal_and_a_corrected_statement_are_said_too(client: Client, said: Statement) -> None:
    proposal = said.proposal
    other = log(proposal, "said-2", at=LATER)
    record = publish(proposal, "aa0-2", other, at=LATER, effective_on="2020-01-03")
    stances.withdraw(record=record, reason="Not theirs.", by="Ben", at=LATER + timedelta(days=2))
    changed = statement_content(proposal, summary="Says it otherwise.")
    statements.correct(statement=said, content=changed, reason="A slip.", by="Ben", at=LATER + timedelta(days=3))

    text = client.get(f"{CORRECTED}&known_at=2020-03-03T00:00:00Z").content.decode()

    assert "Two entries in it were corrected or withdrawn later:" in text
    assert "withdrawn 4 Mar 2020</a>: Not theirs." in text
    assert "Statement said-1 for Land 0, corrected 5 Mar 2020</a>: A slip." in text


def test_another_guarantor_is_not_troubled(client: Client, said: Statement) -> None:
    assert "Nothing in it was corrected" in client.get(f"{CORRECTED}&{THEN}&actor=AA1").content.decode()


@pytest.mark.parametrize(
    ("query", "fact"),
    [("", "say of which moment"), (f"?{THEN}&actor=XXX", "there is no actor “XXX”; the allowed ones are: AA0, AA1")],
)
def test_corrections_of_no_view_are_refused(client: Client, said: Statement, query: str, fact: str) -> None:
    response = client.get(f"/test-2020/corrected/{query}")

    assert response.status_code == 400
    assert fact in response.content.decode()


def test_a_view_of_the_present_has_no_banner(client: Client, said: Statement) -> None:
    assert "what we had on record" not in client.get(VIEW).content.decode()


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("2020-01-31", "1 new stance record, 1 new statement and 1 correction since 31 January 2020, 00:00 UTC."),
        ("2020-02-02", "1 correction since 2 February 2020, 00:00 UTC."),
        ("2020-03-03", "Nothing was recorded since 3 March 2020, 00:00 UTC."),
    ],
)
def test_a_reader_who_comes_back_is_told_what_is_new(client: Client, said: Statement, since: str, told: str) -> None:
    for address in ("/test-2020/", "/test-2020/AA0/"):
        assert told in client.get(f"{address}?since={since}").content.decode()
    assert "Nothing was recorded" in client.get(f"/test-2020/AA1/?since={since}").content.decode()


def test_the_address_to_keep_begins_after_all_that_is_shown(client: Client, said: Statement) -> None:
    text = client.get("/test-2020/").content.decode()

    assert 'href="/test-2020/?since=2020-03-02T00:00:00Z"' in text
    assert "Nothing was recorded since" in client.get("/test-2020/?since=2020-03-02T00:00:00Z").content.decode()
