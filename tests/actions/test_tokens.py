"""Tokens: made once, kept as a digest, revoked for good."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from knox.crypto import hash_token

from guarantors.actions import tokens
from guarantors.domain.errors import Refused
from guarantors.domain.roles import DeskRole, Scope
from guarantors.domain.tokens import MOST
from guarantors.models import Token
from guarantors.queries import audit
from guarantors.queries import tokens as question
from guarantors.queries.audit import Wanted
from tests.people import make
from tests.tokens import token_of

pytestmark = pytest.mark.django_db
ROLES = [DeskRole.EDITOR]


@pytest.fixture
def ada() -> User:
    return make(DeskRole.EDITOR)


def rule(refused: pytest.ExceptionInfo[Refused]) -> str:
    [breach] = refused.value.breaches
    return breach.rule


def test_only_a_digest_of_it_is_kept(ada: User) -> None:
    token, text = tokens.make(owner=ada, roles=ROLES, name=" loader ", scopes=["log", "read"], days=30)

    assert (text[:3], len(text)) == ("gt_", 67)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM guarantors_token")
        [row] = cursor.fetchall()
    assert text[15:] not in str(row)
    kept = Token.objects.get()
    assert (kept.digest, kept.name, kept.scopes, kept.last_used_at) == (
        hash_token(text),
        "loader",
        ["read", "log"],
        None,
    )
    assert abs(kept.expiry - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=1)
    assert question.find(text) == token


def test_a_name_is_one_tokens_of_a_person_and_free_again_when_it_is_revoked(ada: User) -> None:
    token_of(DeskRole.EDITOR, name="loader")
    token_of(DeskRole.REVIEWER, name="loader")

    with pytest.raises(Refused, match="you have a token “loader” already; revoke it first") as refused:
        tokens.make(owner=ada, roles=ROLES, name="loader", scopes=["read"], days=7)
    assert rule(refused) == "token-name-is-its-own"

    tokens.revoke(owner="ada", name="loader", by="ada")
    assert question.find(token_of(DeskRole.EDITOR, name="loader")) is not None


def test_nobody_has_more_tokens_than_can_be_looked_after(ada: User) -> None:
    for number in range(MOST):
        tokens.make(owner=ada, roles=ROLES, name=f"token {number}", scopes=["read"], days=7)

    with pytest.raises(Refused, match=f"you have {MOST} tokens; revoke one") as refused:
        tokens.make(owner=ada, roles=ROLES, name="one more", scopes=["read"], days=7)
    assert rule(refused) == "tokens-are-not-too-many"
    assert Token.objects.count() == MOST


def test_what_breaks_a_rule_makes_none_and_leaves_no_trace(ada: User) -> None:
    with pytest.raises(Refused) as refused:
        tokens.make(owner=ada, roles=ROLES, name="x", scopes=["review"], days=7)

    assert rule(refused) == "scope-is-within-ones-rights"
    assert not Token.objects.exists()
    assert not audit.page(Wanted(by="ada", verb="made")).deeds


@pytest.mark.parametrize("by", ["ada", "cleo"])
def test_a_revoked_token_is_none_any_more(by: str) -> None:
    kept, text = token_of(DeskRole.EDITOR, name="kept"), token_of(DeskRole.EDITOR, name="lost")

    tokens.revoke(owner="ada", name="lost", by=by)

    assert question.find(text) is None
    assert question.find(kept) is not None


@pytest.mark.parametrize(("owner", "name"), [("ada", "none"), ("ben", "loader"), ("ada\0", "loader"), ("", "")])
def test_what_is_no_token_cannot_be_revoked(owner: str, name: str) -> None:
    token_of(DeskRole.EDITOR, name="loader")

    with pytest.raises(Refused, match="it may be revoked already") as refused:
        tokens.revoke(owner=owner, name=name, by="ada")
    assert rule(refused) == "token-is-known"
    assert Token.objects.count() == 1


def test_the_audit_list_tells_of_both_and_never_the_token() -> None:
    text = token_of(DeskRole.EDITOR, name="loader", scopes=[Scope.READ])
    until = Token.objects.get().expiry.date().isoformat()
    tokens.revoke(owner="ada", name="loader", by="cleo")

    told = [(deed.by, deed.verb, deed.noun, deed.ref, deed.why) for deed in audit.page(Wanted()).deeds[:2]]

    assert told == [
        ("cleo", "revoked", "token", "loader", "person: ada"),
        ("ada", "made", "token", "loader", f"person: ada; scopes: read; expires on: {until}"),
    ]
    assert text[3:] not in str(told)
