"""The admin: looks at the record, manages people, and opens only through the site's own sign-in."""

from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client

from guarantors.domain.roles import DeskRole
from guarantors.models import CodingSheet, Proposal, Submission
from guarantors.queries.people import roles_of
from tests.people import PASSWORD, client_of, make

pytestmark = pytest.mark.django_db
RECORD = [model for model in admin.site._registry if model._meta.app_label == "guarantors"]
USERS = "/admin/auth/user/"
NEW = {"username": "eve", "email": "Eve@example.org", "role": ["editor"], "password": PASSWORD}


def cleo() -> Client:
    return client_of(DeskRole.ADMINISTRATOR)


@pytest.mark.parametrize("role", DeskRole)
def test_it_opens_for_administrators_alone(role: DeskRole) -> None:
    client = client_of(role)

    status = client.get("/admin/", follow=True).status_code

    assert status == (200 if role is DeskRole.ADMINISTRATOR else 403)


@pytest.mark.parametrize(
    ("asked", "back"),
    [
        ("/admin/auth/user/", "/admin/auth/user/"),
        ("https://elsewhere.example/admin/", "/admin/"),
        ("//elsewhere.example/admin/", "/admin/"),
        ("/istanbul-2022/", "/admin/"),
    ],
)
def test_its_own_form_for_signing_in_is_closed(client: Client, asked: str, back: str) -> None:
    make(DeskRole.ADMINISTRATOR)

    shown = client.get("/admin/login/", {"next": asked})
    sent = client.post("/admin/login/", {"username": "cleo", "password": PASSWORD})

    assert shown.headers["Location"] == f"/accounts/login/?next={back}"
    assert sent.headers["Location"].startswith("/accounts/login/")
    assert "sessionid" not in client.cookies


def test_the_second_factor_holds_here_too(settings: Any) -> None:
    settings.REQUIRE_MFA = True
    client = cleo()

    page = client.get(USERS, follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/2fa/"
    assert "The admin opens once you have set up a second factor" in page.content.decode()
    assert client.post(f"{USERS}add/", NEW).status_code == 302
    assert not User.objects.filter(username="eve").exists()

    user = User.objects.get(username="cleo")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get(USERS).status_code == 200


def test_a_role_that_was_taken_away_shuts_it(client: Client) -> None:
    client = cleo()
    assert client.get("/admin/").status_code == 200

    Group.objects.get(name="administrator").user_set.clear()

    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label)
def test_every_list_and_entry_is_shown(model: Any) -> None:
    client = cleo()
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"

    assert client.get(address).status_code == 200
    first = model._default_manager.first()
    if first is not None:
        assert client.get(f"{address}{first.pk}/change/").status_code == 200


@pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)
def test_no_record_is_written_here(model: Any) -> None:
    client = cleo()
    address = f"/admin/guarantors/{model._meta.model_name}/"

    assert client.post(f"{address}add/", {}).status_code == 403
    first = model._default_manager.first()
    if first is not None:
        assert client.post(f"{address}{first.pk}/change/", {"title": "x"}).status_code == 403
        assert client.post(f"{address}{first.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Proposal.objects.count() == 3


@pytest.mark.parametrize(("outcome", "shown"), [("", False), ("returned", True)])
def test_a_first_coding_is_not_seen_here_before_the_decision(outcome: str, shown: bool) -> None:
    now = datetime.now(UTC)
    decided = {"decided_by": "ben", "decided_at": now, "reason": "why"} if outcome else {}
    waiting = Submission.objects.create(
        proposal=Proposal.objects.first(), content={}, logged_by="ada", logged_at=now, outcome=outcome, **decided
    )
    sheet = CodingSheet.objects.create(submission=waiting, round="first", coder="ada", codings=[], coded_at=now)
    client = client_of(DeskRole.ADMINISTRATOR, DeskRole.REVIEWER)

    for name, row in (("submission", waiting), ("codingsheet", sheet)):
        page = client.get(f"/admin/guarantors/{name}/{row.pk}/change/", follow=True)
        assert (page.request["PATH_INFO"] != "/admin/") == shown
        assert (f"{row.pk}/change/" in client.get(f"/admin/guarantors/{name}/").content.decode()) == shown


def test_a_draft_is_its_owners_alone() -> None:
    assert cleo().get("/admin/guarantors/draft/").status_code == 404


def test_no_superusers_power_writes_a_record() -> None:
    root = User.objects.create_superuser("root", "root@example.org", PASSWORD)
    client = Client()
    client.force_login(root)

    assert client.post("/admin/guarantors/proposal/add/", {}).status_code == 403


def test_a_person_is_made_with_a_role_and_can_sign_in() -> None:
    response = cleo().post(f"{USERS}add/", NEW)

    eve = User.objects.get(username="eve")
    assert response.status_code == 302
    assert (eve.email, roles_of(eve), eve.is_staff) == ("eve@example.org", {DeskRole.EDITOR}, False)
    sent = Client().post("/accounts/login/", {"login": "eve", "password": PASSWORD})
    assert sent.headers["Location"] == "/desk/"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"username": "cleo"}, "is taken; choose another one"),
        ({"username": "CLEO"}, "is taken; choose another one"),
        ({"username": "eve@x"}, "a name has Latin letters"),
        ({"email": "cleo@example.org"}, "is another person’s"),
        ({"role": []}, "This field is required"),
        ({"role": ["king"]}, "is not one of the available choices"),
        ({"password": "password"}, "too common"),
        ({"is_superuser": "on", "role": []}, "This field is required"),
    ],
)
def test_what_cannot_be_a_person_is_refused_beside_its_field(fields: dict[str, Any], said: str) -> None:
    response = cleo().post(f"{USERS}add/", NEW | fields)

    assert response.status_code == 200
    assert said in response.content.decode()
    assert User.objects.count() == 1


