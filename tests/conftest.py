"""The shipped datasets are loaded once for each test database, through the actions; every test then rolls back."""

import gc
import socket
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings as site
from django.test import override_settings
from hypothesis import settings

from tests.engines import IS_POSTGRESQL, IS_SECOND, WITHOUT_A_DATABASE, WORDS_ALONE

collect_ignore = [*WITHOUT_A_DATABASE, *WORDS_ALONE] if IS_SECOND else []
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


@pytest.fixture(scope="session", autouse=True)
def _as_in_tests() -> Iterator[None]:
    """What tests of it ask for themselves: a second factor, passwords that are slow to hash by intent, and limits of
    how often one address may ask. Once for all: to set a setting takes longer than many a test."""
    quickly = ["django.contrib.auth.hashers.MD5PasswordHasher", *site.PASSWORD_HASHERS]
    often = dict.fromkeys(("API_READS", "API_TOKEN_READS", "API_WRITES"), (10**8, 60))
    with override_settings(REQUIRE_MFA=False, PASSWORD_HASHERS=quickly, **often):
        yield


@pytest.fixture(scope="session", autouse=True)
def _network_is_shut() -> Iterator[None]:
    """No test reaches beyond this machine."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        assert host in ("127.0.0.1", "::1", "localhost"), f"a test tried to reach {host}"
        connect(self, address)

    with patch.object(socket.socket, "connect", only_here):
        yield
