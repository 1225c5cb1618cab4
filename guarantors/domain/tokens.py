"""What a token of the API may be: its name, its scopes, how long it holds."""

from collections.abc import Collection, Iterator

from guarantors.domain.errors import Breach
from guarantors.domain.roles import RIGHT_WORDS, SCOPES, DeskRole, Right, Scope, holders, may
from guarantors.domain.text import shown, text_breaches

LONGEST_NAME = 80
MOST = 50
"""Tokens that one person may have, expired ones included."""

DAYS = (7, 30, 90, 365)
"""How long a token may hold."""


def scopes_for(right: Right) -> tuple[Scope, ...]:
    """The scopes that pass the right on; none for what only a person does."""
    return tuple(scope for scope in Scope if right in SCOPES[scope])


def scopes_of(roles: Collection[DeskRole]) -> tuple[Scope, ...]:
    """The scopes whose every right these roles hold: what a person may give to a token."""
    return tuple(scope for scope in Scope if all(may(roles, right) for right in SCOPES[scope]))


def token_breaches(*, name: str, scopes: Collection[str], days: int, roles: Collection[DeskRole]) -> Iterator[Breach]:
    """All that keeps these from being a new token of somebody with these roles."""
    if not name.strip():
        yield Breach("token-has-a-name", "name", "say what the token is for, so that you know which one to revoke.")
    elif not name.isprintable():
        yield Breach("token-has-a-name", "name", "holds a character that cannot be seen; take it out.")
    yield from text_breaches("name", name, LONGEST_NAME)
    if not scopes:
        yield Breach("token-has-a-scope", "scopes", f"choose at least one of {', '.join(Scope)}.")
    allowed = scopes_of(roles)
    for scope in sorted(set(scopes)):
        if scope not in set(Scope):
            yield Breach("scope-exists", "scopes", f"there is no scope “{shown(scope)}”; there are {', '.join(Scope)}.")
        elif scope not in allowed:
            yield _not_held(Scope(scope), roles)
    if days not in DAYS:
        yield Breach(
            "token-expires", "days", f"a token holds for {', '.join(map(str, DAYS))} days; choose one of them."
        )


def _not_held(scope: Scope, roles: Collection[DeskRole]) -> Breach:
    lacking = next(right for right in Right if right in SCOPES[scope] and not may(roles, right))
    who = " or ".join(holders(lacking))
    text = f"{scope} passes on what you may not do yourself; to {RIGHT_WORDS[lacking]} takes the role {who}."
    return Breach("scope-is-within-ones-rights", "scopes", text)
