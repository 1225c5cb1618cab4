"""What a token of the API may be: its name, its scopes, how long it holds."""

from collections.abc import Collection, Iterator, Sequence

from guarantors.domain.errors import Breach, Wording, gettext_noop
from guarantors.domain.roles import RIGHT_WORDS, SCOPES, DeskRole, Right, Scope, holders, may
from guarantors.domain.text import shown, text_breaches

LONGEST_NAME = 80
MOST = 50
"""Tokens that one person may have, expired ones included."""

DAYS = (7, 30, 90, 365)
"""How long a token may hold."""

_SCOPES = tuple(scope.value for scope in Scope)  # names that programs know, and no words of a language


def scopes_for(right: Right) -> tuple[Scope, ...]:
    """The scopes that pass the right on; none for what only a person does."""
    return tuple(scope for scope in Scope if right in SCOPES[scope])


def scopes_of(roles: Collection[DeskRole]) -> tuple[Scope, ...]:
    """The scopes whose every right these roles hold: what a person may give to a token."""
    return tuple(scope for scope in Scope if all(may(roles, right) for right in SCOPES[scope]))


def token_breaches(*, name: str, scopes: Collection[str], days: int, roles: Collection[DeskRole]) -> Iterator[Breach]:
    """All that keeps these from being a new token of somebody with these roles."""
    if not name.strip():
        wording = gettext_noop("say what the token is for, so that you know which one to revoke.")
        yield Breach("token-has-a-name", "name", wording)
    elif not name.isprintable():
        wording = gettext_noop("holds a character that cannot be seen; take it out.")
        yield Breach("token-has-a-name", "name", wording)
    yield from text_breaches("name", name, LONGEST_NAME)
    if not scopes:
        wording = gettext_noop("choose at least one of %(known)s.")
        yield Breach("token-has-a-scope", "scopes", wording, known=_SCOPES)
    allowed = scopes_of(roles)
    for scope in sorted(set(scopes)):
        if scope not in set(Scope):
            wording = gettext_noop("there is no scope “%(scope)s”; there are %(known)s.")
            yield Breach("scope-exists", "scopes", wording, scope=shown(scope), known=_SCOPES)
        elif scope not in allowed:
            yield _not_held(Scope(scope), roles)
    if days not in DAYS:
        wording = gettext_noop("a token holds for %(days)s days; choose one of them.")
        yield Breach("token-expires", "days", wording, days=DAYS)


def _not_held(scope: Scope, roles: Collection[DeskRole]) -> Breach:
    lacking = next(right for right in Right if right in SCOPES[scope] and not may(roles, right))
    # Translators: %(deed)s is “read the audit list” and the like, %(roles)s “editor or reviewer”.
    wording = gettext_noop("%(scope)s passes on what you may not do yourself; to %(deed)s takes the role %(roles)s.")
    facts = {"scope": scope.value, "deed": Wording(RIGHT_WORDS[lacking]), "roles": _either(holders(lacking))}
    return Breach("scope-is-within-ones-rights", "scopes", wording, **facts)


def _either(roles: Sequence[DeskRole]) -> object:
    """The role, or the roles of which one is enough."""
    first, *others = roles
    return Wording(gettext_noop("%(one)s or %(another)s"), one=first, another=_either(others)) if others else first
