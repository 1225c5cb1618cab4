"""Writers that go on whatever breaks: each request is sent, under its own key, until it is acknowledged.

What a writer was told is kept: afterwards the record must hold all of it, each once.
"""

import http.client
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.faults.record import ACTOR, SLUG

PAUSE = 0.02
TIMEOUT = 15
_RETRIED = frozenset({408, 429, 500, 502, 503, 504})


@dataclass
class Told:
    """What was acknowledged, by the summary of the statement, and what came in between."""

    handed_in: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    broken_off: int = 0
    refused: dict[int, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.handed_in) + len(self.published) + len(self.withdrawn)


class Writer(threading.Thread):
    """Hands in, publishes, and withdraws every third of its statements, until `over`."""

    def __init__(self, name: str, address: str, token: str, over: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.address, self.token, self.over = address, token, over
        self.told = Told()
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        try:
            self._write_on()
        finally:
            self._hang_up()

    def _write_on(self) -> None:
        number = 0
        while not self.over.is_set():
            number += 1
            summary = f"{self.name} {number}."
            waiting = self.acknowledged(f"{summary} hand in", "statements/", self.statement(summary))
            if waiting is None:
                return
            self.told.handed_in.append(summary)
            done = self.acknowledged(f"{summary} publish", f"submissions/{waiting['id']}/publish/", {})
            if done is None:
                return
            self.told.published.append(summary)
            if number % 3 == 0:
                path = f"statements/{done['published_as']}/withdraw/"
                if self.acknowledged(f"{summary} withdraw", path, {"version": 1, "reason": "Never said."}) is None:
                    return
                self.told.withdrawn.append(summary)

    def statement(self, summary: str) -> dict[str, Any]:
        coding = {"guarantor": ACTOR, "level": "open", "confidence": "high", "rationale": summary}
        return {
            "proposal": SLUG,
            "source": {"title": summary, "publisher": "A paper", "language": "en", "published_on": "2020-05-01"},
            "actors": [ACTOR],
            "said_on": "2020-04-30",
            "speaker": {"name": "A. Minister", "office": "Minister"},
            "voice": "minister",
            "identification": "named",
            "directness": "direct",
            "summary": summary,
            "codings": [coding],
        }

    def acknowledged(self, key: str, path: str, body: Any) -> Any:
        """The answer, once there is one; None where the stream ended before."""
        while not self.over.is_set():
            try:
                status, answer = self._send(key, path, body)
            except (OSError, http.client.HTTPException):
                self.told.broken_off += 1
                self._hang_up()
                time.sleep(PAUSE)
                continue
            if status < 300:
                return json.loads(answer)
            self.told.refused[status] = self.told.refused.get(status, 0) + 1
            if status not in _RETRIED or status == 500:
                self.told.wrong.append(f"{key}: {status} {answer[:300].decode(errors='replace')}")
            if status not in _RETRIED:
                return None
            time.sleep(PAUSE)
        return None

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _send(self, key: str, path: str, body: Any) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=TIMEOUT)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Idempotency-Key": key}
        self._connection.request("POST", f"/api/v1/{path}", json.dumps(body).encode(), headers)
        with self._connection.getresponse() as answer:
            return answer.status, answer.read()
