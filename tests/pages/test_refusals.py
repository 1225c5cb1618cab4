"""Bad input gets a page that says what is wrong: 400 or 404, never 500."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guarantors.address import TABLE_PARAMETERS as PARAMETERS
from guarantors.address import refusals
from guarantors.domain.dates import parse
from guarantors.domain.errors import Breach, Wording
from guarantors.domain.risk import Who
from guarantors.domain.stance import LegalStatus
from guarantors.exchange import spoken
from tests.engines import examples

pytestmark = pytest.mark.django_db
TABLE = "/istanbul-2022/"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{TABLE}?as_of=2022-02-30", "there is no day 30 in February 2022; it has 28 days"),
        (f"{TABLE}?as_of=30.03.2022", "“30.03.2022” is not a day; write it as 2022-03-30"),
        (f"{TABLE}?as_of=2022-03", "is not a day; write it as"),
        (f"{TABLE}?as_of=2999-01-01", "1 January 2999 is in the future"),
        (f"{TABLE}?as_of=0000-00-00", "is before 1800"),
        (f"{TABLE}?known_at=yesterday", "“yesterday” is not a moment; write 2022-04-02T00:00:00Z"),
        (f"{TABLE}?known_at=2999-01-01", "is in the future; nothing is recorded yet"),
        (f"{TABLE}?known_at=0001-01-01T00:00:00Z", "is before 1800"),
        (f"{TABLE}?known_at=0001-01-01T00:00:00%2B14:00", "is not a moment"),
        (f"{TABLE}?level=warm", "there is no level “warm”; the allowed ones are: committed, supportive, open"),
        (f"{TABLE}?role=friend", "there is no role “friend”; the allowed ones are: proposed_guarantor"),
        (f"{TABLE}?provision=nope", "there is no provision “nope”; the allowed ones are: collective-defence"),
        (f"{TABLE}?sort=luck", "there is no sort “luck”; the allowed ones are: level, -level"),
        (f"{TABLE}?stance=open", "there is no such parameter here; the allowed ones are: as_of, known_at"),
        (f"{TABLE}?level=open&level=opposed", "given 2 times; give it once"),
        (f"{TABLE}?q={'x' * 10_000}", "the text has 10000 characters; at most 200"),
        (f"{TABLE}?q=%00", "the text holds a control character"),
        (f"{TABLE}?{'x' * 10_000}=1", "there is no such parameter here"),
        (
            f"{TABLE}DEU/?level=open",
            "there is no such parameter here; the allowed ones are: as_of, known_at, since, provision",
        ),
        ("/?level=open", "the allowed ones are: as_of, known_at."),
        ("/method/?as_of=2022-03-30", "this address takes none"),
        ("/statements/deu-2022-03-30-scholz/?as_of=2022-03-30", "the allowed ones are: known_at."),
    ],
)
def test_a_refused_address_says_what_is_wrong(client: Client, address: str, said: str) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert said in response.content.decode()


def test_every_fault_of_an_address_is_named_at_once(client: Client) -> None:
    text = client.get(f"{TABLE}?as_of=2022-02-30&level=warm&colour=red").content.decode()

    assert text.count("<li><b>") == 3


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/nope/", "There is no proposal “nope”."),
        ("/nope/?level=warm", "There is no proposal “nope”."),
        ("/nope/DEU/", "There is no proposal “nope”."),
        ("/istanbul-2022/XYZ/", "XYZ has no part in “Istanbul proposal for security guarantees”."),
        ("/statements/nope/", "There is no statement “nope” on record."),
        ("/statements/deu-2022-03-30-scholz/?known_at=2022-04-02", "on record at that moment"),
        ("/sources/nope/", "There is no source “nope” on record."),
        ("/istanbul-2022/%00/", "Page not found|nothing at this address"),
        ("/no/such/place", "nothing at this address"),
        ("/x" * 5000 + "/", "nothing at this address"),
    ],
)
def test_what_is_not_there_is_a_404_in_words(client: Client, address: str, said: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert any(phrase in response.content.decode() for phrase in said.split("|"))


values = st.text(max_size=40) | st.dates().map(str) | st.datetimes().map(str) | st.just("2022-03-30")


@given(st.dictionaries(st.sampled_from(PARAMETERS) | st.text(max_size=8), values, max_size=4))
@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_string_breaks_a_page(client: Client, query: dict[str, str]) -> None:
    for address in (TABLE, f"{TABLE}DEU/", "/api/v1/guarantors/"):
        missing = {404} if "proposal" in query else set()  # the API may be asked for a proposal that is not there
        assert client.get(address, query).status_code in {200, 302, 400} | missing


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_change_nothing_and_do_not_break(client: Client, method: str) -> None:
    for address in (TABLE, "/", "/api/v1/guarantors/"):
        assert getattr(client, method)(address).status_code == 405


def test_a_broken_page_is_a_500_that_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("broken for the test")

    monkeypatch.setattr("guarantors.queries.proposals.with_stances", broken)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["/", TABLE, f"{TABLE}DEU/", "/method/"])
def test_a_page_that_is_only_read_says_so(address: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)

    response = getattr(client, method)(address)

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert "This address is only read" in response.content.decode()


@pytest.mark.parametrize("address", [TABLE, "/api/v1/", "/api/v1/guarantors/?proposal=istanbul-2022"])
def test_a_head_is_answered_like_a_get_without_the_body(client: Client, address: str) -> None:
    response = client.head(address)

    assert (response.status_code, response.content) == (200, b"")


def test_an_unknown_host_name_is_named_as_the_fault(client: Client) -> None:
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert "does not answer under that host name" in response.content.decode()


def test_today_as_the_moment_of_knowledge_makes_an_address_that_can_be_asked_for_again(client: Client) -> None:
    text = client.get(f"{TABLE}?known_at={datetime.now(UTC).date()}").content.decode()
    again = text[text.index('id="quick-1" href="') + 19 :].split('"')[0].replace("&amp;", "&")

    assert client.get(again).status_code == 200


def test_a_refusal_is_said_in_the_language_of_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    german = {
        "“%(text)s” is not a day; write it as 2022-03-30.": "„%(text)s“ ist kein Tag.",
        "“%(text)s”: there is no day %(day)s in %(month)s; it has %(days)s days.": "%(month)s hat %(days)s Tage.",
    }
    monkeypatch.setattr(refusals, "_", german.__getitem__)

    assert "„soon“ ist kein Tag." in client.get(f"/de{TABLE}?as_of=soon").content.decode()
    assert "Februar 2022 hat 28 Tage." in client.get(f"/de{TABLE}?as_of=2022-02-30").content.decode()


def test_the_facts_of_a_refusal_are_said_in_the_language_of_the_page() -> None:
    names = (LegalStatus.SIGNED, LegalStatus.IN_FORCE)
    clauses = (Wording("A is %(day)s", day=parse("2022-03")), Wording("%(who)s", who=Who("DEU", "Germany")))
    breach = Breach("rule", "field", "100 %% of %(names)s: %(clauses)s", names=names, clauses=clauses)
    plain = Breach("rule", "field", "100 %")

    with spoken.speaking("de"):
        said = [refusals.in_words(item) for item in (breach, plain)]

    assert said == ["100 % of unterzeichnet, in Kraft: A is März 2022; Deutschland", "100 %"]
    assert [breach.message, plain.message] == ["100 % of signed, in_force: A is March 2022; Germany", "100 %"]
