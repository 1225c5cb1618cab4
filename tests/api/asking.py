"""Requests to the API as a program sends them."""

import json
from typing import Any

from django.test import Client

API = "/api/v1/"


def send(client: Client, path: str, sent: object = None, *, method: str = "POST", **headers: str) -> Any:
    """The answer to JSON that is sent to an address under /api/v1/; `If_Match="…"` is a header."""
    text = sent if isinstance(sent, str | bytes) else "" if sent is None else json.dumps(sent)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(method, API + path, text, content_type="application/json", headers=named)


def wrong(response: Any) -> list[tuple[str, str]]:
    """(field, rule) of everything that is refused, of a problem that says so."""
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == response.status_code
    assert all(error["detail"] for error in problem.get("errors", ()))
    return [(error["field"], error["rule"]) for error in problem.get("errors", ())]
