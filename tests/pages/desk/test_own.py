"""What is kept of somebody: told in words, and theirs to take."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

from guarantors.actions import drafts
from guarantors.domain.roles import DeskRole
from guarantors.models import Token
from tests.desk import submission
from tests.people import client_of
from tests.tokens import token_of
from tests.world import make_proposal

pytestmark = pytest.mark.django_db


def test_all_that_is_kept_of_somebody_is_in_their_file_and_nothing_secret() -> None:
    ada, ben = client_of(DeskRole.EDITOR), client_of(DeskRole.REVIEWER)
    user = User.objects.get(username="ada")
    text = token_of(DeskRole.EDITOR)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "SEALED-SECRET"})
    waiting = submission(make_proposal(), by="ada")
    mine = "0b7c1d8e-0000-4000-8000-000000000001"
    drafts.save(draft_id=mine, owner="ada", proposal=None, fields={"summary": ["half a text"]}, revision=0)

    answer = ada.get("/accounts/data.json")
    kept = answer.json()

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="ada_20')
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert (kept["account"]["email"], kept["account"]["roles"]) == ("ada@example.org", ["editor"])
    assert [row["type"] for row in kept["second_factors"]] == ["totp"]
    assert len(kept["sessions"]) == 1
    assert [row["name"] for row in kept["tokens"]] == [Token.objects.get(user=user).name]
    assert [row["fields"] for row in kept["drafts"]] == [{"summary": ["half a text"]}]
    assert [row["id"] for row in kept["handed_in"]] == [str(waiting.pk)]
    assert [(row["submission"], row["round"]) for row in kept["coded"]] == [(str(waiting.pk), "first")]
    assert {row["verb"] for row in kept["done"]} >= {"made", "handed in"}
    assert [(row["verb"], row["by"]) for row in kept["done_to_the_account"]] == [("made", "tests")]
    said = answer.content.decode()
    assert [each for each in (text, "SEALED-SECRET", user.password, ada.session.session_key) if str(each) in said] == []
    other = ben.get("/accounts/data.json").json()
    assert (other["account"]["user_name"], other["drafts"], other["coded"]) == ("ben", [], [])


def test_it_is_said_in_words() -> None:
    page = client_of(DeskRole.READER).get("/accounts/data/").content.decode()

    assert "What is on record stays there with the user name of who wrote it" in page
    assert 'href="/accounts/data.json"' in page
