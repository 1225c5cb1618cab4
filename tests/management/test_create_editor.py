"""`create_editor` and the people of the demo: passwords are shown once, and never again."""

import io
import sys

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from guarantors.management.commands.serve import Command as Serve
from guarantors.queries.people import roles_of
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("create_editor", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_a_password_is_made_and_printed_once() -> None:
    said = run("dora", "--email", "dora@example.org")

    password = said.strip().rpartition(" ")[2]
    dora = User.objects.get(username="dora")
    assert said.count(password) == 1
    assert len(password) >= 16
    assert dora.check_password(password)
    assert roles_of(dora) == {"editor"}


def test_a_password_from_the_first_line_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\nmore\n"))

    said = run("dora", "--email", "dora@example.org", "--role", "reviewer", "--role", "editor", "--password-stdin")

    assert said == "dora: editor, reviewer.\n"
    assert User.objects.get(username="dora").check_password(PASSWORD)


@pytest.mark.parametrize("arguments", [("a b", "--email", "x"), ("dora", "--email", "d@example.org", "--role", "king")])
def test_what_is_refused_is_named_and_writes_nothing(arguments: tuple[str, ...]) -> None:
    err = io.StringIO()

    with pytest.raises(CommandError, match="nothing was written"):
        call_command("create_editor", *arguments, stderr=err)

    assert "username: " in err.getvalue() or "role: " in err.getvalue()
    assert not User.objects.exists()


def test_an_empty_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    with pytest.raises(CommandError):
        call_command("create_editor", "dora", "--email", "d@example.org", "--password-stdin", stderr=io.StringIO())


def demo() -> str:
    out = io.StringIO()
    Serve(stdout=out).make_demo_people("http://127.0.0.1:8000/accounts/login/")  # type: ignore[arg-type]
    return out.getvalue()


def test_the_people_of_the_demo_are_made_once_and_shown_once(caplog: pytest.LogCaptureFixture) -> None:
    said = demo()

    lines = [line.split() for line in said.splitlines()[1:]]
    assert "http://127.0.0.1:8000/accounts/login/" in said
    assert [line[1].strip(",") for line in lines] == ["ada", "ben", "cleo"]
    for role, name, _, password in lines:
        user = User.objects.get(username=name.strip(","))
        assert user.check_password(password)
        assert roles_of(user) == {role.strip(":")}
        assert password not in caplog.text
    assert len({line[3] for line in lines}) == 3
    assert demo() == ""


def test_the_demo_makes_nobody_where_there_is_somebody() -> None:
    run("dora", "--email", "dora@example.org")

    assert demo() == ""
    assert User.objects.count() == 1
