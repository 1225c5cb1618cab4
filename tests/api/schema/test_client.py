"""A client is generated from the description alone, and does with it what a program does."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.given_tokens import tokens
from tests.scratch import database
from tests.serving import Server

USER = Path(__file__).with_name("client_user.py")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with database(tmp_path) as url:
        made = Server(tmp_path, {"DATABASE_URL": url, "REQUIRE_MFA": "0", "DEMO": "0"})
        made.start()
        yield made
        made.kill()


@pytest.mark.django_db
def test_a_generated_client_lists_logs_reviews_and_corrects(server: Server, tmp_path: Path) -> None:
    description, made, choices = tmp_path / "openapi.json", tmp_path / "made", tmp_path / "choices.yaml"
    description.write_bytes(Client().get("/api/v1/schema/").content)
    choices.write_text("post_hooks: []\n")  # nothing but the client: no linter runs over it
    made.mkdir()
    generator = [str(Path(sys.executable).with_name("openapi-python-client")), "generate", "--fail-on-warning"]
    where = ["--path", str(description), "--output-path", str(made / "tracker_client"), "--config", str(choices)]
    generated = subprocess.run(
        [*generator, *where, "--meta", "none"], capture_output=True, text=True, timeout=120, cwd=tmp_path
    )
    assert generated.returncode == 0, generated.stdout + generated.stderr

    given = tokens(server)
    used = subprocess.run(
        [sys.executable, str(USER), server.address],
        env={**os.environ, "PYTHONPATH": str(made), "ADA": given["ada"], "BEN": given["ben"], "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert used.returncode == 0, used.stderr
    assert json.loads(used.stdout) == {
        "open": ["DEU", "FRA"],
        "unknown": 404,
        "again": True,
        "waiting": True,
        "blind": [None],
        "turn": "publish",
        "outcome": "published",
        "version": 2,
        "directness": ["reported", "direct"],
        "refused": ["said_on"],
    }
