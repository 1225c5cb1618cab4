"""A flood, in a process of its own: `python -m load.flood KIND PORT SECONDS` prints what came back, as JSON.

Every request says another client's address (the server is run as behind a proxy), so that no limit by address helps.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress

CLIENTS = {"readers": 128, "logins": 32, "bodies": 16, "dribblers": 200, "sippers": 200}
"""How many at once: who asks for pages that nobody has kept, who tries passwords, who sends 20 MB, who sends a byte a
second, and who reads a large answer a little at a time."""

LARGE = 20 * 1024 * 1024
PATIENCE = 30.0

Flood = Callable[[int, float, Counter[str]], Awaitable[None]]


def _head(method: str, path: str, more: str = "") -> bytes:
    address = ".".join(str(random.randint(1, 254)) for _ in range(4))
    return (
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n"
        f"X-Forwarded-For: {address}\r\n{more}\r\n"
    ).encode()


async def _answer(reader: asyncio.StreamReader) -> str:
    """The status; the body is read and thrown away."""
    head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)).decode("latin-1")
    for line in head.split("\r\n"):
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            await asyncio.wait_for(reader.readexactly(int(value)), PATIENCE)
    return head.split(" ", 2)[1]


async def _again(port: int, until: float, told: Counter[str], ask: Callable[[], list[bytes]]) -> None:
    """One client: asks on a connection that it keeps, and on a new one where that was closed."""
    writer = None
    while time.monotonic() < until:
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for part in ask():
                writer.write(part)
                await writer.drain()
            status = await _answer(reader)
            told[status] += 1
            if status == "503":
                await asyncio.sleep(0.05)  # impatient: it was told to wait for two seconds
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            told[type(error).__name__] += 1
            writer = None
            await asyncio.sleep(0.05)


async def readers(port: int, until: float, told: Counter[str]) -> None:
    await _again(port, until, told, lambda: [_head("GET", f"/statements/?q=guarantee+{random.randrange(10**9)}")])


async def logins(port: int, until: float, told: Counter[str]) -> None:
    token = "a" * 32
    form = f"csrfmiddlewaretoken={token}&login=ada&password=wrong".encode()
    more = (
        f"Cookie: __Host-csrftoken={token}\r\nOrigin: https://localhost\r\nContent-Length: {len(form)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
    )
    await _again(port, until, told, lambda: [_head("POST", "/accounts/login/", more), form])


async def bodies(port: int, until: float, told: Counter[str]) -> None:
    more, part = f"Content-Type: application/json\r\nContent-Length: {LARGE}\r\n", b"x" * 65536
    await _again(
        port,
        until,
        told,
        lambda: [_head("POST", "/api/v1/submissions/", more), *(part for _ in range(LARGE // len(part)))],
    )


async def dribblers(port: int, until: float, told: Counter[str]) -> None:
    """Never ends its request."""
    while time.monotonic() < until:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            told["connections"] += 1
            writer.write(_head("GET", "/")[:-2])
            while time.monotonic() < until:
                writer.write(b"X-A: b\r\n")
                await writer.drain()
                await asyncio.sleep(1)
        await asyncio.sleep(0.2)


async def sippers(port: int, until: float, told: Counter[str]) -> None:
    """Reads a kilobyte a second of an answer of some hundred."""
    while time.monotonic() < until:
        with suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
            told["connections"] += 1
            writer.write(_head("GET", "/api/v1/stances/?page_size=1000&expand=guarantor") * 50)
            while time.monotonic() < until and await reader.read(1024):
                await asyncio.sleep(1)
        await asyncio.sleep(0.2)


KINDS: dict[str, Flood] = {f.__name__: f for f in (readers, logins, bodies, dribblers, sippers)}


async def flood(kind: str, port: int, seconds: float) -> dict[str, int]:
    """How often each status, or each fault of a connection, came back."""
    told: Counter[str] = Counter()
    until = time.monotonic() + seconds
    await asyncio.gather(*(KINDS[kind](port, until, told) for _ in range(CLIENTS[kind])))
    return dict(told)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(flood(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))))
