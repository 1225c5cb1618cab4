"""Every address of the site that a reader can meet, for tests that go over the whole site map, and what is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.test import Client

PAGES = [
    "/",
    "/?as_of=2022-03-30",
    "/istanbul-2022/",
    "/istanbul-2022/?as_of=2022-03-30",
    "/istanbul-2022/?as_of=2022-02-01",
    "/istanbul-2022/?as_of=2022-03-30&known_at=2022-04-02T00:00:00Z",
    "/istanbul-2022/?provision=collective-defence&as_of=2022-04-30",
    "/istanbul-2022/?level=open&role=proposed_guarantor&q=turkiye&sort=-name",
    "/istanbul-2022/?q=nothing+matches+this",
    "/g7-vilnius-2023/",
    "/budapest-1994/",
    "/istanbul-2022/corrected/?as_of=2022-03-30&known_at=2025-01-01",
    "/istanbul-2022/export/",
    "/istanbul-2022/export/?as_of=2022-03-30&known_at=2022-04-02T00:00:00Z",
    "/istanbul-2022/DEU/",
    "/istanbul-2022/DEU/?since=2025-01-01",
    "/istanbul-2022/DEU/?as_of=2022-03-30",
    "/istanbul-2022/CAN/",
    "/istanbul-2022/USA/?as_of=2022-04-02",
    "/istanbul-2022/UKR/?provision=neutrality",
    "/g7-vilnius-2023/EU/",
    "/g7-vilnius-2023/XKX/",
    "/budapest-1994/CHN/",
    "/istanbul-2022/timeline/",
    "/istanbul-2022/timeline/?as_of=2022-04-02&sort=since",
    "/istanbul-2022/timeline/?provision=neutrality&as_of=2022-04-30&known_at=2026-01-01",
    "/g7-vilnius-2023/timeline/?sort=name",
    "/budapest-1994/timeline/",
    "/istanbul-2022/provisions/",
    "/istanbul-2022/provisions/?as_of=2022-03-30&role=proposed_guarantor",
    "/budapest-1994/provisions/?role=observer",
    "/istanbul-2022/changes/",
    "/istanbul-2022/changes/?from=2022-03-30&to=2022-04-02&known_at=2026-01-01",
    "/istanbul-2022/changes/?provision=whole&actor=DEU&since=2022-01-01",
    "/g7-vilnius-2023/changes/?to=2023-07-01",
    "/budapest-1994/changes/",
    "/istanbul-2022/compare/",
    "/istanbul-2022/compare/?g=DEU&g=FRA&g=CAN&as_of=2022-04-02",
    "/g7-vilnius-2023/compare/?g=EU",
    "/istanbul-2022/events/",
    "/g7-vilnius-2023/events/?known_at=2026-01-01",
    "/statements/deu-2022-03-30-scholz/",
    "/statements/g7-2023-07-12/",
    "/statements/usa-2022-03-30-durbin/",
    "/sources/wsj-2022-03-30/",
    "/sources/wiki-budapest/",
    "/method/",
    "/api/v1/docs/",
    "/api/v1/problems/",
    "/api/v1/tutorial/",
    "/embed/istanbul-2022/",
    "/embed/istanbul-2022/?as_of=2022-03-30&provision=collective-defence",
    "/embed/g7-vilnius-2023/",
    "/embed/istanbul-2022/DEU/?as_of=2022-04-02",
    "/embed/istanbul-2022/CAN/",
    "/statements/",
    "/statements/?q=turkiye+secur",
    "/statements/?q=%22security+guarantees%22&proposal=istanbul-2022&actor=USA&sort=newest",
    "/statements/?level=open&provision=neutrality&voice=minister&identification=named&directness=direct&from=2022-03-01&to=2022-12-31",
    "/statements/?source=wsj-2022-03-30",
    "/statements/?q=nothing+matches+this",
    "/statements/?after=deu-2022-03-30-scholz",
    "/sources/",
    "/sources/?q=pravda&proposal=g7-vilnius-2023&kind=article&sort=publisher",
    "/sources/?q=nothing+matches+this",
    "/actors/",
    "/actors/DEU/",
    "/actors/USA/?as_of=2022-04-02",
    "/actors/EU/",
]


@dataclass(frozen=True, slots=True)
class Answer:
    """Of a file the text is left out."""

    status: int
    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    text: str


@cache
def answer(address: str) -> Answer:
    """What a reader is answered there, asked for once: a dozen tests look at each page and change nothing.

    Only for tests that write nothing themselves; whoever writes asks for the page with a client of their own.
    """
    response = Client().get(address)
    if response.streaming:  # a file holds its spool until it is read
        b"".join(response.streaming_content)  # type: ignore[attr-defined]
    is_page = response.headers["Content-Type"].startswith("text/html")
    text = response.content.decode() if is_page else ""
    return Answer(response.status_code, dict(response.headers), tuple(response.cookies), text)
