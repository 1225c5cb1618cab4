"""`POST /api/v1/statements/`: handed in like at the desk, refused like at the desk."""

import json
from typing import Any

import pytest
from django.test import Client

from guarantors.actions import submissions
from guarantors.domain.coding import Round
from guarantors.domain.roles import DeskRole
from guarantors.domain.stance import Level
from guarantors.models import Proposal, Statement, Submission
from tests.people import client_of
from tests.world import log

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/statements/"


def body(**changes: Any) -> dict[str, Any]:
    """A minister of Land 0 speaks, as a paper prints the day after."""
    given = {
        "proposal": "test-2020",
        "source": {
            "title": "Land 0 hesitates",
            "publisher": "A paper",
            "published_on": "2020-01-03",
            "language": "en",
            "url": "https://paper.example/1",
        },
        "actors": ["AA0"],
        "said_on": "2020-01-02",
        "speaker": {"name": "A. Minister", "office": "Minister"},
        "voice": "minister",
        "identification": "named",
        "directness": "direct",
        "summary": "Doubts it.",
        "codings": [{"guarantor": "AA0", "level": "sceptical", "confidence": "high", "rationale": "Voices doubt."}],
    }
    return {name: value for name, value in (given | changes).items() if value is not ...}


def coding(**changes: Any) -> list[dict[str, Any]]:
    return [body()["codings"][0] | changes]


def send(client: Client, sent: object, **headers: str) -> Any:
    text = sent if isinstance(sent, str | bytes) else json.dumps(sent)
    return client.post(ADDRESS, text, content_type="application/json", headers=headers)


def test_it_waits_for_review(proposal: Proposal, ada: Client) -> None:
    response = send(ada, body(sequence=2, relations=[]))
    waiting = Submission.objects.get(proposal=proposal)

    assert response.status_code == 201
    assert response.headers["Location"] == f"http://testserver/api/v1/submissions/{waiting.pk}/"
    assert response.json()["id"] == str(waiting.pk)
    assert response.json()["state"] == "waits for a second coder"
    assert waiting.logged_by == "ada"
    assert not Statement.objects.filter(proposal=proposal).exists()
    [read] = submissions.codings_of(waiting, Round.FIRST)
    assert (read.level, read.provision, read.basis) == (Level.SCEPTICAL, None, None)


def test_what_was_sent_can_be_published(proposal: Proposal, ada: Client) -> None:
    log(proposal, "earlier")
    condition = {"kind": "consent", "text": "Only if others do."}
    sent = body(
        said_on="2020-01",
        directness="relayed",
        relayed_by={"office": "Spokesman"},
        relations=[{"earlier": "earlier", "relation": "walks_back"}],
        codings=coding(provision="clause", conditions=[condition]),
    )
    assert send(ada, sent).status_code == 201
    waiting = Submission.objects.get(proposal=proposal)
    submissions.code(submission=waiting, codings=submissions.codings_of(waiting, Round.FIRST), by="ben")

    statement = submissions.publish(submission=waiting, by="ben")

    assert statement.answers.get().earlier.ref == "earlier"
    record = statement.evidence_for.get().stance
    assert (record.effective_on, record.provision and record.provision.slug) == ("2020-01-03", "clause")
    assert [item.text for item in record.conditions.all()] == ["Only if others do."]


FORM = [
    ([], "statement", "is not an object with the keys proposal, source"),
    (body(colour="red"), "colour", "there is no such key; the allowed ones: proposal, source"),
    (body(proposal=...), "proposal", "is missing"),
    (body(voice=...), "voice", "is missing"),
    (body(voice="bishop"), "voice", "there is no “bishop”; the allowed ones are: head_of_state"),
    (body(voice=["minister"]), "voice", "write one value"),
    (body(summary=5), "summary", "is a number or a truth value"),
    (body(sequence=0), "sequence", "is not a whole number from 1"),
    (body(sequence=True), "sequence", "is a number or a truth value"),
    (body(sequence=40_000), "sequence", "is not a whole number from 1"),
    (body(summary="x\ud800"), "summary", "half a character"),
    (body(summary="x\u0000"), "summary", "control character"),
    (body(actors="AA0"), "actors", "is not a list"),
    (body(speaker={"name": "A", "age": "7"}), "speaker", "age: there is no such key; the allowed ones: name, office"),
    (body(source="paper"), "source", "is not an object with the keys id, title"),
    (body(source=body()["source"] | {"colour": ""}), "source.colour", "there is no such key"),
    (body(source=body()["source"] | {"url": "paper"}), "source.url", "is not a web address"),
    (body(source=body()["source"] | {"language": "x" * 13}), "source.language", "at most 12"),
    (body(source=body()["source"] | {"published_on": "2020-02-30"}), "source.published_on", "there is no day 30"),
    (body(codings={}), "codings", "is not a list of objects"),
    (body(codings=[{}] * 201), "codings", "at most 200"),
    (body(codings=[7]), "codings.0", "is not an object with the keys guarantor"),
    (body(codings=coding(level="warm")), "codings.0.level", "the allowed ones are: committed"),
    (
        body(codings=coding(conditions=[{"kind": "x", "text": "y"}])),
        "codings.0.conditions",
        "ones are: consent",
    ),
    (
        body(relations=[{"earlier": "e", "relation": "denies"}]),
        "relations.0.relation",
        "ones are: clarifies",
    ),
]


