"""How tests read the API: an answer, and a list page by page."""

from typing import Any

from django.test import Client

from tests.api.asking import API


def body(client: Client, address: str) -> Any:
    """What the API answers at a path under /api/v1/ or at a whole address; it must be an answer."""
    response = client.get(address if address.startswith(("/", "http")) else API + address)
    assert response.status_code == 200, (address, response.content)
    return response.json()


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    """The rows of one page."""
    found: list[dict[str, Any]] = body(client, address)["results"]
    return found


def walked(client: Client, address: str) -> list[dict[str, Any]]:
    """The rows of every page, from that one on."""
    found: list[dict[str, Any]] = []
    following: str | None = address
    while following is not None:
        page = body(client, following)
        found += page["results"]
        following = page["next"] if page["results"] else None  # changes/ names a next page for ever
    return found
