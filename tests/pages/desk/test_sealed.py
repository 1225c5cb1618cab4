"""Who copies the database has no second factor: their secrets are encrypted with a key that is not in it."""

import io
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client

from guarantors.actions import second_factors
from guarantors.domain.roles import DeskRole
from guarantors.models.sealed import MARK, unseal
from tests.pages.desk.signing_in import code_of, set_up_totp, sign_in
from tests.people import client_of

pytestmark = pytest.mark.django_db


def recovery_codes(owner: Client) -> list[str]:
    page = owner.get("/accounts/2fa/recovery-codes/").content.decode()
    return re.search(r"<textarea[^>]*>([^<]+)<", page)[1].split()  # type: ignore[index]


def seal(*arguments: str) -> str:
    out = io.StringIO()
    call_command("seal_second_factors", *arguments, stdout=out)
    return out.getvalue()


def enters(code: str) -> bool:
    client = Client()
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    return client.get("/desk/").status_code == 200


def kept() -> str:
    return json.dumps(list(Authenticator.objects.order_by("pk").values_list("data", flat=True)))


def test_what_is_kept_says_nothing_and_both_factors_work() -> None:
    owner = client_of(DeskRole.EDITOR)
    secret = set_up_totp(owner)
    codes = recovery_codes(owner)

    assert secret not in kept()
    assert [code for code in codes if code in kept()] == []
    assert kept().count(MARK) == 2
    assert enters(code_of(secret, ahead=1))
    assert enters(codes[0])
    assert not enters(codes[0])


def test_plain_ones_of_before_work_and_are_sealed_by_the_migration_and_back() -> None:
    owner = client_of(DeskRole.EDITOR)
    secret = set_up_totp(owner)
    codes = recovery_codes(owner)
    second_factors.open_all(apps.get_model("mfa", "Authenticator"))
    plain = kept()
    assert secret in plain
    assert enters(codes[0])

    assert second_factors.seal_all(apps.get_model("mfa", "Authenticator")) == (2, 0)
    assert secret not in kept()
    assert enters(code_of(secret, ahead=1))
    assert not enters(codes[0])
    assert enters(codes[1])
    assert second_factors.seal_all(Authenticator) == (0, 0), "nothing is left to seal"


def test_codes_that_were_brought_from_elsewhere_are_sealed_too() -> None:
    codes = ["11112222", "33334444"]
    data = {"migrated_codes": codes, "used_mask": 0}
    owner = client_of(DeskRole.EDITOR).session["_auth_user_id"]
    row = Authenticator.objects.create(user_id=owner, type="recovery_codes", data=data)

    assert second_factors.seal_all(Authenticator) == (1, 0)

    row.refresh_from_db()
    assert [unseal(text) for text in row.data["migrated_codes"]] == codes
    assert all(text.startswith(MARK) for text in row.data["migrated_codes"])


def test_the_key_is_changed_with_the_earlier_one_beside_it_until_all_is_sealed_anew(settings: Any) -> None:
    owner = client_of(DeskRole.EDITOR)
    secret = set_up_totp(owner)
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "another key, with which this site signs and seals from now on"
    settings.SECRET_KEY_FALLBACKS = [earlier]

    before = kept()
    assert seal("--dry-run") == "To be sealed with the present key: 2.\n"
    assert kept() == before
    assert seal() == "Sealed with the present key: 2.\n"
    settings.SECRET_KEY_FALLBACKS = []
    assert enters(code_of(secret, ahead=1))


def test_a_lost_key_is_said_to_the_operator_and_to_whoever_signs_in_and_lets_nobody_in(settings: Any) -> None:
    set_up_totp(client_of(DeskRole.EDITOR))
    settings.SECRET_KEY = "another key, and nobody wrote down the one before"

    with pytest.raises(CommandError, match="can be read with no key of SECRET_KEY and SECRET_KEY_FALLBACKS"):
        seal()
    client = Client()
    sign_in(client)
    answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert answer.status_code == 400
    assert "an administrator can remove it" in answer.content.decode()
    assert client.get("/desk/").status_code == 302
