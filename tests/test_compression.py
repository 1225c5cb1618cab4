"""Answers made smaller: which coding, of what, and what the headers say."""

import gzip
from collections.abc import Iterator
from random import Random
from typing import Any

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from config.compression import SMALLEST, Compression, chosen
from guarantors.domain.roles import DeskRole
from tests.people import client_of

READ = "/api/v1/guarantors/?proposal=istanbul-2022&known_at=2026-01-01T00:00:00Z"
TEXT = b"Declines to say. " * 400


def packed(answer: HttpResponseBase, accepted: str = "gzip, br") -> Any:
    """The answer after it went through the middleware."""

    def view(request: HttpRequest) -> HttpResponseBase:
        return answer

    return Compression(view)(RequestFactory().get("/", headers={"Accept-Encoding": accepted}))


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br; q=0.8 , gzip ;q=0.5", "br"),
        ("*", "br"),
        ("*;q=0.1, br;q=0", "gzip"),
        ("br;q=0, *;q=0", ""),
        ("br;q=x", ""),
        ("identity", ""),
        ("brotli, gzippy", ""),
        ("", ""),
        (";,;q=,", ""),
    ],
)
def test_the_client_chooses_the_coding(accepted: str, coding: str) -> None:
    assert chosen(accepted) == coding
    assert packed(HttpResponse(TEXT), accepted).headers.get("Content-Encoding", "") == coding


def test_what_was_packed_is_unpacked_to_the_same() -> None:
    for coding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = packed(HttpResponse(TEXT, headers={"ETag": '"one"'}), coding)

        assert unpack(answer.content) == TEXT
        assert answer.headers["Content-Length"] == str(len(answer.content))
        assert answer.headers["ETag"] == 'W/"one"'
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_stream_is_packed_as_it_flows() -> None:
    def chunks() -> Iterator[bytes]:
        noise = Random(1)
        for _ in range(500):
            yield noise.randbytes(2000).hex().encode()

    for coding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = packed(StreamingHttpResponse(chunks(), headers={"Content-Length": "5"}), coding)
        pieces = list(answer.streaming_content)

        assert unpack(b"".join(pieces)) == b"".join(chunks())
        assert len(pieces) > 20
        assert "Content-Length" not in answer.headers


@pytest.mark.parametrize(
    ("answer", "varies"),
    [
        (HttpResponse(b"x" * (SMALLEST - 1)), False),
        (HttpResponse(TEXT, content_type="image/png"), False),
        (HttpResponse(TEXT, content_type="application/zip"), False),
        (HttpResponse(Random(1).randbytes(600)), True),
        (StreamingHttpResponse([TEXT], content_type="application/zip"), False),
        (StreamingHttpResponse(_ for _ in [TEXT]), True),
    ],
)
def test_what_would_not_become_smaller_is_left_as_it_is(answer: HttpResponseBase, varies: bool) -> None:
    left = packed(answer, "br" if not answer.streaming else "identity")

    assert "Content-Encoding" not in left.headers
    assert ("Vary" in left.headers) == varies


def test_what_is_packed_already_is_not_packed_again() -> None:
    answer = packed(HttpResponse(TEXT, headers={"Content-Encoding": "br"}))

    assert (answer.content, answer.headers["Content-Encoding"]) == (TEXT, "br")


def test_what_is_private_has_no_length_to_learn_from() -> None:
    lengths = {
        len(packed(HttpResponse(TEXT, headers={"Cache-Control": "private, no-store"})).content) for _ in range(30)
    }
    answer = packed(HttpResponse(TEXT, headers={"Cache-Control": "private"}))

    assert len(lengths) > 3
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in packed(HttpResponse(TEXT, headers={"Cache-Control": "no-store"}), "br").headers


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "within"),
    [("/istanbul-2022/", b"</html>"), ("/statements.csv", b"deu-2022-03-30-hebestreit"), (READ, b'"DEU"')],
)
def test_pages_files_and_the_api_come_in_brotli(client: Client, address: str, within: bytes) -> None:
    answer = client.get(address, headers={"Accept-Encoding": "gzip, deflate, br"})

    small = answer.getvalue()
    assert answer.headers["Content-Encoding"] == "br"
    assert within in brotli.decompress(small)
    assert len(small) < len(brotli.decompress(small)) / 2
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.django_db
def test_a_page_of_the_desk_comes_in_gzip() -> None:
    answer = client_of(DeskRole.EDITOR).get("/desk/", headers={"Accept-Encoding": "gzip, br"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"Signed in as" in gzip.decompress(answer.content)


@pytest.mark.django_db
@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_what_is_unchanged_is_said_of_each_coding(client: Client, coding: str) -> None:
    accepted = {"Accept-Encoding": coding}
    first = client.get(READ, headers=accepted)

    again = client.get(READ, headers=accepted | {"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["ETag"].startswith('W/"') == bool(coding)
    assert "Accept-Encoding" in again.headers["Vary"]
    assert "Content-Encoding" not in again.headers
