"""What every answer to a reading says in its headers: the next page, the licence, the last change, its keeping."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, time

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from rest_framework.request import Request

from guarantors import address
from guarantors.address import Address
from guarantors.api import formats
from guarantors.domain.errors import refuse
from guarantors.exchange.lists.listing import Row
from guarantors.exchange.tabular import LICENCE_ADDRESS
from guarantors.queries import proposals

PAGE = 100
"""Rows at once where nobody says how many."""


def settled(where: Address) -> Address:
    """The address with the moment of our knowledge named: the last change, which is as good as now.

    Unlike now it stays the same until there is something new, so that an answer can be asked for again by its ETag.
    """
    return where if where.known_at else where.with_(known_at=proposals.last_change() or where.now)


def chosen(rows: Sequence[Row], fields: Sequence[str]) -> list[Row]:
    """The rows with these fields alone, or whole."""
    return [{name: row[name] for name in fields} for row in rows] if fields else list(rows)


def format_asked(request: Request, where: Address) -> str:
    """The format. Raises `Refused` for rows to be had with those of CSV or JSON Lines, which hold one kind of row."""
    found = formats.format_of(request, where.format)
    if where.expand and found != "json":
        raise refuse("expansion-is-of-json", "expand", "goes with JSON alone; leave it out, or ask for format=json.")
    return found


def listed(
    request: Request,
    where: Address,
    shown: Address,
    *,
    format_: str,
    view: Row,
    rows: Sequence[Row],
    columns: Sequence[str],
    texts: Sequence[Row] | None = None,
    included: Row | None = None,
    following: str | None = None,
    keeping: Address | None = None,
) -> HttpResponse:
    """A page of a list, of the address `where` as `shown` is settled. `view` says what it shows.

    `texts` are the rows as CSV has them, where that differs; `following` is the cursor of the next page, "" where that
    is the beginning still. Its address has the clocks fixed, so that all pages show one moment. The answer may be kept
    for as long as one of the address `keeping`.
    """
    fields = where.fields or columns
    following_href = (
        request.build_absolute_uri(request.path + shown.with_(cursor=following).query())
        if following is not None
        else None
    )
    if format_ == "csv":
        body = formats.as_csv(chosen(texts if texts is not None else rows, where.fields), fields)
    elif format_ == "jsonl":
        body = formats.as_lines(chosen(rows, where.fields))
    else:
        around = view | {"next": following_href, "results": chosen(rows, where.fields)}
        body = formats.as_json(around | ({"included": included} if included is not None else {}))
    response = HttpResponse(body, content_type=formats.CONTENT_TYPES[format_])
    first = request.build_absolute_uri(request.path + where.with_(cursor="").query())
    links = [f'<{first}>; rel="first"', f'<{LICENCE_ADDRESS}>; rel="license"']
    if following_href:
        links.insert(0, f'<{following_href}>; rel="next"')
    response.headers["Link"] = ", ".join(links)
    patch_vary_headers(response, ["Accept"])
    return kept(response, keeping or where, shown.known_at)


def one(row: Row, included: Row | None, where: Address, shown: Address) -> HttpResponse:
    """A single row, with what it names where that is asked for."""
    body = formats.as_json(row | ({"included": included} if included is not None else {}))
    return kept(HttpResponse(body, content_type=formats.CONTENT_TYPES["json"]), where, shown.known_at)


def kept(response: HttpResponse, where: Address, changed: datetime | None) -> HttpResponse:
    """For how long it may be kept, and when what it shows `changed` last, as far as that is known.

    A view without a day moves on at the beginning of each (UTC). Nothing is said of this very second: another change
    in it would look like none.
    """
    response.headers["Cache-Control"] = address.cache_control(where)
    # As Django would, by a hash that processors have an instruction for: five times as quick.
    response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if changed is not None:
        if where.as_of is None:
            changed = max(changed, datetime.combine(where.now.date(), time.min, UTC))
        if (where.now - changed).total_seconds() > 1:
            response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response
