"""Each request has a number, which the answer, the log and the page of a fault tell; who reads is told to nobody."""

import json
import logging
import re
import sys
from typing import Any

import pytest
from django.test import Client

from config.watch.logs import Json, Plain, WithoutReaders, request_id

WHO = "203.0.113.77"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[dict[str, Any]]:
    """What is logged, as a program reads it."""
    told: list[dict[str, Any]] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(json.loads(self.format(record)))

    handler = Kept()
    handler.setFormatter(Json())
    handler.addFilter(WithoutReaders())
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    settings.ACCESS_LOG = True
    return told


@pytest.mark.django_db
def test_a_line_says_what_became_of_a_request_and_not_whose_it_was(lines: list[dict[str, Any]]) -> None:
    answer = Client(headers={"User-Agent": "a browser"}).get("/statements/?q=secret", REMOTE_ADDR=WHO)

    [line] = [line for line in lines if line["logger"] == "guarantors.access"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "statements", 200)
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+\.\d{3}\+00:00", line["time"])
    assert line["ms"] > 0
    assert (line["level"], line["message"].split()[0]) == ("INFO", "GET")
    assert not re.search(f"secret|browser|{WHO}", json.dumps(lines))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trusted", "sent", "kept"),
    [
        (True, "proxy-1.a_B", True),
        (True, "a b", False),
        (True, "x" * 65, False),
        (True, "", False),
        (False, "abc", False),
    ],
)
def test_the_number_is_the_proxys_where_the_settings_say_so(
    trusted: bool, sent: str, kept: bool, settings: Any
) -> None:
    settings.REQUEST_ID_FROM_PROXY = trusted

    number = Client().get("/healthz", headers={"X-Request-ID": sent}).headers["X-Request-ID"]

    assert (number == sent) is kept
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", number)
    assert request_id.get() == ""


@pytest.mark.django_db
def test_a_fault_shows_its_number_to_the_reader_and_the_log(
    lines: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("django.core.handlers.base.BaseHandler.resolve_request", breaks)
    client = Client(raise_request_exception=False)
    page, problem = client.get("/?q=secret"), client.get("/api/v1/stances/?q=secret")

    assert (page.status_code, problem.status_code) == (500, 500)
    assert f"<code>{page.headers['X-Request-ID']}</code>" in page.content.decode()
    assert problem.json()["request_id"] == problem.headers["X-Request-ID"]
    faults = [line for line in lines if line["logger"] == "django.request"]
    assert [line["request_id"] for line in faults] == [page.headers["X-Request-ID"], problem.headers["X-Request-ID"]]
    assert all("broken on purpose" in line["traceback"] for line in faults)
    assert "secret" not in json.dumps(lines)


def test_what_the_server_says_of_a_request_that_it_cannot_read_names_no_client(lines: list[dict[str, Any]]) -> None:
    logging.getLogger("gunicorn.error").warning("Invalid request from ip=%s: %s", WHO, "no method")

    assert [line["message"] for line in lines] == ["Invalid request from ip=(left out): no method"]


def test_nothing_that_was_sent_looks_like_a_line_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Plain("{levelname} {message}", style="{"))
    sent = "x\nINFO cleo signed in.\r\x1b[2J\x9b"
    try:
        raise ValueError(sent)
    except ValueError:
        handler.handle(logging.LogRecord("name", 40, __file__, 1, "Refused: %s", (sent,), None))
        made = handler.format(logging.LogRecord("name", 40, __file__, 1, "Broken", (), sys.exc_info()))

    assert capsys.readouterr().err == "ERROR Refused: x\\x0aINFO cleo signed in.\\x0d\\x1b[2J\\x9b\n"
    assert [line for line in made.split("\n")[1:] if not line.startswith("  ")] == []
    assert not set(made) & {"\r", "\x1b", "\x9b"}
