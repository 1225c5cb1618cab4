"""The API is asked all that its description allows, and more, by schemathesis: all of its checks, in all its phases,
with a token and without. `tests/schemathesis.toml` says how, and `asked.py` what it cannot know.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
DESCRIPTION = "/api/v1/schema/"
BEN, NOBODY = "Ben's", "nobody's"
CONFIGURATION = (ROOT / "tests" / "schemathesis.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("asked")
    with database(folder) as url:
        made = Server(folder, {"DATABASE_URL": url, "REQUIRE_MFA": "0", "DEMO": "0", **UNLIMITED})
        made.start()
        yield made
        made.kill()


def _bounds_once(paths: dict[str, dict[str, Any]], whose: str) -> str:
    """Every bound of every parameter is asked by one of both: by nobody where the operation is open, else by Ben."""
    others = [
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        for method, operation in methods.items()
        if ({} in operation["security"]) == (whose == BEN)
    ]
    return f"\n[[operations]]\ninclude-name = {json.dumps(others)}\nphases.coverage.enabled = false\n"


@pytest.mark.django_db
@pytest.mark.parametrize("whose", [BEN] if IS_SECOND else [NOBODY, BEN])
def test_nothing_that_can_be_asked_is_answered_otherwise_than_described(
    server: Server, whose: str, tmp_path: Path
) -> None:
    paths = Client().get(DESCRIPTION).json()["paths"]
    del paths[DESCRIPTION]  # asked for by whoever asks
    configuration = tmp_path / "schemathesis.toml"
    configuration.write_text(CONFIGURATION + _bounds_once(paths, whose), encoding="utf-8")
    token = ["--header", f"Authorization: Bearer {tokens(server)['ben']}"] if whose == BEN else []
    program = [str(Path(sys.executable).with_name("st")), "--config-file", str(configuration), "run", "--no-color"]
    done = subprocess.run(
        [*program, *token, *FEWER, f"{server.address}{DESCRIPTION}"],
        cwd=tmp_path,  # where it leaves its notes
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=600,
    )

    assert done.returncode == 0, done.stdout[-20_000:]
    assert re.search(rf"Tested: {sum(map(len, paths.values()))}\b", done.stdout)
    assert re.findall(r"^  ✅ (\w+)$", done.stdout, re.MULTILINE) == PHASES
