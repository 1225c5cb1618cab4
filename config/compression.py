"""Answers made smaller on their way: brotli where the client takes it, gzip where it takes that.

What is private is given by gzip alone, with a length that varies at random: a page that holds a secret beside what an
attacker may write would else tell the one by the other (BREACH).
"""

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus

import brotli
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_sequence, compress_string

SMALLEST = 500
"""Bytes: less fits into one packet either way."""

QUALITY = 5
"""Of brotli: as quick as gzip, and smaller."""

MOST_HELD = 64 * 1024
"""Bytes of a stream that wait to be packed: of itself brotli holds back a megabyte."""

RANDOM_BYTES = 100
PACKED = ("image/png", "application/zip", "application/vnd.openxmlformats", "font/")
"""Content that is compressed in itself."""


class Compression:
    """After `ConditionalGetMiddleware` has its say: ETags are of what was packed, and weak once it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not _is_worth_it(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        coding = chosen(request.headers.get("Accept-Encoding", ""), brotli_too=not _is_private(response))
        if not coding:
            return response
        if response.status_code != HTTPStatus.NOT_MODIFIED and not _pack(response, coding):
            return response
        etag = response.headers.get("ETag", "")
        if etag.startswith('"'):
            response.headers["ETag"] = f"W/{etag}"
        return response


def chosen(accepted: str, *, brotli_too: bool = True) -> str:
    """The coding that the client likes best of `br` and `gzip`, brotli where it likes both alike; "" for neither."""
    likes = dict(_likes(accepted))
    others = likes.get("*", 0.0)
    found = {name: likes.get(name, others) for name in (("br", "gzip") if brotli_too else ("gzip",))}
    best = max(found, key=lambda name: found[name])
    return best if found[best] > 0 else ""


def _likes(accepted: str) -> Iterator[tuple[str, float]]:
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        number = weight.strip().removeprefix("q=")
        try:
            yield name.strip(), float(number) if weight.strip() else 1.0
        except ValueError:
            yield name.strip(), 0.0


def _is_worth_it(response: HttpResponseBase) -> bool:
    """A 304 too, which says of the answer that is kept what it said itself."""
    if response.has_header("Content-Encoding") or response.headers.get("Content-Type", "").startswith(PACKED):
        return False
    if isinstance(response, StreamingHttpResponse):
        return not response.is_async
    return response.status_code == HTTPStatus.NOT_MODIFIED or len(_content(response)) >= SMALLEST


def _is_private(response: HttpResponseBase) -> bool:
    kept = response.headers.get("Cache-Control", "")
    return "private" in kept or "no-store" in kept


def _pack(response: HttpResponseBase, coding: str) -> bool:
    """Whether it became smaller, and so was packed."""
    if isinstance(response, StreamingHttpResponse):
        chunks: Iterable[bytes] = response.streaming_content  # type: ignore[assignment]  # `is_async` was asked
        response.streaming_content = (
            _brotli_chunks(chunks) if coding == "br" else compress_sequence(chunks, max_random_bytes=RANDOM_BYTES)
        )
        del response.headers["Content-Length"]
    else:
        assert isinstance(response, HttpResponse)
        plain = response.content
        if coding == "br":
            packed = brotli.compress(plain, quality=QUALITY)
        else:
            packed = compress_string(plain, max_random_bytes=RANDOM_BYTES)
        if len(packed) >= len(plain):
            return False
        response.content = packed
        response.headers["Content-Length"] = str(len(packed))
    response.headers["Content-Encoding"] = coding
    return True


def _brotli_chunks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    packer, held = brotli.Compressor(quality=QUALITY), 0
    for chunk in chunks:
        packed, held = packer.process(chunk), held + len(chunk)
        if held >= MOST_HELD:
            packed, held = packed + packer.flush(), 0
        if packed:
            yield packed
    yield packer.finish()


def _content(response: HttpResponseBase) -> bytes:
    return response.content if isinstance(response, HttpResponse) else b""
