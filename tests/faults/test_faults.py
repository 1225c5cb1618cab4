"""Whatever breaks under a stream of writes: nothing acknowledged is lost, nothing is there twice or half.

What cannot be done is refused with 503, what can be is done, and all goes on by itself afterwards. On the engine of
this run.
"""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from django.db import connection

from tests.faults import databases
from tests.faults.conftest import Breakable
from tests.faults.kills import killed
from tests.faults.site import Judged, Site, more_of, wait

of_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
of_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")


def check(judged: Judged) -> None:
    assert judged.acknowledged >= 8, "nothing was written, so nothing is proved"
    assert judged.is_sound, judged


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """No byte is left on it meanwhile."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        block = b"x" * 65536
        while block:
            try:
                file.write(block)
            except OSError:
                block = block[: len(block) // 2]
    try:
        yield
    finally:
        filler.unlink()


def answer(site: Site, path: str) -> tuple[int, str, str]:
    """The status, when to come again, and the text."""
    try:
        with urllib.request.urlopen(site.server.address + path, timeout=30) as found:
            return found.status, "", found.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers.get("Retry-After", ""), refused.read().decode()


def test_nothing_is_lost_when_the_server_or_a_worker_is_killed(breakable: Breakable) -> None:
    check(killed(breakable.site, runs=4, seed=7))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_refuses_writes_loses_none_and_is_read_from(breakable: Breakable) -> None:
    site, home, primary = breakable.site, breakable.home, breakable.primary
    on_disk = databases.lying_on(breakable.disk, home, primary) if home and primary else nullcontext()
    site.server.start()
    try:
        with on_disk, site.written_to(name="Full") as told:
            more_of(told, 5)
            with filled(breakable.disk):
                wait(lambda: any(one.refused.get(503) for one in told))
                assert answer(site, "/budapest-1994/")[0] == 200, "what is on record can be read"
            more_of(told, 5)
    finally:
        site.server.kill()
    check(site.judge(told))


@of_sqlite
def test_while_the_file_is_away_it_is_said(breakable: Breakable) -> None:
    site, database = breakable.site, breakable.disk / "tracker.sqlite3"
    site.server.start()
    try:
        away = database.rename(database.with_name("away"))
        database.mkdir()
        status, again, text = answer(site, "/budapest-1994/?as_of=1995-01-01")
        database.rmdir()
        away.rename(database)
        assert (status, again) == (503, "5")
        assert "The record cannot be reached for the moment" in text
        assert answer(site, "/budapest-1994/")[0] == 200
    finally:
        site.server.kill()


@of_postgresql
def test_while_the_database_is_away_it_is_said_and_nobody_has_to_start_anything(breakable: Breakable) -> None:
    site, primary = breakable.site, breakable.primary
    assert primary is not None
    site.server.start()
    try:
        with site.written_to(name="Away") as told:
            more_of(told, 5)
            primary.stop()
            wait(lambda: any(one.refused.get(503) for one in told))
            status, again, text = answer(site, "/budapest-1994/?as_of=1995-01-01")
            assert (status, again) == (503, "5")
            assert "The record cannot be reached for the moment" in text
            status, again, text = answer(site, "/api/v1/proposals/")
            assert (status, again, json.loads(text)["type"]) == (503, "5", "/api/v1/problems/#out-of-service")
            assert (answer(site, "/healthz")[0], answer(site, "/readyz")[0]) == (200, 503)
            primary.start(**databases.LASTING)
            more_of(told, 5)
            assert answer(site, "/budapest-1994/")[0] == 200
    finally:
        site.server.kill()
    check(site.judge(told))


@of_postgresql
def test_nothing_is_lost_when_the_database_crashes(breakable: Breakable) -> None:
    assert breakable.primary is not None
    check(databases.crashed(breakable.site, breakable.primary, runs=2, seed=7))


@of_postgresql
def test_nothing_is_lost_when_a_standby_takes_the_place_of_the_primary(breakable: Breakable) -> None:
    """The last one: the primary does not come back."""
    assert breakable.primary is not None
    assert breakable.home is not None
    check(databases.failed_over(breakable.site, breakable.home, breakable.primary, seed=7, name="heir"))