@pytest.mark.parametrize(("sent", "field", "said"), FORM)
def test_a_form_that_cannot_be_read_is_a_400_that_names_the_key(
    proposal: Proposal, ada: Client, sent: object, field: str, said: str
) -> None:
    response = send(ada, sent)
    problem = response.json()

    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    assert [error for error in problem["errors"] if error["field"] == field and said in error["detail"]], problem
    assert not Submission.objects.filter(proposal=proposal).exists()


RULES = [
    (body(proposal="nope"), "proposal", "proposal-is-known"),
    (body(proposal="\u0000"), "proposal", "proposal-is-known"),
    (body(said_on="soon"), "said_on", "date-is-possible"),
    (body(summary=...), "summary", "statement-has-a-summary"),
    (body(speaker=...), "speaker", "named-means-a-speaker"),
    (body(actors=...), "actors", "statement-speaks-for-somebody"),
    (body(source={"id": "unheard-of"}), "source.id", "source-is-known"),
    (body(source={}), "source.title", "source-has-title-and-publisher"),
    (body(relations=[{"earlier": "e", "relation": "clarifies"}]), "relations.0.earlier", "statement-is-known"),
    (body(codings=coding(level="committed")), "codings.0.legal_status", "committed-names-its-legal-status"),
]


@pytest.mark.parametrize(("sent", "field", "rule"), RULES)
def test_a_broken_rule_is_a_422_that_names_it(
    proposal: Proposal, ada: Client, sent: object, field: str, rule: str
) -> None:
    response = send(ada, sent)

    assert (response.status_code, response.json()["status"]) == (422, 422)
    assert (field, rule) in [(error["field"], error["rule"]) for error in response.json()["errors"]]
    assert not Submission.objects.filter(proposal=proposal).exists()


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ("{", 400, "This is not JSON"),
        ('{"a": 1, "a": 2}', 400, "the key “a” stands twice"),
        ('{"a": NaN}', 400, "NaN is no number"),
        (b"\xff", 400, "This is not JSON"),
        ("[" * 100_000, 400, "nested without end"),
        ("9" * 5000, 400, "This is not JSON"),
        (" " * 600_000, 413, "At most 524288 bytes"),
        ("", 400, "is missing"),
    ],
)
def test_what_is_no_json_is_refused(ada: Client, sent: str | bytes, status: int, said: str) -> None:
    response = send(ada, sent)

    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert said in response.json()["detail"]


def test_only_json_is_taken(ada: Client) -> None:
    assert ada.post(ADDRESS, {"proposal": "test-2020"}).status_code == 415


@pytest.mark.parametrize(
    ("roles", "status", "said"),
    [
        ((), 401, "credentials"),
        ((DeskRole.READER,), 403, "takes the role editor or reviewer"),
        ((DeskRole.ADMINISTRATOR,), 403, "takes the role editor or reviewer"),
        ((DeskRole.REVIEWER,), 201, ""),
    ],
)
def test_it_takes_the_right_to_log(proposal: Proposal, roles: tuple[DeskRole, ...], status: int, said: str) -> None:
    response = send(client_of(*roles), body())

    assert response.status_code == status
    if status != 201:
        assert response.headers["Content-Type"] == "application/problem+json"
        assert said in response.json()["detail"]
        assert not Submission.objects.filter(proposal=proposal).exists()
    assert ("WWW-Authenticate" in response.headers) == (status == 401)


def test_a_second_factor_is_required_where_the_site_requires_it(proposal: Proposal, ada: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = True

    response = send(ada, body())

    assert (response.status_code, "second factor" in response.json()["detail"]) == (403, True)
    assert not Submission.objects.filter(proposal=proposal).exists()


def test_another_site_cannot_write_with_a_visitors_session(proposal: Proposal) -> None:
    client = client_of(DeskRole.EDITOR, enforce_csrf_checks=True)

    response = send(client, body())

    assert (response.status_code, "CSRF" in response.json()["detail"]) == (403, True)
    assert not Submission.objects.filter(proposal=proposal).exists()
