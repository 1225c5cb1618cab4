"""Examples: what the API answers on the shipped data of the Istanbul proposal, and what was sent for it.

`examples.json` is made by a test that asks a site with that data, and that fails when an answer has changed.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("examples.json")


@cache
def _kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8")) if PATH.exists() else {}
    return found


def answered(operation: str) -> dict[str, Any]:
    """The answer to an operation, as OpenAPI has examples; none where there is none."""
    return _of(operation, "answer")


def sent(operation: str) -> dict[str, Any]:
    """What was sent for it."""
    return _of(operation, "sent")


def _of(operation: str, what: str) -> dict[str, Any]:
    found = _kept().get(operation, {})
    return {"istanbul": {"summary": found["says"], "value": found[what]}} if what in found else {}
