"""One request to a receiver: to an address that was checked, and to no other.

The host is looked up once. Unless the operator allows private addresses, every address that it has must be one of the
public internet, and the connection goes to one of those themselves: a name that means another machine a moment later
leads nowhere else. TLS is verified against the name. Redirects are not followed, no proxy is asked, and what the
receiver answers beyond its status is not read.
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPException
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from guarantors import __version__
from guarantors.domain.webhook import is_public, is_taken

TIMEOUT = 10
"""Seconds for each step: to connect, and between two pieces of an answer."""

DEADLINE = 25
"""Seconds for all of it, so that a receiver that answers drop by drop holds nobody up."""

MOST_ADDRESSES = 3
"""So many of a host are tried until one can be reached."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The receiver's status, or None where there was none; `error` says in words what went wrong."""

    status: int | None
    error: str = ""


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send the body as JSON; what goes wrong on the way is answered, never raised."""
    parts = urlsplit(url)
    sent = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "User-Agent": f"Guarantor-Tracker/{__version__} (+{settings.SITE_URL})",
        **headers,
    }
    failed = ""
    try:
        for address in _checked_addresses(parts)[:MOST_ADDRESSES]:
            try:
                return _post(_connection(parts, address), parts, body, sent)
            except (NewConnectionError, ConnectTimeoutError) as error:
                failed = _in_words(error)
    except (_Unfit, HTTPError, HTTPException, OSError, ValueError) as error:
        failed = _in_words(error)
    return Answer(None, failed)


def _post(connection: HTTPConnection, parts: SplitResult, body: bytes, sent: Mapping[str, str]) -> Answer:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # The connection is shut from outside once its time is up, wherever it then waits.
    alarm = Timer(DEADLINE, _shut, [connection])
    alarm.daemon = True
    alarm.start()
    with closing(connection):
        try:
            connection.connect()
            connection.request("POST", path, body=body, headers=sent, preload_content=False)
            status = connection.getresponse().status
        finally:
            alarm.cancel()
    return Answer(status, "" if is_taken(status) else _answered(status))


class _Unfit(Exception):
    """Nothing is sent, for this reason."""


def _checked_addresses(parts: SplitResult) -> list[str]:
    """Where the host is; raises `_Unfit` unless all of it may be reached."""
    host, private_allowed = parts.hostname or "", settings.WEBHOOK_PRIVATE_ADDRESSES
    if parts.scheme != "https" and not private_allowed:
        raise _Unfit("The address is not https.")
    try:
        found = socket.getaddrinfo(host, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _Unfit(f"{host} was not found: {_in_words(error)}") from error
    addresses = [str(where[0]) for *_, where in found]
    unfit = [] if private_allowed else [address for address in addresses if not is_public(address)]
    if unfit or not addresses:
        raise _Unfit(f"{host} leads to {unfit[0] if unfit else 'nothing'}, no address of the public internet.")
    return list(dict.fromkeys(addresses))


def _connection(parts: SplitResult, address: str) -> HTTPConnection:
    if parts.scheme != "https":
        return HTTPConnection(address, _port(parts), timeout=TIMEOUT)
    return HTTPSConnection(
        address,
        _port(parts),
        timeout=TIMEOUT,
        server_hostname=parts.hostname,
        ssl_context=ssl.create_default_context(),
    )


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _shut(connection: HTTPConnection) -> None:
    held = connection.sock
    if held is not None:
        with suppress(OSError):
            held.shutdown(socket.SHUT_RDWR)


def _answered(status: int) -> str:
    if 300 <= status < 400:
        return f"Answered {status}: it leads elsewhere, and redirects are not followed."
    return f"Answered {status}."


def _in_words(error: Exception) -> str:
    return str(error) or type(error).__name__
