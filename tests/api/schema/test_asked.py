"""The API is asked all that its description allows, and more, by schemathesis: all of its checks, in all its phases,
with a token and without. `tests/schemathesis.toml` says how, and `asked.py` what it cannot know.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.engines import IS_SECOND
from tests.given_tokens import tokens
from tests.scratch import database
from tests.serving import ROOT, Server

PHASES = ["Examples", "Fuzzing", "Stateful"] if IS_SECOND else ["Examples", "Coverage", "Fuzzing", "Stateful"]
"""The second engine is not asked every bound of every parameter once more, nor what a token is given and nobody too."""

FEWER = ["--max-examples", "2", "--phases", ",".join(PHASES).lower()] if IS_SECOND else []
UNLIMITED = {f"API_{name}": "100000000/minute" for name in ("READS", "TOKEN_READS", "WRITES")}
ASK = [
    str(Path(sys.executable).with_name("st")),
    "--config-file",
    str(ROOT / "tests" / "schemathesis.toml"),
    "run",
    "--no-color",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("asked")
    with database(folder) as url:
        made = Server(folder, {"DATABASE_URL": url, "REQUIRE_MFA": "0", "DEMO": "0", **UNLIMITED})
        made.start()
        yield made
        made.kill()


@pytest.mark.django_db
@pytest.mark.parametrize("whose", ["Ben's"] if IS_SECOND else ["nobody's", "Ben's"])
def test_nothing_that_can_be_asked_is_answered_otherwise_than_described(
    server: Server, whose: str, tmp_path: Path
) -> None:
    token = ["--header", f"Authorization: Bearer {tokens(server)['ben']}"] if whose == "Ben's" else []
    done = subprocess.run(
        [*ASK, *token, *FEWER, f"{server.address}/api/v1/schema/"],
        cwd=tmp_path,  # where it leaves its notes
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    operations = sum(len(methods) for methods in Client().get("/api/v1/schema/").json()["paths"].values())

    assert done.returncode == 0, done.stdout[-20_000:]
    # All but the one that serves the description: it is asked for that alone.
    assert re.search(rf"Tested: {operations - 1}\b", done.stdout)
    assert re.findall(r"^  ✅ (\w+)$", done.stdout, re.MULTILINE) == PHASES
