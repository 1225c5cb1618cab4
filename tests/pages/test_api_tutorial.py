"""The tutorial does what it says: each command on the page is run against a real server, and prints what is shown."""

import html
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.given_tokens import tokens
from tests.scratch import database
from tests.serving import Server

MARK = "@@ next step"
ENVIRONMENT = {"REQUIRE_MFA": "0", "DEMO": "0"}


class Step(NamedTuple):
    """What is run, in each language that has it, and what is printed."""

    commands: dict[str, str]
    prints: str


@pytest.fixture(params=["curl", "Python"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One for each language, since each hands in the same statement."""
    with database(tmp_path) as url:
        made = Server(tmp_path, {"DATABASE_URL": url, **ENVIRONMENT})
        made.start()
        yield made
        made.kill()


def blocks(address: str) -> list[tuple[str, str]]:
    """Every block of the page with its label, as a reader copies it."""
    with urllib.request.urlopen(f"{address}/api/v1/tutorial/") as answer:
        page = answer.read().decode()
    found = re.findall(r'<pre tabindex="0" aria-label="([^"]+)">(.*?)</pre>', page, re.DOTALL)
    return [(label, html.unescape(text)) for label, text in found]


def test_every_command_on_the_page_prints_what_the_page_says(server: Server, language: str, tmp_path: Path) -> None:
    files, steps, commands = {}, [], {}
    for label, text in blocks(server.address):
        if label in ("curl", "Python"):
            commands[label] = text
        elif label == "What it prints":
            steps.append(Step(commands, text))
            commands = {}
        else:
            files[label] = text
    asked = [step for step in steps if language in step.commands]
    here = tmp_path / "reader"
    here.mkdir()
    for name, text in files.items():
        (here / name).write_text(text, encoding="utf-8")
    given = tokens(server)

    printed = run(language, [step.commands[language] for step in asked], here, given)

    assert sorted(files) == ["codings.json", "correction.json", "statement.json"]
    assert len(asked) >= 12
    for step, found in zip(asked, printed, strict=True):
        assert (step.commands[language], lines(found)) == (step.commands[language], lines(step.prints))


def run(language: str, commands: list[str], here: Path, given: dict[str, str]) -> list[str]:
    """What each of them prints, one after the other in one session."""
    mark = f"echo '{MARK}'" if language == "curl" else f"print('{MARK}')"
    program = f"\n{mark}\n".join(commands)
    begun = ["bash", "-euo", "pipefail", "-c"] if language == "curl" else [sys.executable, "-c"]
    done = subprocess.run(
        [*begun, program],
        cwd=here,
        env={**os.environ, "LOGGER": given["ada"], "REVIEWER": given["ben"], "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split(f"{MARK}\n")


def lines(text: str) -> list[str]:
    return text.replace("\r", "").strip().splitlines()
