"""What the known flaws of locked packages come to, by the answer of pip-audit."""

import subprocess
from typing import Any

import pytest
from audit import known_flaws, told

CLEAN: dict[str, Any] = {"name": "a", "version": "1.0", "vulns": []}
FLAWED: dict[str, Any] = {"name": "b", "version": "2.0", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["2.1"]}]}
UNKNOWN: dict[str, Any] = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "found"),
    [
        ([CLEAN], ([], "")),
        ([CLEAN, FLAWED], (["b 2.0: CVE-2026-1, mended in 2.1"], "")),
        ([UNKNOWN, FLAWED], (["b 2.0: CVE-2026-1, mended in 2.1"], "nothing is told of 1 of 2 packages")),
        ([UNKNOWN], ([], "nothing is told of 1 of 1 packages")),
    ],
)
def test_a_flaw_is_named_and_so_is_what_nothing_is_known_of(packages: list[Any], found: tuple[list[str], str]) -> None:
    assert told(packages) == found


def test_without_the_network_it_is_said_that_nobody_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", "Traceback\nConnectionError: nobody there")

    monkeypatch.setattr("audit.subprocess.run", no_network)

    assert known_flaws("requirements.txt") == ([], "it could ask nobody (ConnectionError: nobody there)")
