"""A primary with two standbys, two application servers and Redis: started once, by the parts of `make cluster`."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import postgres
import psycopg
import pytest
from cluster import parts

from tests.reading import correct
from tests.serving import Server

NEEDS_REDIS = pytest.mark.skipif(not parts.redis_server(), reason="redis-server is not installed")
NEEDS_NGINX = pytest.mark.skipif(not parts.nginx(), reason="nginx is not installed")
TOLD = {"log_statement": "all", "log_line_prefix": "'%a '"}
"""So that the log of a standby says what it was asked."""


class Cache:
    """Redis on a port that stays the same, to be stopped and started."""

    def __init__(self, home: postgres.Home) -> None:
        self.home, self.port = home, postgres.free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._held = ExitStack()

    def start(self) -> None:
        self._held.enter_context(parts.cache(self.home, self.port))

    def stop(self) -> None:
        self._held.close()


class Cluster:
    """All parts, running; `servers` are alike but for their folder, as on two machines."""

    def __init__(self, primary: postgres.Instance, standbys: list[postgres.Instance], servers: list[Server]) -> None:
        self.primary, self.standbys, self.servers = primary, standbys, servers

    def at(self, path: str) -> list[str]:
        """The address of the same path on each server."""
        return [f"{server.address}{path}" for server in self.servers]


def ask(instance: postgres.Instance, sql: str) -> object:
    with psycopg.connect(instance.url, autocommit=True) as connection:
        row = connection.execute(sql).fetchone()  # type: ignore[arg-type]  # no literal, but ours
        return row and row[0]


def wait(is_so: Callable[[], object], seconds: float = 60) -> None:
    """Returns once it is so."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it never came to be so"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def home() -> Iterator[postgres.Home]:
    with postgres.temporary_home() as made:
        yield made


@pytest.fixture(scope="session")
def cache(home: postgres.Home) -> Iterator[Cache]:
    made = Cache(home)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def cluster(home: postgres.Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Without a shared cache; `with_cache` gives it one."""
    with ExitStack() as stack:
        primary = stack.enter_context(postgres.primary(home))
        standbys = [stack.enter_context(parts.standby(home, primary, f"standby-{at}", **TOLD)) for at in (1, 2)]
        environment = {
            "DATABASE_URL": primary.url,
            "DATABASE_REPLICA_URLS": ",".join(standby.url for standby in standbys),
            "SECRET_KEY": parts.new_secret(),
            "API_READS": "1000000/minute",
            "KEPT_ANSWERS": "8",
            "WORKERS": "1",
        }
        servers = [Server(tmp_path_factory.mktemp(f"server-{at}"), environment) for at in (1, 2)]
        correct(servers[0], "prepare")
        for server in servers:
            stack.callback(server.kill)
            server.start()
        yield Cluster(primary, standbys, servers)


@pytest.fixture(scope="session")
def with_cache(cluster: Cluster, cache: Cache) -> Cluster:
    """The same servers, started anew with a shared cache."""
    for server in cluster.servers:
        server.kill()
        server.environment["CACHE_URL"] = cache.url
        server.start()
    return cluster
