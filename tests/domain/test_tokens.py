"""What a token may be."""

from typing import Any

import pytest

from guarantors.domain.roles import DeskRole, Right, Scope
from guarantors.domain.tokens import scopes_for, scopes_of, token_breaches

FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"name": ""}, "token-has-a-name", "say what the token is for"),
    ({"name": "   "}, "token-has-a-name", "say what the token is for"),
    ({"name": "a\nb"}, "token-has-a-name", "cannot be seen"),
    ({"name": "a\u202eb"}, "token-has-a-name", "cannot be seen"),
    ({"name": "x" * 81}, "text-is-short-enough", "at most 80"),
    ({"scopes": []}, "token-has-a-scope", "at least one of read, log, review"),
    ({"scopes": ["read", "king"]}, "scope-exists", "there is no scope “king”; there are read, log, review"),
    ({"scopes": ["review"]}, "scope-is-within-ones-rights", "takes the role reviewer"),
    ({"days": 0}, "token-expires", "7, 30, 90, 365 days"),
    ({"days": 366}, "token-expires", "7, 30, 90, 365 days"),
    ({"days": -7}, "token-expires", "7, 30, 90, 365 days"),
]


def breaches(**changes: Any) -> list[tuple[str, str]]:
    given: dict[str, Any] = {"name": "loader", "scopes": ["read", "log"], "days": 30, "roles": [DeskRole.EDITOR]}
    return [(item.rule, item.message) for item in token_breaches(**given | changes)]


def test_a_named_token_with_ones_own_scopes_for_a_while_is_none() -> None:
    assert breaches() == []


@pytest.mark.parametrize(("changes", "rule", "said"), FAULTS)
def test_what_cannot_be_a_token_is_refused(changes: dict[str, Any], rule: str, said: str) -> None:
    [found] = breaches(**changes)

    assert (found[0], said in found[1]) == (rule, True), found


def test_every_fault_is_said_at_once() -> None:
    assert {rule for rule, _ in breaches(name="", scopes=["king", "review"], days=1)} == {
        "token-has-a-name",
        "scope-exists",
        "scope-is-within-ones-rights",
        "token-expires",
    }


@pytest.mark.parametrize(
    ("roles", "scopes"),
    [
        ([], ("read",)),
        ([DeskRole.READER], ("read",)),
        ([DeskRole.EDITOR], ("read", "log")),
        ([DeskRole.REVIEWER], ("read", "log", "review")),
        ([DeskRole.ADMINISTRATOR], ("read",)),
    ],
)
def test_a_person_may_give_what_their_roles_hold(roles: list[DeskRole], scopes: tuple[str, ...]) -> None:
    assert scopes_of(roles) == scopes


def test_the_rights_of_a_record_are_passed_on_and_those_over_people_are_not() -> None:
    assert scopes_for(Right.LOG) == (Scope.LOG,)
    assert scopes_for(Right.REVIEW) == scopes_for(Right.CORRECT) == (Scope.REVIEW,)
    assert scopes_for(Right.USERS) == scopes_for(Right.AUDIT) == ()
