"""The server is restarted under a stream of requests, and no client is refused, cut off or left without an answer."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.serving import ROOT, Server


@dataclass
class Stream:
    """Clients that keep their connections and ask again and again; what they were told, and what went wrong."""

    port: int
    answered: int = 0
    wrong: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def ask(self, pause: float) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not self.ended.is_set():
            try:
                connection.request("GET", "/method/")
                answer = connection.getresponse()
                whole = len(answer.read()) == int(answer.headers["Content-Length"])
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(repr(error))
                connection.close()
                continue
            if answer.status != 200 or not whole:
                self.wrong.append(f"{answer.status}, whole: {whole}")
            self.answered += 1
            time.sleep(pause)
        connection.close()


@contextmanager
def stream(port: int) -> Iterator[Stream]:
    """Clients of different haste; one of them asks so seldom that its connection is mostly idle."""
    told = Stream(port)
    threads = [threading.Thread(target=told.ask, args=(pause,)) for pause in (0.0, 0.003, 0.02, 0.7)]
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        told.ended.set()
        for thread in threads:
            thread.join()


def workers(master: int) -> set[int]:
    return {int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()}


def _until_answered(told: Stream, many: int) -> None:
    until = time.monotonic() + 20
    while told.answered < many:
        assert time.monotonic() < until, f"no more answers came: {told}"
        time.sleep(0.02)


def _until_replaced(master: int, old: set[int]) -> None:
    until = time.monotonic() + 15
    while workers(master) & old or len(workers(master)) < len(old):
        assert time.monotonic() < until, "the workers were not replaced"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Running, with its database and its static files made."""
    folder = tmp_path_factory.mktemp("restarted")
    site = Server(folder, {"DATABASE_URL": f"sqlite:///{folder / 'served.sqlite3'}", "WORKERS": "2"})
    site.start()
    try:
        yield site
    finally:
        site.kill()


def test_new_workers_take_over_without_a_dropped_request(server: Server) -> None:
    assert server.process is not None
    master = server.process.pid
    with stream(server.port) as told:
        _until_answered(told, 20)
        old = workers(master)
        os.kill(master, signal.SIGHUP)
        _until_replaced(master, old)
        _until_answered(told, told.answered + 20)

    assert told.wrong == []


AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"])
"""


@contextmanager
def _started(held: socket.socket, server: Server) -> Iterator[subprocess.Popen[bytes]]:
    with (server.log_file.parent / "given.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", AS_SYSTEMD, str(held.fileno())],
            cwd=ROOT,
            env=server.environment,
            pass_fds=[held.fileno()],
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def test_a_server_that_is_given_its_socket_is_replaced_without_a_refused_connection(server: Server) -> None:
    """As systemd does it: the socket outlives the process, and whoever connects meanwhile waits in its queue."""
    server.kill()
    with ExitStack() as until_the_end:
        held = until_the_end.enter_context(closing(socket.create_server(("127.0.0.1", 0), backlog=128)))
        first = until_the_end.enter_context(_started(held, server))
        second = until_the_end.enter_context(ExitStack())
        told = until_the_end.enter_context(stream(held.getsockname()[1]))
        _until_answered(told, 20)
        first.terminate()
        first.wait(20)
        second.enter_context(_started(held, server))
        _until_answered(told, told.answered + 20)

    assert told.wrong == []
