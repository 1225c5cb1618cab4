"""What lies in the shared cache, and what happens where it does not answer."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from django.db import connection

from config import shelves
from config.counts import Counts
from config.shelves import CommonShelf, Kept
from guarantors.models import Change, Ledger
from guarantors.models.edition import chosen
from guarantors.models.edition_asked import Edition
from guarantors.models.edition_leased import _LOCK, LEASE, Leased
from guarantors.models.edition_mapped import Mapped
from guarantors.models.shared import Shared
from tests.cluster.conftest import NEEDS_REDIS, Cache

NOBODY = "redis://127.0.0.1:1/0"
"""Where no cache listens."""

KEY = ("http", "localhost", "/istanbul-2022/")


@pytest.fixture
def store(cache: Cache) -> Iterator[Any]:
    with redis.Redis.from_url(cache.url) as found:
        found.flushall()
        yield found


@NEEDS_REDIS
@pytest.mark.django_db
def test_an_edition_is_leased_for_a_moment_and_to_nobody_while_somebody_writes(cache: Cache, store: Any) -> None:
    known, number = Leased(Shared(cache.url)), Ledger.objects.get().last
    where = connection.get_connection_params()
    with psycopg.connect(**{name: where[name] for name in ("host", "port", "user", "dbname")}) as writer:
        writer.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        assert known.standing() == number
        assert store.keys() == []
        writer.rollback()

    assert known.standing() == number
    [name] = store.keys()
    assert store.get(name) == str(number).encode()
    assert 0 < store.pttl(name) <= LEASE * 1000
    known.announce(number + 1)
    assert store.keys() == []


@pytest.mark.django_db
def test_who_cannot_end_a_lease_waits_until_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    known = Leased(Shared(NOBODY))
    began = time.monotonic()
    known.announce(1)

    assert time.monotonic() - began >= LEASE
    assert [known.standing() for _ in range(3)] == [Ledger.objects.get().last] * 3
    assert len(caplog.records) == 1


@NEEDS_REDIS
@pytest.mark.django_db
def test_what_one_process_keeps_the_others_find_byte_for_byte(cache: Cache, store: Any) -> None:
    number = Change.objects.latest("number").number
    kept = Kept(number, b'"\n\0\xff' * 9, (("ETag", '"a\\b"'), ("Link", "</é>; rel=x")))
    one, other = CommonShelf(1000, Shared(cache.url)), CommonShelf(1000, Shared(cache.url))
    one.put(KEY, kept)

    assert other.get(KEY, number) == kept
    assert other.get((*KEY, "br"), number) is None
    assert other.get(KEY, number - 1) is None
    store.flushall()
    assert other.get(KEY, number) == kept  # which it has by now itself


@NEEDS_REDIS
@pytest.mark.django_db
@pytest.mark.parametrize("differs", ["_build", "_moment"])
def test_another_build_or_another_record_finds_nothing(
    differs: str, cache: Cache, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = Change.objects.latest("number").number
    CommonShelf(1000, Shared(cache.url)).put(KEY, Kept(number, b"old", ()))
    monkeypatch.setattr(shelves, differs, lambda *_: "another")

    assert CommonShelf(1000, Shared(cache.url)).get(KEY, number) is None


@pytest.mark.django_db
def test_without_the_shared_cache_a_process_has_its_own_answers() -> None:
    number, shelf = Change.objects.latest("number").number, CommonShelf(1000, Shared(NOBODY))
    kept = Kept(number, b"made", ())
    shelf.put(KEY, kept)

    assert shelf.get(KEY, number) == kept
    assert shelf.get(("another",), number) is None


@NEEDS_REDIS
def test_limits_are_counted_for_all_processes_together(cache: Cache, store: Any) -> None:
    one, other = Counts(cache.url, {}), Counts(cache.url, {})

    assert one.add("writes", 1, 60)
    assert not other.add("writes", 1, 60)
    assert [other.incr("writes", 2), one.incr("writes")] == [3, 4]
    one.set("sign-in", [1.5, 2.5], 60)
    assert other.get("sign-in") == [1.5, 2.5]
    one.delete("sign-in")
    assert other.get("sign-in", []) == []
    assert 0 < store.ttl(one.make_key("writes")) <= 60


def test_limits_are_counted_in_each_process_while_the_cache_is_gone() -> None:
    counts = Counts(NOBODY, {})

    assert counts.add("writes", 1, 60)
    assert counts.incr("writes") == 2
    with pytest.raises(ValueError, match="not found"):
        counts.incr("reads")
    assert Counts(NOBODY + "?other", {}).get("writes") is None


@pytest.mark.parametrize(
    ("engine", "host", "replicas", "has_cache", "way"),
    [
        ("sqlite3", "", 0, False, Mapped),
        ("sqlite3", "", 0, True, Mapped),
        ("postgresql", "127.0.0.1", 0, False, Mapped),
        ("postgresql", "/run/postgresql", 0, False, Mapped),
        ("postgresql", "db.example", 0, False, Edition),
        ("postgresql", "127.0.0.1", 1, False, Edition),
        ("postgresql", "127.0.0.1", 0, True, Leased),
        ("postgresql", "db.example", 1, True, Leased),
    ],
)
def test_a_machine_trusts_its_own_file_only_where_no_other_writes(
    engine: str, host: str, replicas: int, has_cache: bool, way: type, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    default = {"ENGINE": f"django.db.backends.{engine}", "HOST": host}
    databases = {"default": default} | {f"replica {at}": default for at in range(replicas)}

    assert type(chosen(databases, Shared(NOBODY) if has_cache else None)) is way
