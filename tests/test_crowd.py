"""In a crowd the desk is answered, and who finds no place is told so with a 503 and when to come again."""

import threading
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from config import crowd
from config.crowd import Crowd, Door, Kind, Room, rooms
from guarantors.domain.roles import DeskRole
from tests.people import client_of

THREADS = 8


@pytest.fixture
def full(settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[Kind, Room]:
    """The rooms of a process whose readers' places, and those for signing in, are all taken."""
    settings.PLACES = THREADS
    monkeypatch.setattr(crowd, "PATIENCE", 0.0)
    made = rooms(THREADS)
    for kind in (Kind.READER, Kind.SIGNING_IN):
        made[kind].present = made[kind].most
    monkeypatch.setattr(crowd, "rooms", lambda _: made)
    return made


def present(rooms_of: dict[Kind, Room]) -> dict[Kind, int]:
    return {kind: room.present for kind, room in rooms_of.items()}


def test_the_kinds_together_leave_threads_for_the_desk() -> None:
    for threads in (4, 8, 24, 64):
        made = rooms(threads)
        assert made[Kind.READER].most + made[Kind.SIGNING_IN].most < threads


@pytest.mark.django_db
def test_the_desk_answers_while_readers_are_refused_with_when_to_come_again(full: dict[Kind, Room]) -> None:
    before = present(full)
    ada, reader = client_of(DeskRole.EDITOR), Client()
    faked = Client()
    faked.cookies["sessionid"] = "claims-to-be-somebody"

    assert ada.get("/desk/drafts/").status_code == 200
    assert ada.get("/istanbul-2022/").status_code == 200  # what an editor reads of the site, too
    page, problem = reader.get("/istanbul-2022/"), reader.get("/api/v1/stances/")
    assert (page.status_code, problem.status_code, faked.get("/").status_code) == (503, 503, 503)
    assert {answer.headers["Retry-After"] for answer in (page, problem)} == {"2"}
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert {answer.headers["Cache-Control"] for answer in (page, problem)} == {"no-store"}
    assert "try again in some seconds" in page.content.decode()
    translated = reader.get("/uk/istanbul-2022/").content.decode()
    assert '<html lang="uk">' in translated
    assert 'href="/uk/method/"' in translated
    assert "try again in some seconds" not in translated
    assert (problem.headers["Content-Type"], problem.json()["status"]) == ("application/problem+json", 503)
    for address in ("/accounts/login/", "/uk/accounts/login/"):
        login = reader.post(address, {"login": "ada", "password": "wrong"})
        assert (login.status_code, login.headers["Retry-After"]) == (503, "2")
        assert reader.get(address, follow=True).status_code == 200
    assert reader.get("/healthz").status_code == 200
    assert present(full) == before  # nobody holds what was given


@pytest.mark.django_db
def test_a_place_is_held_until_the_answer_is_sent_and_work_for_a_stream_as_long(full: dict[Kind, Room]) -> None:
    room = full[Kind.READER] = Room(2, 1)
    for response in (HttpResponse("whole"), StreamingHttpResponse(["in", "parts"])):
        answer = Door(Crowd(lambda _, made=response: made))(RequestFactory().get("/"))
        assert (room.present, room.work._value) == (1, 0 if answer.streaming else 1)
        answer.close()
        assert (room.present, room.work._value) == (0, 1)


def test_who_waits_is_answered_once_another_is_done_and_no_more_wait_than_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = Room(2, 1)
    first = room.enter()
    assert first is not None
    found: list[object] = []
    waiting = threading.Thread(target=lambda: found.append(room.enter()))
    waiting.start()
    while room.present < 2:
        pass
    assert room.enter() is None  # at once
    first.leave()
    waiting.join(5)
    assert (len(found), found[0] is not None, room.present) == (1, True, 1)
    monkeypatch.setattr(crowd, "PATIENCE", 0.01)
    assert room.enter() is None  # after a while
    assert room.present == 1
