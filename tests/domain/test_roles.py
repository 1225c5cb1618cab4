"""Roles: one table says who may do what."""

import pytest

from guarantors.domain.roles import (
    RIGHT_WORDS,
    RIGHTS,
    DeskRole,
    Right,
    holders,
    may,
    role_breaches,
    username_breaches,
)

TABLE = {
    Right.LOG: {DeskRole.EDITOR, DeskRole.REVIEWER},
    Right.REVIEW: {DeskRole.REVIEWER},
    Right.CORRECT: {DeskRole.REVIEWER},
    Right.AUDIT: {DeskRole.ADMINISTRATOR},
    Right.USERS: {DeskRole.ADMINISTRATOR},
    Right.WEBHOOKS: {DeskRole.ADMINISTRATOR},
}


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("role", DeskRole)
def test_each_role_holds_its_rights_and_no_others(role: DeskRole, right: Right) -> None:
    assert may({role}, right) == (role in TABLE[right])
    assert (role in holders(right)) == (role in TABLE[right])


def test_every_role_and_right_is_in_the_table_and_said_in_words() -> None:
    assert set(RIGHTS) == set(DeskRole)
    assert set(RIGHT_WORDS) == set(Right) == set(TABLE)


def test_roles_add_up_and_nobody_without_one_may_anything() -> None:
    assert may({DeskRole.EDITOR, DeskRole.ADMINISTRATOR}, Right.USERS)
    assert not any(may(set(), right) for right in Right)


@pytest.mark.parametrize("name", ["ada", "Ada.Lovelace", "a_b-c", "9", "x" * 150])
def test_a_name_of_plain_letters_can_be_a_persons(name: str) -> None:
    assert list(username_breaches(name)) == []


@pytest.mark.parametrize(
    "name", ["", " ", "ada lovelace", "ada@x", "-ada", ".ada", "ada\n", "ada\x00", "Ādá", "x" * 151, "a/b", "а"]
)
def test_a_name_that_cannot_stand_in_the_record_is_refused(name: str) -> None:
    assert [breach.rule for breach in username_breaches(name)] == ["username-can-stand-in-the-record"]


@pytest.mark.parametrize("name", ["load_dataset", "Load_Dataset", "create_editor"])
def test_nobody_signs_as_a_command(name: str) -> None:
    assert [breach.rule for breach in username_breaches(name)] == ["username-is-a-persons"]


def test_an_unknown_role_is_named_with_the_known_ones() -> None:
    said = [str(breach) for breach in role_breaches(["editor", "king", "king"])]

    assert said == ["role: there is no role “king”; the roles are: reader, editor, reviewer, administrator."]
