"""Who works at the desk, and what each role may do there: the one table that pages, admin and commands read."""

import re
from collections.abc import Collection, Iterator
from enum import StrEnum

from guarantors.domain.errors import Breach, gettext_noop


class DeskRole(StrEnum):
    """What a person is at the desk. One person may hold several."""

    READER = "reader"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """One thing that a role lets a person do."""

    LOG = "log"
    REVIEW = "review"
    CORRECT = "correct"
    AUDIT = "audit"
    USERS = "users"
    WEBHOOKS = "webhooks"


RIGHTS: dict[DeskRole, frozenset[Right]] = {
    DeskRole.READER: frozenset(),
    DeskRole.EDITOR: frozenset({Right.LOG}),
    DeskRole.REVIEWER: frozenset({Right.LOG, Right.REVIEW, Right.CORRECT}),
    DeskRole.ADMINISTRATOR: frozenset({Right.AUDIT, Right.USERS, Right.WEBHOOKS}),
}

ROLE_WORDS: dict[DeskRole, str] = {
    DeskRole.READER: gettext_noop("reader"),
    DeskRole.EDITOR: gettext_noop("editor"),
    DeskRole.REVIEWER: gettext_noop("reviewer"),
    DeskRole.ADMINISTRATOR: gettext_noop("administrator"),
}

RIGHT_WORDS: dict[Right, str] = {
    Right.LOG: gettext_noop("log statements and code them"),
    Right.REVIEW: gettext_noop("code blind what others logged, adjudicate and publish"),
    Right.CORRECT: gettext_noop("correct, withdraw, merge and lock what is published"),
    Right.AUDIT: gettext_noop("read the audit list"),
    Right.USERS: gettext_noop("make people and give them roles"),
    Right.WEBHOOKS: gettext_noop("say which addresses are told of changes"),
}
"""What each lets a person do, after “to” and “you may”."""


class Scope(StrEnum):
    """What a token lets a program do, within what its person may do."""

    READ = "read"
    LOG = "log"
    REVIEW = "review"


SCOPES: dict[Scope, frozenset[Right]] = {
    Scope.READ: frozenset(),
    Scope.LOG: frozenset({Right.LOG}),
    Scope.REVIEW: frozenset({Right.REVIEW, Right.CORRECT}),
}
"""The rights that each scope passes on."""

SCOPE_WORDS: dict[Scope, str] = {
    Scope.READ: gettext_noop("read what its person may read at the desk: drafts, and what waits for review"),
    Scope.LOG: gettext_noop("hand in statements and change drafts"),
    Scope.REVIEW: gettext_noop("code blind, adjudicate, publish, correct, withdraw, and mark sources"),
}

USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,149}", re.ASCII)
"""A name that stands in the record, in files and in addresses as it is."""

MACHINES = frozenset({"load_dataset", "create_editor", "deliver"})
"""Names that the record gives to commands, so that no person can sign with them."""


def may(roles: Collection[DeskRole], right: Right) -> bool:
    """Whether any of the roles holds the right."""
    return any(right in RIGHTS[role] for role in roles)


def holders(right: Right) -> tuple[DeskRole, ...]:
    """The roles that hold the right, lowest first."""
    return tuple(role for role in DeskRole if right in RIGHTS[role])


def username_breaches(username: str) -> Iterator[Breach]:
    """What keeps a name from being a person's: its letters, or that a command signs with it."""
    if not USERNAME.fullmatch(username):
        wording = gettext_noop(
            "a name has Latin letters, digits, dots, dashes and underscores, begins with a letter or digit, "
            "and has at most 150 characters."
        )
        yield Breach("username-can-stand-in-the-record", "username", wording)
    elif username.lower() in MACHINES:
        wording = gettext_noop("“%(name)s” is the name of a command; choose another one.")
        yield Breach("username-is-a-persons", "username", wording, name=username)


def role_breaches(roles: Collection[str]) -> Iterator[Breach]:
    """A breach for every word that names no role."""
    for role in sorted({role for role in roles if role not in set(DeskRole)}):
        wording = gettext_noop("there is no role “%(role)s”; the roles are: %(allowed)s.")
        yield Breach("role-exists", "role", wording, role=role[:60], allowed=tuple(DeskRole))
