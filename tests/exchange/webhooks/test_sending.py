"""A message goes to an address that was checked and to no other, and nobody can hold us up."""

import datetime
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from guarantors.exchange.webhooks import sending
from guarantors.exchange.webhooks.sending import post
from tests.receiver import receiver

NAME = "hook.example.org"


@pytest.fixture
def private(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE_ADDRESSES = True


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were looked up; `NAME` leads to a public address and to this machine."""
    names: list[str] = []
    really = socket.getaddrinfo

    def lookup(host: str, port: int, *rest: Any, **more: Any) -> Any:
        names.append(host)
        if host != NAME:
            return really(host, port, *rest, **more)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    found = ["93.184.216.34", "127.0.0.1"]
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return names


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where connections were made to; none is made."""
    tried: list[Any] = []

    def connect(self: socket.socket, address: Any) -> None:
        tried.append(address)
        raise OSError("refused by the test")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def test_one_address_of_a_name_that_is_not_public_is_enough_to_send_nothing(
    asked: list[str], connected: list[Any]
) -> None:
    answer = post(f"https://{NAME}/", b"{}", {})

    assert answer.status is None
    assert answer.error == f"{NAME} leads to 127.0.0.1, no address of the public internet."
    assert connected == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "localhost"])
def test_this_machine_is_not_reached_however_it_is_written(host: str, connected: list[Any]) -> None:
    answer = post(f"https://{host}/", b"{}", {})

    assert answer.status is None
    assert "no address of the public internet" in answer.error
    assert connected == []


def test_without_tls_nothing_is_sent(connected: list[Any]) -> None:
    assert post("http://93.184.216.34/", b"{}", {}).error == "The address is not https."
    assert connected == []


def test_the_connection_goes_to_the_very_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch, connected: list[Any]
) -> None:
    answers = [["93.184.216.34"], ["127.0.0.1"]]  # what the name means at the first look, and at a second

    def lookup(host: str, port: int, *_: Any, **__: Any) -> Any:
        found = answers.pop(0) if host == NAME else [host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)

    post(f"https://{NAME}/", b"{}", {})

    assert connected == [("93.184.216.34", 443)]
    assert len(answers) == 1


@pytest.mark.usefixtures("private")
def test_the_receiver_is_called_by_its_name_and_sees_the_whole_path(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TIMEOUT", 0.5)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with receiver() as there:
        port = there.url.split(":")[2].partition("/")[0]
        monkeypatch.setattr(sending, "_checked_addresses", lambda _: ["127.0.0.1"])
        answer = post(f"http://{NAME}:{port}/hook?for=us", b'{"a":1}', {"webhook-id": "msg_1"})

    [(headers, body, path)] = there.heard
    assert (answer.status, answer.error) == (200, "")
    assert (headers["host"], body, path) == (f"{NAME}:{port}", b'{"a":1}', "/hook?for=us")
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"].startswith("Guarantor-Tracker/")
    assert NAME not in asked, "the name is not looked up a second time"


@pytest.mark.usefixtures("private")
def test_a_redirect_is_not_followed() -> None:
    with receiver() as other, receiver([302], location=other.url) as there:
        answer = post(there.url, b"{}", {})

    assert answer.status == 302
    assert "redirects are not followed" in answer.error
    assert (len(there.heard), other.heard) == (1, [])


@pytest.mark.usefixtures("private")
def test_nobody_there_is_said_in_words() -> None:
    with receiver() as there:
        pass

    answer = post(there.url, b"{}", {})

    assert answer.status is None
    assert "refused" in answer.error
    assert post("https://no-such-name.invalid/", b"{}", {}).error.startswith("no-such-name.invalid was not found")


@contextmanager
def dripping(piece: bytes, begins: bytes = b"HTTP/1.1 200 OK\r\n") -> Iterator[str]:
    """A server that answers with this piece over and over, as long as somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            there, _ = server.accept()
            with there:
                there.sendall(begins)
                try:
                    while True:
                        there.sendall(piece)
                        time.sleep(0.05)
                except OSError:
                    return

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join(timeout=10)
        assert not thread.is_alive()


@pytest.mark.usefixtures("private")
@pytest.mark.parametrize(
    ("begins", "piece", "status"), [(b"HTTP/1.1 ", b"2", None), (b"HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n", 200)]
)
def test_a_receiver_that_answers_drop_by_drop_is_left(
    monkeypatch: pytest.MonkeyPatch, begins: bytes, piece: bytes, status: int | None
) -> None:
    monkeypatch.setattr(sending, "DEADLINE", 0.4)
    with dripping(piece, begins) as url:
        began = time.monotonic()
        answer = post(url, b"{}", {})

    assert answer.status == status
    assert bool(answer.error) == (status is None)
    assert time.monotonic() - began < 5


@pytest.mark.usefixtures("private")
def test_what_a_receiver_says_beyond_its_status_is_not_read() -> None:
    with dripping(b"\r\n" + b"x" * 100_000) as url:
        assert post(url, b"{}", {}).status == 200


def certificate(folder: Path, name: str) -> ssl.SSLContext:
    """A server's context with a certificate of its own for that name, which is kept as `trusted.pem`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, own = folder / "trusted.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    own.write_bytes(key.private_bytes(*form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, own)
    return context


@pytest.mark.usefixtures("private")
@pytest.mark.parametrize(
    ("name", "trusted", "status"), [(NAME, True, 200), (NAME, False, None), ("other.org", True, None)]
)
def test_tls_is_verified_against_the_name_and_not_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, trusted: bool, status: int | None
) -> None:
    context = certificate(tmp_path, name)
    monkeypatch.setattr(sending, "_checked_addresses", lambda _: ["127.0.0.1"])
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    with receiver(context=context) as there:
        answer = post(there.url.replace("127.0.0.1", NAME), b"{}", {})

    assert answer.status == status
    assert len(there.heard) == (1 if status else 0)
    assert ("certificate" in answer.error.lower()) == (status is None)
