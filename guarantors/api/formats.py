"""How rows are written: JSON with where they stand, CSV and JSON Lines with the rows alone.

The parameter `format` decides, or else the header `Accept`.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.http.request import MediaType
from rest_framework.exceptions import NotAcceptable
from rest_framework.request import Request

from guarantors.exchange.lists.listing import Row
from guarantors.exchange.tabular import text

MEDIA: Mapping[str, str] = {"json": "application/json", "csv": "text/csv", "jsonl": "application/jsonl"}
ALSO: Mapping[str, str] = {"application/x-ndjson": "jsonl"}
"""Another name that `Accept` may have."""

CONTENT_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/jsonl",
}


def format_of(request: Request, given: str | None) -> str:
    """The format asked for. Raises `NotAcceptable` where the header names none that is offered."""
    if given:
        return given
    accepted = request.headers.get("Accept", "")
    if not accepted.strip():
        return "json"
    refused = {item.main_type + "/" + item.sub_type for item in map(MediaType, accepted.split(",")) if not item.quality}
    offered = {**{media: name for name, media in MEDIA.items()}, **ALSO}
    preferred = request._request.get_preferred_type([media for media in offered if media not in refused])
    if preferred is None:
        raise NotAcceptable(f"“Accept” names none of {', '.join(MEDIA.values())}, in which this is written.")
    return offered[preferred]


def as_json(value: Any) -> bytes:
    """JSON in UTF-8, with days and moments in ISO form, moments in UTC."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)


def as_lines(rows: Iterable[Row]) -> bytes:
    """JSON Lines: a row a line."""
    return b"".join(as_json(row) + b"\n" for row in rows)


def as_csv(rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    """CSV (RFC 4180) with these columns; a list is one text, with its entries apart by " | "."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        values = (row[name] for name in columns)
        writer.writerow([text(tuple(value) if isinstance(value, list) else value) for value in values])
    return buffer.getvalue().encode()