def test_a_persons_roles_change_and_the_name_does_not() -> None:
    client, ada = cleo(), make(DeskRole.EDITOR)
    form = {"username": "someone", "email": "ada@example.org", "is_active": "on", "role": ["reviewer", "administrator"]}

    response = client.post(f"{USERS}{ada.pk}/change/", form | {"is_superuser": "on"})

    ada = User.objects.get(pk=ada.pk)
    assert response.status_code == 302
    assert roles_of(ada) == {DeskRole.REVIEWER, DeskRole.ADMINISTRATOR}
    assert (ada.username, ada.is_staff, ada.is_superuser) == ("ada", True, False)


def test_a_person_is_deactivated_and_never_deleted() -> None:
    client, ada = cleo(), make(DeskRole.EDITOR)

    client.post(f"{USERS}{ada.pk}/change/", {"email": "ada@example.org", "role": ["editor"]})

    assert not User.objects.get(pk=ada.pk).is_active
    assert client.post(f"{USERS}{ada.pk}/delete/", {"post": "yes"}).status_code == 403
    assert (
        client.post(USERS, {"action": "delete_selected", "_selected_action": ada.pk, "post": "yes"}).status_code < 500
    )
    assert User.objects.filter(pk=ada.pk).exists()


def test_nobody_locks_themselves_out() -> None:
    client = cleo()
    user = User.objects.get(username="cleo")

    response = client.post(f"{USERS}{user.pk}/change/", {"email": "cleo@example.org", "role": ["editor"]})

    assert "you would lock yourself out" in response.content.decode()
    assert roles_of(User.objects.get(pk=user.pk)) == {DeskRole.ADMINISTRATOR}


def test_an_administrator_does_not_become_a_superuser_by_changing_one() -> None:
    client = cleo()
    root = User.objects.create_superuser("root", "root@example.org", PASSWORD)

    changed = client.post(f"{USERS}{root.pk}/change/", {"email": "x@example.org", "role": ["reader"]})
    taken = client.post(f"{USERS}{root.pk}/password/", {"password1": "a-new-one-7", "password2": "a-new-one-7"})

    assert (changed.status_code, taken.status_code) == (403, 403)
    assert User.objects.get(pk=root.pk).check_password(PASSWORD)


def test_a_password_is_replaced_for_who_lost_theirs() -> None:
    client, ada = cleo(), make(DeskRole.EDITOR)
    page = client.get(f"{USERS}{ada.pk}/change/").content.decode()
    assert User.objects.get(pk=ada.pk).password not in page

    form = {"password1": "a-new-one-77", "password2": "a-new-one-77", "usable_password": "true"}
    client.post(f"{USERS}{ada.pk}/password/", form)

    assert User.objects.get(pk=ada.pk).check_password("a-new-one-77")


def test_a_lost_second_factor_is_removed_and_its_secret_never_shown() -> None:
    client, ada = cleo(), make(DeskRole.EDITOR)
    factor = Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={"secret": "SECRETSECRET"})
    address = f"/admin/mfa/authenticator/{factor.pk}/"

    shown = client.get(f"{address}change/").content.decode()
    assert "authenticator app" in shown
    assert "SECRETSECRET" not in shown
    assert client.post(f"{address}change/", {"type": "totp"}).status_code == 403
    assert client.post("/admin/mfa/authenticator/add/", {"user": ada.pk}).status_code == 403

    assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 302
    assert not Authenticator.objects.exists()


def test_signing_out_here_signs_out() -> None:
    client = cleo()

    assert client.post("/admin/logout/").status_code == 200

    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("address", ["/admin/", USERS, f"{USERS}add/", "/admin/guarantors/proposal/"])
def test_its_pages_keep_the_policy(address: str) -> None:
    response = cleo().get(address)

    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert " onclick=" not in response.content.decode()
