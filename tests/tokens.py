"""Tokens for tests: made through the action that makes them at the desk."""

from collections.abc import Collection

from guarantors.actions import tokens
from guarantors.domain.roles import DeskRole, Scope
from guarantors.domain.tokens import scopes_of
from tests.people import make


def token_of(*roles: DeskRole, scopes: Collection[Scope] = (), name: str = "program", person: str = "") -> str:
    """The text of a new token of a person with these roles; with every scope they may give unless some are named."""
    owner = make(*roles, name=person)
    _, text = tokens.make(owner=owner, roles=roles, name=name, scopes=scopes or scopes_of(roles), days=7)
    return text


def bearer(text: str) -> dict[str, str]:
    """The header by which a program shows its token."""
    return {"Authorization": f"Bearer {text}"}
