"""A receiver of webhooks for tests: a real HTTP server on this machine that keeps what it was sent."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """`answers` are the statuses that it gives in turn, the last one for ever; `slow` the seconds before each."""

    answers: list[int] = field(default_factory=lambda: [200])
    location: str = ""
    slow: float = 0.0
    heard: list[tuple[dict[str, str], bytes, str]] = field(default_factory=list)
    url: str = ""

    @property
    def ids(self) -> list[str]:
        """The messages in the order in which they came, by their ids."""
        return [headers["webhook-id"] for headers, _, _ in self.heard]

    @property
    def said(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body, _ in self.heard]


@contextmanager
def receiver(answers: Sequence[int] = (200,), context: Any = None, **options: Any) -> Iterator[Receiver]:
    """One that listens on 127.0.0.1 meanwhile; with TLS where a context is given."""
    kept = Receiver(list(answers), **options)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.heard.append(({name.lower(): value for name, value in self.headers.items()}, body, self.path))
            time.sleep(kept.slow)
            status = kept.answers.pop(0) if len(kept.answers) > 1 else kept.answers[0]
            self.send_response(status)
            if kept.location:
                self.send_header("Location", kept.location)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    kept.url = f"http{'s' if context else ''}://127.0.0.1:{server.server_port}/hook?for=us"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
