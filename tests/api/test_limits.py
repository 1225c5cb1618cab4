"""How often the API may be asked, and that every answer says so."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client

from guarantors.api import limits
from guarantors.domain.roles import DeskRole
from tests.api.test_statements import ADDRESS, body
from tests.people import client_of
from tests.tokens import bearer, token_of
from tests.world import make_proposal

pytestmark = pytest.mark.django_db
READ = "/api/v1/guarantors/?proposal=istanbul-2022&known_at=2026-01-01T00:00:00Z"
FEW = (3, 3600)
"""An hour: no test runs into the next one's count."""


@pytest.fixture(autouse=True)
def _few(settings: Any) -> Iterator[None]:
    settings.API_READS = settings.API_WRITES = FEW
    settings.API_TOKEN_READS = (5, 3600)
    caches["reads"].clear()
    yield
    caches["reads"].clear()


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    _set_clock(monkeypatch, 1_800_000_000 + 12)


def _set_clock(monkeypatch: pytest.MonkeyPatch, second: int) -> None:
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: float(second)))


def get(**headers: str) -> Any:
    return Client().get(READ, headers=headers)


def post(client: Client | None = None, **headers: str) -> Any:
    sent = json.dumps(body())
    return (client or Client()).post(ADDRESS, sent, content_type="application/json", headers=headers)


def left(response: Any) -> str:
    """What the headers say, in short: `reads 2 of 3`."""
    policy = re.fullmatch(r'"([a-z-]+)";q=(\d+);w=3600', response.headers["RateLimit-Policy"])
    assert policy
    found = re.fullmatch(rf'"{policy[1]}";r=(\d+);t=3588', response.headers["RateLimit"])
    assert found
    return f"{policy[1]} {found[1]} of {policy[2]}"


def test_every_read_says_how_many_are_left_and_the_next_one_waits() -> None:
    assert [left(get()) for _ in range(3)] == ["reads 2 of 3", "reads 1 of 3", "reads 0 of 3"]

    refused = get()

    assert (refused.status_code, refused.headers["Retry-After"], left(refused)) == (429, "3588", "reads 0 of 3")
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert "More than 3 requests (reads) came in 3600 seconds." in refused.json()["detail"]


def test_the_next_window_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(4):
        get()
    _set_clock(monkeypatch, 1_800_000_000 + 3600)

    response = get()

    assert (response.status_code, response.headers["RateLimit"]) == (200, '"reads";r=2;t=3600')


def test_an_unchanged_answer_counts_and_says_so_too() -> None:
    etag = get().headers["ETag"]

    unchanged = get(**{"If-None-Match": etag})

    assert (unchanged.status_code, left(unchanged)) == (304, "reads 1 of 3")


def test_each_token_has_its_own_limit_whoever_else_reads() -> None:
    one, other = (bearer(token_of(DeskRole.READER, name=name)) for name in ("one", "other"))
    for _ in range(4):
        get()

    assert [left(get(**one)) for _ in range(2)] == ["token-reads 4 of 5", "token-reads 3 of 5"]
    assert left(get(**other)) == "token-reads 4 of 5"
    assert [get(**one).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert get(**other).status_code == 200


def test_writes_are_counted_by_person_whichever_way_they_come() -> None:
    make_proposal()
    ada = client_of(DeskRole.EDITOR)
    one, other = (bearer(token_of(DeskRole.EDITOR, name=name)) for name in ("one", "other"))

    told = [left(post(ada)), left(post(**one)), left(post(**other))]
    refused = post(ada)

    assert told == ["writes 2 of 3", "writes 1 of 3", "writes 0 of 3"]
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3588")
    assert post(client_of(DeskRole.REVIEWER)).status_code != 429
    assert get().status_code == 200


def test_writes_are_counted_for_all_processes_together_until_their_window_ends() -> None:
    assert caches[limits.WRITES.cache].__class__.__name__ == "DatabaseCache"

    assert [limits.count(limits.WRITES, "ada").used for _ in range(3)] == [1, 2, 3]

    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM cache WHERE cache_key LIKE '%%writes:ada:%%'")
        [(expires,)] = cursor.fetchall()
    if isinstance(expires, str):  # SQLite keeps moments as texts
        expires = datetime.fromisoformat(expires)
    left = expires.replace(tzinfo=UTC) - datetime.now(UTC)
    assert left > timedelta(minutes=59)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/api/v1/nothing/", 404),
        ("get", "/api/", 404),
        ("post", ADDRESS, 401),
        ("delete", READ, 405),
        ("options", READ, 204),
    ],
)
def test_every_answer_tells_of_its_limit(method: str, address: str, status: int) -> None:
    response = getattr(Client(), method)(address)

    assert response.status_code == status
    assert left(response) in ("reads 2 of 3", "refused 2 of 3")


def test_whoever_tries_tokens_is_slowed_down_and_readers_beside_them_are_not_counted() -> None:
    good = bearer(token_of(DeskRole.READER))
    tried = [get(**bearer(f"gt_{number:064x}")).status_code for number in range(4)]

    assert tried == [401, 401, 401, 429]
    assert get(**good).status_code == 429  # from the same address: it might be the next guess
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").get(READ, headers=good)
    assert (elsewhere.status_code, left(elsewhere)) == (200, "token-reads 4 of 5")


def test_no_page_is_counted() -> None:
    for _ in range(5):
        response = Client().get("/method/")
        assert response.status_code == 200
        assert "RateLimit" not in response.headers


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("nonsense", "other nonsense\n", True),
    ],
)
def test_addresses_are_told_apart_as_far_as_they_cannot_be_chosen(one: str, other: str, alike: bool, rf: Any) -> None:
    found = [limits.address(rf.get("/", REMOTE_ADDR=given)) for given in (one, other)]

    assert (found[0] == found[1]) == alike


@pytest.mark.parametrize(("proxies", "found"), [(0, "10.0.0.1"), (1, "192.0.2.9")])
def test_a_proxys_word_for_the_address_counts_where_there_is_a_proxy(
    proxies: int, found: str, rf: Any, settings: Any
) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    forged = "203.0.113.5, 192.0.2.9"

    assert limits.address(rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forged})) == found


def test_a_full_cache_shuts_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any) -> int:
        raise ValueError

    monkeypatch.setattr(caches["reads"], "incr", gone)

    assert [get().status_code for _ in range(5)] == [200] * 5
