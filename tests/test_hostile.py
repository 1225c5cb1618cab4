"""What no honest client sends: other hosts, ways to other sites, files, floods of bytes, methods in disguise."""

from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guarantors.domain.roles import DeskRole
from guarantors.models import Statement, Token
from tests.people import PASSWORD, client_of, make
from tests.tokens import bearer, token_of

pytestmark = pytest.mark.django_db
AWAY = ["//elsewhere.example/", "/\\elsewhere.example", "https:/\t/elsewhere.example"]
HEADERS = [
    "Accept",
    "Accept-Language",
    "Accept-Encoding",
    "If-None-Match",
    "If-Modified-Since",
    "Cookie",
    "Referer",
    "Authorization",
    "X-Request-ID",
    "HX-Request",
    "X-Forwarded-For",
    "Accept-Datetime",
    "Range",
    "Origin",
]
DOORS = [
    ("/accounts/logout/", {}),
    ("/accounts/reauthenticate/", {"password": PASSWORD}),
    (
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "x" * 8 + PASSWORD, "password2": "x" * 8 + PASSWORD},
    ),
    ("/admin/logout/", {}),
    ("/accounts/2fa/reauthenticate/", {}),
]


@pytest.mark.parametrize("away", AWAY)
@pytest.mark.parametrize(("door", "form"), DOORS, ids=[door for door, _ in DOORS])
def test_no_door_leads_to_another_site(door: str, form: dict[str, str], away: str) -> None:
    client = client_of(DeskRole.ADMINISTRATOR)

    for answer in (client.get(door, {"next": away}), client.post(f"{door}?next={away}", {**form, "next": away})):
        assert answer.status_code < 500
        assert "elsewhere" not in answer.headers.get("Location", "").partition("?")[0]


@pytest.mark.parametrize(
    "path", ["//elsewhere.example/istanbul-2022", "/%2Felsewhere.example/x", "/\\elsewhere.example/x"]
)
def test_no_address_of_ours_is_made_one_of_another_site(client: Client, path: str) -> None:
    for prefix in ("", "/timegate"):
        where = client.get(f"{prefix}{path}").headers.get("Location", "/")
        assert where.startswith(("/", "http://testserver/"))
        assert not where.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "testserver.elsewhere.example", "testserver@elsewhere.example", "a b"]
)
def test_a_host_that_is_not_ours_gets_no_page_and_no_mail_to_lead_there(client: Client, host: str) -> None:
    make(DeskRole.EDITOR)

    for answer in (
        client.post("/accounts/password/reset/", {"email": "ada@example.org"}, headers={"host": host}),
        client.get("/api/v1/", headers={"host": host}),
        client.get("/feed.atom", headers={"host": host}),
    ):
        assert answer.status_code == 400
    assert mail.outbox == []


def test_a_forwarded_host_is_nobodys_word(client: Client) -> None:
    make(DeskRole.EDITOR)
    sent = {"X-Forwarded-Host": "elsewhere.example", "Forwarded": "host=elsewhere.example"}

    client.post("/accounts/password/reset/", {"email": "ada@example.org"}, headers=sent)

    assert "elsewhere" not in mail.outbox[0].body
    assert "elsewhere" not in client.get("/", headers=sent).content.decode()


@pytest.mark.parametrize(
    "where", ["/accounts/login/", "/nope/", "/", "/desk/tokens/", "/admin/auth/user/add/", "/oembed"]
)
def test_a_file_is_refused_before_it_is_kept(where: str, tmp_path: Path, settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    client = Client() if "login" in where else client_of(DeskRole.ADMINISTRATOR)
    file = SimpleUploadedFile("page.html", b"<script>" * 400_000, content_type="text/html")

    answer = client.post(where, {"login": "ada", "file": file})

    assert list(tmp_path.iterdir()) == []
    if where.startswith(("/accounts/", "/desk/", "/admin/")):  # the others read no form
        assert answer.status_code == 400
        assert "No form of this site takes a file" in answer.content.decode()
    else:
        assert answer.status_code in (404, 405)


def test_a_form_larger_than_any_of_ours_is_refused_in_words(client: Client) -> None:
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b"):
        body = "login=" + "x" * 3_000_000
        if kind.startswith("multipart"):
            body = f'--b\r\nContent-Disposition: form-data; name="login"\r\n\r\n{body}\r\n--b--\r\n'
        answer = client.post("/accounts/login/", body, content_type=kind)

        assert answer.status_code == 400
        assert "larger than anything" in answer.content.decode()


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "POST"])
def test_a_method_is_what_it_is_and_no_header_or_field_makes_it_another(method: str) -> None:
    headers = {**bearer(token_of(DeskRole.EDITOR)), "X-HTTP-Method-Override": method, "X-HTTP-Method": method}
    before = Statement.objects.count(), Token.objects.count()

    read = Client().get("/api/v1/statements/", {"_method": method}, headers=headers)
    page = Client().get("/istanbul-2022/", headers=headers)
    form = client_of(DeskRole.EDITOR).get("/desk/tokens/", {"_method": method, "name": "x"}, headers=headers)

    assert (read.status_code, page.status_code, form.status_code) == (400, 200, 200), "400: no such parameter"
    assert (Statement.objects.count(), Token.objects.count()) == before


@pytest.mark.parametrize("value", ["x" * 60_000, "\x00", "a\r\nSet-Cookie: b=c"])
def test_no_header_breaks_an_answer_or_stands_in_one(client: Client, value: str) -> None:
    for name in HEADERS:
        for where in ("/api/v1/", "/timegate/istanbul-2022/"):
            answer = client.get(where, headers={name: value})
            assert answer.status_code < 500, (name, where)
            assert value not in str(answer.headers), (name, where)


def test_a_session_is_a_new_one_at_each_sign_in_and_none_after_signing_out() -> None:
    make(DeskRole.EDITOR)
    client = Client()
    client.session.save()
    planted = client.cookies["sessionid"].value

    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    known = client.cookies["sessionid"].value
    client.post("/accounts/logout/")

    assert known != planted
    for old in (planted, known):
        assert Client(headers={"cookie": f"sessionid={old}"}).get("/desk/").status_code == 302
