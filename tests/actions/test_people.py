"""People: made with a name that stays theirs, changed, never deleted."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from config import settings as production
from guarantors.actions import people
from guarantors.domain.errors import Refused
from guarantors.domain.roles import DeskRole
from guarantors.queries import audit
from guarantors.queries.audit import Wanted
from guarantors.queries.people import roles_of
from tests.people import PASSWORD, make

pytestmark = pytest.mark.django_db


def create(**values: Any) -> User:
    given = {"username": "dora", "email": "dora@example.org", "roles": ["editor"], "password": PASSWORD, "by": "cleo"}
    return people.create(**given | values)


def test_every_database_has_the_groups_of_the_roles() -> None:
    assert set(Group.objects.values_list("name", flat=True)) >= set(DeskRole)


def test_a_person_is_made_with_roles_and_a_hashed_password(settings: Any) -> None:
    settings.PASSWORD_HASHERS = production.PASSWORD_HASHERS
    dora = create(roles=["editor", "reviewer"], email="Dora@Example.org")

    assert roles_of(dora) == {DeskRole.EDITOR, DeskRole.REVIEWER}
    assert dora.email == "dora@example.org"
    assert dora.password.startswith("argon2")
    assert dora.check_password(PASSWORD)
    assert not dora.is_staff


def test_an_administrator_is_staff_as_long_as_the_role_is_held() -> None:
    dora = create(roles=["administrator"])
    assert dora.is_staff

    people.change(user=dora, email=dora.email, roles=["editor"], active=True, by="cleo")

    assert not User.objects.get(pk=dora.pk).is_staff


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"username": "DORA"}, "username: “DORA” is taken"),
        ({"username": "two words", "email": "x@example.org"}, "username: a name has Latin letters"),
        ({"username": "x\x00y", "email": "x@example.org"}, "username: a name has Latin letters"),
        ({"username": "load_dataset", "email": "x@example.org"}, "is the name of a command"),
        ({"username": "eve", "email": "DORA@example.org"}, "dora@example.org is another person’s"),
        ({"username": "eve", "email": "nobody"}, "email: give an e-mail address"),
        ({"username": "eve", "email": "e" * 60 + "@" + "x" * 60 + "." + "y" * 60 + ".example.org" * 9}, "email: give"),
        ({"username": "eve", "email": "e@example.org", "roles": ["king"]}, "there is no role “king”"),
        ({"username": "eve", "email": "e@example.org", "roles": []}, "give at least one role"),
        (
            {"username": "eve", "email": "e@example.org", "password": "password"},
            "password: This password is too common",
        ),
        ({"username": "eve", "email": "e@example.org", "password": "a1b2"}, "password: This password is too short"),
        ({"username": "evelyne9", "email": "e@example.org", "password": "evelyne9"}, "too similar to the username"),
        ({"username": "eve", "email": "e@example.org", "password": "x" * 1001}, "more than 1000 characters"),
        ({"username": "eve", "email": "e@example.org", "by": ""}, "say who makes the entry"),
    ],
)
def test_what_cannot_be_a_person_is_refused_with_the_reason(values: dict[str, Any], said: str) -> None:
    create()

    with pytest.raises(Refused, match=said):
        create(**values)
    assert User.objects.count() == 1


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        create(username="a b", email="x", roles=["king"], password="short")

    assert {breach.field for breach in refused.value.breaches} == {"username", "email", "role", "password"}


def test_a_person_gets_other_roles_and_is_deactivated() -> None:
    dora = create()

    people.change(user=dora, email="d@example.org", roles=["reviewer"], active=True, by="cleo")
    assert roles_of(dora) == {DeskRole.REVIEWER}

    people.change(user=dora, email="d@example.org", roles=["reviewer"], active=False, by="cleo")
    assert roles_of(User.objects.get(pk=dora.pk)) == frozenset()


def test_groups_that_are_no_roles_are_left_alone() -> None:
    dora = create()
    dora.groups.add(Group.objects.create(name="book club"))

    people.change(user=dora, email=dora.email, roles=["reviewer"], active=True, by="cleo")

    assert set(dora.groups.values_list("name", flat=True)) == {"book club", "reviewer"}
    assert roles_of(dora) == {DeskRole.REVIEWER}


@pytest.mark.parametrize(("roles", "active"), [(["editor"], True), (["administrator"], False)])
def test_an_administrator_does_not_lock_themselves_out(roles: list[str], active: bool) -> None:
    cleo = make(DeskRole.ADMINISTRATOR)

    with pytest.raises(Refused, match="you would lock yourself out"):
        people.change(user=cleo, email=cleo.email, roles=roles, active=active, by="cleo")

    assert roles_of(User.objects.get(pk=cleo.pk)) == {DeskRole.ADMINISTRATOR}


def test_a_superuser_is_an_administrator() -> None:
    root = User.objects.create_superuser("root", "root@example.org", PASSWORD)

    assert roles_of(root) == {DeskRole.ADMINISTRATOR}


def test_the_audit_list_tells_who_gave_whom_which_roles() -> None:
    person = create()
    people.change(user=person, email="dora@example.org", roles=["editor", "reviewer"], active=False, by="cleo")

    told = [(deed.by, deed.verb, deed.noun, deed.ref, deed.why) for deed in audit.page(Wanted()).deeds[:2]]

    assert told == [
        ("cleo", "changed", "person", "dora", "roles: editor, reviewer; signs in: no"),
        ("cleo", "made", "person", "dora", "roles: editor; signs in: yes"),
    ]
