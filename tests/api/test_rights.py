"""Who asks the API: by token or by session, within their rights and the token's scopes."""

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.test import Client
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from guarantors.api.rights import PEOPLE, holding, signed_in
from guarantors.domain.roles import DeskRole, Right, Scope
from guarantors.models import Submission, Token
from tests.api.test_statements import ADDRESS, body
from tests.people import client_of, make
from tests.tokens import bearer, token_of
from tests.world import make_proposal

pytestmark = pytest.mark.django_db
READ = "/api/v1/guarantors/?proposal=istanbul-2022"


def post(**headers: str) -> Any:
    return Client().post(ADDRESS, json.dumps(body()), content_type="application/json", headers=headers)


def asked(permission: Any, headers: dict[str, str], user: User | None = None) -> Response:
    """The answer of an endpoint that asks for this permission."""

    class Endpoint(APIView):
        authentication_classes = PEOPLE
        permission_classes = (permission,)

        def get(self, request: Request) -> Response:
            return Response({"who": request.user.get_username()})

    request = APIRequestFactory().get("/api/v1/x/", headers=headers)
    if user is not None:
        request.user = user
    response = Endpoint.as_view()(request)
    response.render()
    return response


def test_a_token_hands_in_a_statement_in_its_persons_name() -> None:
    proposal = make_proposal()

    response = post(**bearer(token_of(DeskRole.EDITOR)))

    assert response.status_code == 201
    assert Submission.objects.get(proposal=proposal).logged_by == "ada"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("scopes", [[Scope.READ], [Scope.REVIEW], [Scope.READ, Scope.REVIEW]])
def test_another_scope_is_not_enough_and_the_answer_says_which_is(scopes: list[Scope]) -> None:
    response = post(**bearer(token_of(DeskRole.REVIEWER, scopes=scopes)))

    assert response.status_code == 403
    assert "takes a token with the scope log; this one has " + ", ".join(scopes) in response.json()["detail"]
    assert not Submission.objects.exists()


def test_a_right_that_was_taken_away_is_gone_with_the_next_request() -> None:
    make_proposal()
    headers = bearer(token_of(DeskRole.EDITOR))
    Group.objects.get(name="editor").user_set.clear()

    response = post(**headers)

    assert (response.status_code, "takes the role editor or reviewer" in response.json()["detail"]) == (403, True)


@pytest.mark.parametrize(
    "sent",
    [
        "Bearer",
        "Bearer ",
        "bearer gt_",
        "Bearer gt_" + "0" * 64,
        "Bearer gt_\x80\xff",
        "Bearer " + "x" * 5000,
        "Bearer a b",
        "Bearer gt_\0",
    ],
)
@pytest.mark.parametrize("address", [READ, "/api/v1/", ADDRESS])
def test_what_is_no_token_of_ours_is_a_401_on_public_reads_too(sent: str, address: str) -> None:
    response = Client().get(address, headers={"Authorization": sent})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="desk"'
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "make one at /desk/tokens/" in response.json()["detail"]


def test_the_start_of_a_token_is_no_token() -> None:
    text = token_of(DeskRole.EDITOR)

    for wrong in (text[:15], text[:-1], text + "0", text[:-1] + ("0" if text[-1] != "0" else "1"), text.upper()):
        assert Client().get(READ, headers=bearer(wrong)).status_code == 401, wrong


def test_an_expired_token_is_refused_and_stays_in_the_list() -> None:
    text = token_of(DeskRole.EDITOR)
    Token.objects.update(expiry=datetime.now(UTC))

    response = Client().get(READ, headers=bearer(text))

    assert (response.status_code, response.json()["detail"].partition(";")[0]) == (
        401,
        "The token “program” is expired",
    )
    assert Token.objects.count() == 1


def test_a_token_without_an_end_never_holds() -> None:
    text = token_of(DeskRole.EDITOR)
    Token.objects.update(expiry=None)

    assert Client().get(READ, headers=bearer(text)).status_code == 401


