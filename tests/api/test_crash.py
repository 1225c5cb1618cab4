"""A client is killed in the middle of two hundred statements, and started again with the same keys; the server too.

Every statement is there exactly once. Real processes on a real database of their own, on the engine of this run.
"""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.handing_in import REQUESTS, STATEMENTS
from tests.scratch import Holds, database
from tests.serving import ROOT, Server

Client = subprocess.Popen[str]
SEED = 5
FEW = 24
KILLED_AFTER = (3, 20, 41, 60, 88)
"""Answers after which the client is killed, a moment later; the server is killed with every second one of them."""


class Desk:
    """The server, and what its programs need."""

    def __init__(self, folder: Path, url: str) -> None:
        here = {"DATABASE_URL": url, "REQUIRE_MFA": "0", "DEMO": "0", "API_WRITES": "100000/minute"}
        self.server = Server(folder, here)
        self.token = self.run("prepare", "nobody")
        self.server.start()

    def run(self, asked: str, name: str) -> Any:
        """What the program prints that prepares or counts."""
        command = [sys.executable, "-m", "tests.handing_in", asked]
        here = {**self.server.environment, "NAME": name}
        done = subprocess.run(command, cwd=ROOT, env=here, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def client(self, name: str, requests: int = REQUESTS) -> Client:
        command = [sys.executable, "-m", "tests.handing_in", self.server.address]
        here = {**self.server.environment, "TOKEN": self.token, "NAME": name, "REQUESTS": str(requests)}
        return subprocess.Popen(
            command, cwd=ROOT, env=here, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with database(folder, holds=Holds.TABLES) as url:
        made = Desk(folder, url)
        yield made
        made.server.kill()


def answers(client: Client, until: int = REQUESTS) -> list[list[Any]]:
    """What the client says, up to so many answers."""
    assert client.stdout is not None
    return [json.loads(line) for line in islice(client.stdout, until)]


def test_each_statement_is_there_once_whoever_is_killed(desk: Desk) -> None:
    chance, counts = random.Random(SEED), []
    for death, after in enumerate(KILLED_AFTER):
        with desk.client("Killed") as client:
            assert len(answers(client, after)) == after
            time.sleep(chance.random() * 0.05)
            if death % 2:
                desk.server.kill()
            client.kill()
        counts.append(sum(desk.run("count", "Killed").values()))
        if death % 2:
            desk.server.start()
    assert all(0 < count < STATEMENTS for count in counts)

    with desk.client("Killed") as client:
        last = answers(client)
        assert client.wait(timeout=60) == 0

    assert len(last) == REQUESTS
    assert Counter(replayed for _, _, replayed, _ in last)["true"] >= max(KILLED_AFTER)
    assert desk.run("count", "Killed") == {f"Killed {number}.": 1 for number in range(STATEMENTS)}
    assert len({ident for *_, told in last for ident in told}) == STATEMENTS


def test_triplets_at_the_same_moment_are_done_once_and_answered_alike(desk: Desk) -> None:
    clients = [desk.client("Triplet", FEW) for _ in range(3)]
    with ThreadPoolExecutor(len(clients)) as pool:
        told = list(pool.map(answers, clients))
    for client in clients:
        with client:
            assert client.wait(timeout=60) == 0

    assert [len(came) for came in told] == [FEW] * 3
    assert set(desk.run("count", "Triplet").values()) == {1}
    for came in zip(*told, strict=True):
        assert len({json.dumps(ids) for *_, ids in came}) == 1
        assert sorted(replayed for _, _, replayed, _ in came) == ["", "true", "true"]
