"""PostgreSQL breaks: its processes are killed and it recovers; or they do not come back and a standby is promoted.

These servers write to disk as a real one does (fsync): what recovery finds is what was acknowledged.
"""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import postgres
from cluster import parts

from tests.faults.kills import LONGEST
from tests.faults.site import Judged, Site, more_of

LASTING = {"fsync": "on", "full_page_writes": "on"}


def crash(instance: postgres.Instance) -> None:
    """Kill the postmaster and all that it has started, at once."""
    pid = int((instance.data / "postmaster.pid").read_text().split()[0])
    os.killpg(os.getpgid(pid), signal.SIGKILL)
    for _ in range(1000):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.01)
    (instance.data / "postmaster.pid").unlink(missing_ok=True)


@contextmanager
def lasting_primary(home: postgres.Home) -> Iterator[postgres.Instance]:
    with postgres.primary(home, **LASTING) as made:
        yield made


@contextmanager
def lying_on(disk: Path, home: postgres.Home, primary: postgres.Instance) -> Iterator[None]:
    """Meanwhile the statements lie on that disk."""
    place = disk / "space"
    place.mkdir()
    if home.user is not None:
        os.chown(place, home.user.pw_uid, home.user.pw_gid)
    ask(primary, f"CREATE TABLESPACE small LOCATION '{place}'")
    ask(primary, "ALTER TABLE guarantors_statementversion SET TABLESPACE small")
    try:
        yield
    finally:
        ask(primary, "ALTER TABLE guarantors_statementversion SET TABLESPACE pg_default")
        ask(primary, "DROP TABLESPACE small")


def crashed(site: Site, instance: postgres.Instance, *, runs: int, seed: int) -> Judged:
    """Write, kill the database at a random moment, start it again; the server goes on, and is not started again."""
    chance = random.Random(seed)
    site.server.start()
    try:
        with site.written_to(name="Crashed") as told:
            for _ in range(runs):
                more_of(told, 3)
                time.sleep(chance.random() * LONGEST)
                crash(instance)
                instance.start(**LASTING)
            more_of(told, 3)
    finally:
        site.server.kill()
    return site.judge(told)


def failed_over(site: Site, home: postgres.Home, primary: postgres.Instance, *, seed: int, name: str) -> Judged:
    """Write to a primary that waits for its standby, kill it for good, promote the standby, and go on there."""
    chance = random.Random(seed)
    standby = parts.make_standby(home, primary, name)
    try:
        standby.start(**parts.FOLLOWING, **LASTING)
        ask(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        ask(primary, "SELECT pg_reload_conf()")
        site.server.start()
        with site.written_to(name="Heir") as told:
            more_of(told, 3)
            time.sleep(chance.random() * LONGEST)
            crash(primary)
            home.run("pg_ctl", "-D", str(standby.data), "-w", "-s", "promote")
            ask(standby, "ALTER SYSTEM RESET synchronous_standby_names")
            ask(standby, "SELECT pg_reload_conf()")
            site.server.kill()
            site.server.environment["DATABASE_URL"] = standby.url
            site.server.start()
            more_of(told, 3)
        return site.judge(told)
    finally:
        site.server.kill()
        standby.stop()


def ask(instance: postgres.Instance, sql: str) -> None:
    import psycopg

    with psycopg.connect(instance.url, autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[call-overload]