def test_the_token_of_somebody_deactivated_is_refused() -> None:
    text = token_of(DeskRole.EDITOR)
    User.objects.update(is_active=False)

    response = Client().get(READ, headers=bearer(text))

    assert (response.status_code, "may not sign in" in response.json()["detail"]) == (401, True)


def test_a_public_read_is_the_same_with_and_without_a_token_and_keeps_no_cookie() -> None:
    text = token_of(DeskRole.READER, scopes=[Scope.READ])
    fixed = f"{READ}&known_at=2026-01-01T00:00:00Z"

    known, nobody = Client().get(fixed, headers=bearer(text)), Client().get(fixed)

    assert known.content == nobody.content
    assert "Cookie" not in known.headers.get("Vary", "")
    assert not known.cookies


def test_a_proxys_own_authorization_does_not_shut_out_readers() -> None:
    assert Client().get(READ, headers={"Authorization": "Basic YTpi"}).status_code == 200


def test_the_last_use_is_kept_once_a_minute(django_assert_num_queries: Any) -> None:
    headers = bearer(token_of(DeskRole.EDITOR))
    with django_assert_num_queries(2):
        Client().get("/api/v1/", headers=headers)
    first = Token.objects.get().last_used_at
    with django_assert_num_queries(1):
        Client().get("/api/v1/", headers=headers)

    assert first is not None
    assert Token.objects.get().last_used_at == first
    Token.objects.update(last_used_at=first - timedelta(minutes=2))
    Client().get("/api/v1/", headers=headers)
    later = Token.objects.get().last_used_at
    assert later is not None
    assert later >= first


def test_a_second_factor_is_asked_of_the_tokens_person(settings: Any) -> None:
    make_proposal()
    headers = bearer(token_of(DeskRole.EDITOR))
    settings.REQUIRE_MFA = True
    refused = post(**headers)
    assert (refused.status_code, "second factor" in refused.json()["detail"]) == (403, True)

    ada = User.objects.get(username="ada")
    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={"secret": "x"})

    assert post(**headers).status_code == 201


@pytest.mark.parametrize(
    ("role", "scopes", "right", "status"),
    [
        (DeskRole.READER, [Scope.READ], None, 200),
        (DeskRole.READER, [Scope.READ], Right.LOG, 403),
        (DeskRole.EDITOR, [Scope.READ], Right.LOG, 200),
        (DeskRole.EDITOR, [Scope.LOG], Right.LOG, 403),
        (DeskRole.REVIEWER, [Scope.LOG, Scope.REVIEW], None, 403),
    ],
)
def test_what_is_the_desks_own_is_read_with_the_scope_to_read(
    role: DeskRole, scopes: list[Scope], right: Right | None, status: int
) -> None:
    response = asked(signed_in(right), bearer(token_of(role, scopes=scopes)))

    assert response.status_code == status
    assert asked(signed_in(right), {}).status_code == 401


def test_a_session_reads_what_is_the_desks_own_without_a_scope() -> None:
    client = client_of(DeskRole.EDITOR)
    assert client.get("/desk/").status_code == 200

    assert asked(signed_in(Right.LOG), {}, make(DeskRole.EDITOR)).data == {"who": "ada"}


def test_no_token_does_what_only_a_person_does() -> None:
    text = token_of(DeskRole.REVIEWER, DeskRole.ADMINISTRATOR, scopes=list(Scope))

    response = asked(holding(Right.USERS), bearer(text))

    assert response.status_code == 403
    assert "No token is enough to make people and give them roles" in response.data["detail"]


def test_no_token_stands_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    text = token_of(DeskRole.EDITOR)

    for sent in (text, text[:-1] + "x"):
        Client().get(READ, headers=bearer(sent))
        post(**bearer(sent))

    assert text[15:60] not in caplog.text
    assert not any(text[15:60] in str(record.__dict__) for record in caplog.records)
