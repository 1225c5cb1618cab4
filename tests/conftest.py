"""The shipped datasets are loaded once for each test database, through the actions; every test then rolls back."""

import gc
import socket
from typing import Any

import pytest
from hypothesis import settings

from tests.engines import IS_POSTGRESQL, IS_SECOND, WITHOUT_A_DATABASE

collect_ignore = WITHOUT_A_DATABASE if IS_SECOND else []
if not IS_POSTGRESQL:
    collect_ignore.append("cluster")  # SQLite serves one machine
settings.register_profile("unhurried", deadline=None)  # a machine with other work is no fault of the code
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: Any, django_db_blocker: Any) -> None:
    from tests import world

    with django_db_blocker.unblock():
        world.build()
    # All that is imported by now stays until the end: the collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # a tenth of the suite's time would go into looking for rubbish


@pytest.fixture(autouse=True)
def _one_factor_is_enough(settings: Any) -> None:
    """As in the demo: tests of the second factor ask for it themselves."""
    settings.REQUIRE_MFA = False


@pytest.fixture(autouse=True)
def _passwords_are_hashed_quickly(settings: Any) -> None:
    """Argon2 is slow by intent; the tests of passwords ask for it themselves."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture(autouse=True)
def _network_is_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond this machine."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        assert host in ("127.0.0.1", "::1", "localhost"), f"a test tried to reach {host}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(autouse=True)
def _nobody_asks_too_often(settings: Any) -> None:
    """All tests come from one address; the tests of the limits set their own."""
    settings.API_READS = settings.API_TOKEN_READS = settings.API_WRITES = (10**8, 60)
