"""`/api/v1/guarantors/`."""

from typing import Any

import pytest
from django.test import Client

from guarantors.models import Actor, Event
from tests.world import log, make_proposal, publish

pytestmark = pytest.mark.django_db
LIST = "/api/v1/guarantors/?proposal=istanbul-2022&as_of=2022-03-30"


def results(client: Client, query: str = "") -> dict[str, dict[str, Any]]:
    body = client.get(LIST + query).json()
    assert body["count"] == len(body["results"])
    return {item["actor"]["code"]: item for item in body["results"]}


def test_a_guarantor_has_its_stance_with_its_evidence(client: Client) -> None:
    germany = results(client)["DEU"]

    assert germany["actor"] == {"code": "DEU", "name": "Germany", "kind": "state"}
    assert germany["role"] == "proposed_guarantor"
    assert {key: germany["stance"][key] for key in ("id", "level", "order", "effective_on", "confidence")} == {
        "id": "deu-whole-2",
        "level": "open",
        "order": 1,
        "effective_on": "2022-03-30",
        "confidence": "medium",
    }
    assert germany["stance"]["statements"] == ["deu-2022-03-30-hebestreit", "deu-2022-03-30-official"]
    assert germany["stance"]["conditions"][0] == {
        "kind": "consent",
        "text": "Russia is one of the guarantors",
        "status": "open",
    }


def test_nothing_on_record_is_null_and_no_level(client: Client) -> None:
    assert results(client)["CAN"]["stance"] is None


def test_the_answer_says_which_view_it_is(client: Client) -> None:
    body = client.get(LIST + "&known_at=2026-01-01T00:00:00Z&provision=neutrality").json()

    assert (body["proposal"], body["provision"], body["as_of"], body["known_at"]) == (
        "istanbul-2022",
        "neutrality",
        "2022-03-30",
        "2026-01-01T00:00:00Z",
    )


@pytest.mark.parametrize(
    ("query", "codes"),
    [("&actor=FRA", {"FRA"}), ("&level=opposed", {"ISR"}), ("&role=proposer", {"UKR"}), ("&q=senator", {"USA"})],
)
def test_filters_have_the_names_of_the_page(client: Client, query: str, codes: set[str]) -> None:
    assert set(results(client, query)) == codes


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        (
            "/api/v1/guarantors/",
            400,
            "name a proposal; those on record are: g7-vilnius-2023, istanbul-2022, budapest-1994",
        ),
        ("/api/v1/guarantors/?proposal=nope", 404, "There is no proposal “nope”."),
        (f"{LIST}&actor=XYZ", 400, "there is no actor “XYZ”; the allowed ones are: UKR, RUS"),
        (f"{LIST}&coed=US", 400, "coed: there is no such parameter here; the allowed ones are: proposal, actor"),
        (f"{LIST}&as_of=2022-02-30", 400, "given 2 times"),
        ("/api/v1/guarantors/?proposal=istanbul-2022&as_of=2022-02-30", 400, "there is no day 30 in February 2022"),
        ("/api/v1/nothing/", 404, "There is nothing at this address."),
        ("/api/v1/?x=1", 400, "this address takes none"),
    ],
)
def test_an_error_is_a_problem_that_names_the_fix(client: Client, address: str, status: int, said: str) -> None:
    response = client.get(address)
    body = response.json()

    assert (response.status_code, body["status"]) == (status, status)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert said in body["detail"]


def test_the_index_leads_to_the_list(client: Client) -> None:
    body = client.get("/api/v1/").json()

    assert body["guarantors"]["href"].endswith("/api/v1/guarantors/")
    assert "known_at" in body["guarantors"]["parameters"]


def test_one_guarantor_has_an_address(client: Client) -> None:
    for code, row in results(client).items():
        assert client.get(f"/api/v1/guarantors/istanbul-2022/{code}/?as_of=2022-03-30").json() == row


def test_whatever_it_names_can_be_had_with_it(client: Client) -> None:
    body = client.get(f"{LIST}&expand=proposal,actor,statements").json()
    listed = {row["actor"]["code"]: row for row in body["results"]}

    assert set(body["included"]) == {"proposals", "actors", "statements"}
    assert set(body["included"]["actors"]) == set(listed)
    named = {ref for row in listed.values() for ref in (row["stance"] or {}).get("statements", ())}
    named |= {row["latest_statement"] for row in listed.values()} - {None}
    assert set(body["included"]["statements"]) == named
    for list_, rows in body["included"].items():
        for name, row in rows.items():
            assert client.get(f"/api/v1/{list_}/{name}/").json() == row
    germany = client.get("/api/v1/guarantors/istanbul-2022/DEU/?as_of=2022-03-30&expand=statements&fields=role").json()
    assert germany["role"] == "proposed_guarantor"
    assert {"deu-2022-03-30-hebestreit", "deu-2022-03-30-official"} <= set(germany["included"]["statements"])


def test_a_stance_of_an_earlier_government_says_so(client: Client) -> None:
    proposal = make_proposal()
    said = log(proposal, "said-1")
    publish(proposal, "aa0-1", said)
    day = {"happened_on": "2020-02-01", "first_day": "2020-02-01", "last_day": "2020-02-01"}
    actor = Actor.objects.get(code="AA0")
    Event.objects.create(proposal=proposal, ref="vote", kind="change_of_government", actor=actor, title="A vote", **day)

    before, after = (
        client.get(f"/api/v1/guarantors/test-2020/AA0/?as_of={as_of}").json()["stance"]["previous_government"]
        for as_of in ("2020-01-31", "2020-02-01")
    )

    assert (before, after) == (None, {"event": "vote", "changed_on": "2020-02-01"})
