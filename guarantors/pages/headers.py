"""What a page says of itself in its headers: its place on the record-time axis (RFC 7089), and how long it keeps."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from django.http import HttpRequest, HttpResponse

from guarantors.address import Address, cache_control, languages, written_query

LINK_FORMAT = "application/link-format"


def put_headers(request: HttpRequest, response: HttpResponse, where: Address) -> None:
    """Memento links and datetime, and for how long the view may be kept: both clocks fixed, for a year."""
    query = where.with_(known_at=None).given()
    response.headers["Link"] = memento_links(request, languages.at(request.path, languages.active()), query)
    if where.known_at:
        response.headers["Memento-Datetime"] = http_date(where.known_at)
    response.headers["Cache-Control"] = cache_control(where)


def memento_links(request: HttpRequest, path: str, query: Sequence[tuple[str, str]]) -> str:
    """Where the original of a page, its gate and its map are: of a page in a language, those in it. `query` is without
    the recorded clock."""
    asked = written_query(query)
    original = request.build_absolute_uri(path + asked)
    gate = request.build_absolute_uri(f"/timegate{path}{asked}")
    map_ = request.build_absolute_uri(f"/timemap{path}{asked}")
    return f'<{original}>; rel="original", <{gate}>; rel="timegate", <{map_}>; rel="timemap"; type="{LINK_FORMAT}"'


def http_date(moment: datetime) -> str:
    """A moment as HTTP writes it, to the second."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)
