"""Other sites' pages read the API, and do nothing else."""

from typing import Any

import pytest
from django.test import Client

from guarantors.domain.roles import DeskRole
from tests.people import client_of
from tests.tokens import bearer, token_of

pytestmark = pytest.mark.django_db
READ = "/api/v1/guarantors/?proposal=istanbul-2022&known_at=2026-01-01T00:00:00Z"
ORIGIN = {"Origin": "https://elsewhere.example"}
GRANT = "Access-Control-Allow-Origin"


def asked(method: str, *headers: str, address: str = READ) -> Any:
    """The answer to the question of a browser whether another site's page may send that."""
    wanted = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": ", ".join(headers)}
    return Client().options(address, headers=ORIGIN | wanted)


def granted(response: Any) -> list[str]:
    """The headers by which anything is allowed to another site."""
    return [name for name in response.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_elsewhere_reads_without_a_name(client: Client, method: str) -> None:
    response = getattr(client, method)(READ, headers=ORIGIN)

    assert (response.status_code, response.headers[GRANT]) == (200, "*")
    assert "Access-Control-Allow-Credentials" not in response.headers
    exposed = response.headers["Access-Control-Expose-Headers"].split(", ")
    assert exposed == ["ETag", "Link", "Last-Modified", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"]


def test_what_is_unchanged_or_wrong_can_be_read_there_too(client: Client) -> None:
    etag = client.get(READ).headers["ETag"]

    unchanged = client.get(READ, headers=ORIGIN | {"If-None-Match": etag})
    wrong = client.get(f"{READ}&coed=1", headers=ORIGIN)

    assert (unchanged.status_code, unchanged.headers[GRANT]) == (304, "*")
    assert (wrong.status_code, wrong.headers[GRANT]) == (400, "*")


def test_it_may_ask_whether_something_changed() -> None:
    response = asked("GET", "if-none-match")

    assert (response.status_code, response.headers[GRANT]) == (200, "*")
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "if-none-match" in response.headers["Access-Control-Allow-Headers"]


def test_it_may_not_come_in_somebodys_name() -> None:
    allowed = asked("GET", "authorization").headers["Access-Control-Allow-Headers"].lower()

    assert "authorization" not in allowed
    assert "cookie" not in allowed


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "KING"])
def test_it_may_not_write(method: str) -> None:
    response = asked(method, "content-type", address="/api/v1/statements/")

    assert granted(response) == []


def test_the_answer_to_what_was_written_is_not_for_its_eyes() -> None:
    headers = ORIGIN | bearer(token_of(DeskRole.EDITOR))

    response = Client().post("/api/v1/statements/", "{}", content_type="application/json", headers=headers)

    assert response.status_code == 400
    assert GRANT not in response.headers


@pytest.mark.parametrize("address", ["/", "/istanbul-2022/", "/istanbul-2022/timeline.json", "/desk/", "/nope/"])
def test_pages_and_files_are_not_for_other_sites(address: str) -> None:
    client = client_of(DeskRole.EDITOR)

    for response in (client.get(address, headers=ORIGIN), asked("GET", address=address)):
        assert granted(response) == []
