"""Whole answers, kept for an edition of the record: byte for byte what would be made, and never an older one again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guarantors.actions import sources
from guarantors.domain.voice import SourceStatus
from guarantors.models import Source, edition
from guarantors.models.edition_mapped import Mapped
from tests.correcting import SLUG
from tests.reading import Reader, correct, reading
from tests.scratch import Holds, database
from tests.serving import Server

ADDRESSES = (
    "/pl/istanbul-2022/",
    "/",
    "/istanbul-2022/",
    "/istanbul-2022/?as_of=2022-03-30",
    "/istanbul-2022/DEU/",
    "/statements/?q=guarantee",
    "/method/",
    "/api/v1/stances/",
    "/api/v1/guarantors/?proposal=istanbul-2022&format=csv",
    "/api/v1/changes/?page_size=3",
)
OF_NOW = ("RateLimit", "Last-Modified", "X-Request-ID")
"""Headers that may differ from one second to the next; the second says nothing of the very second of a change."""


@pytest.fixture
def kept(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.KEPT_ANSWERS = 8
    monkeypatch.setattr(edition, "_of_this_process", Mapped(tmp_path / "edition"))


def said(answer: Any) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in answer.headers.items() if name not in OF_NOW}
    return answer.status_code, headers, answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("coding", ["br", "gzip", ""])
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_given_again_is_what_would_be_made(address: str, coding: str, kept: None, settings: Any) -> None:
    asked: dict[str, Any] = {"headers": {"Accept-Encoding": coding}}
    client = Client()
    made, again = client.get(address, **asked), client.get(address, **asked)
    asked["headers"]["If-None-Match"] = again.headers["ETag"]
    same = client.get(address, **asked)
    settings.KEPT_ANSWERS = 0
    plain = Client()
    never_kept = plain.get(address, **asked | {"headers": {"Accept-Encoding": coding}})

    assert said(made) == said(again)  # of gzip too, whose length varies at random
    assert made.headers["Cache-Control"].startswith("public")
    if coding != "gzip":
        assert said(made) == said(never_kept)
    assert same.status_code == 304
    assert said(same) == said(plain.get(address, **asked))


@pytest.mark.django_db
def test_it_takes_no_query_until_something_changes(kept: None, django_assert_num_queries: Any) -> None:
    client, address = Client(), "/api/v1/sources/?status=withdrawn"
    client.get(address)
    with django_assert_num_queries(0):
        before = client.get(address)
    paper = Source.objects.filter(status=SourceStatus.STANDING).order_by("pk")[0]
    sources.mark(source=paper, status=SourceStatus.WITHDRAWN, reason="Taken back.", by="ada")

    assert paper.ref not in before.content.decode()
    assert paper.ref in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Authorization": "Bearer gt_none"}])
def test_what_is_not_for_everybody_is_made_anew(headers: dict[str, str], kept: None) -> None:
    client, address = Client(), "/api/v1/stances/"
    client.get(address)

    assert said(client.get(address, headers=headers)) != ()
    assert (client.get(address, headers=headers).status_code == 401) is ("Authorization" in headers)


@pytest.mark.django_db
def test_who_asks_too_often_is_refused_though_it_is_kept(kept: None, settings: Any) -> None:
    settings.API_READS = (3, 3600)
    client, address = Client(REMOTE_ADDR="192.0.2.77"), "/api/v1/codebook/"
    came = [client.get(address) for _ in range(5)]

    assert [answer.status_code for answer in came] == [200, 200, 200, 429, 429]
    assert came[-1].headers["Content-Type"] == "application/problem+json"
    assert int(came[-1].headers["Retry-After"]) > 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("editions")
    with database(folder, holds=Holds.TABLES) as url:
        made = Server(folder, {"DATABASE_URL": url, "API_READS": "100000/minute", "KEPT_ANSWERS": "8"})
        correct(made, "prepare")
        made.start()
        yield made
        made.kill()


def test_nobody_reads_an_older_edition_after_a_newer_one_or_a_mix(server: Server) -> None:
    page = f"{server.address}/{SLUG}/AA0/"
    listed = f"{server.address}/api/v1/guarantors/?proposal={SLUG}&expand=statements"
    with reading([page], [listed], [listed]) as readers:
        correct(server, "60")

    assert [reader.broken for reader in readers] == [[], [], []]
    assert all(len(reader.seen) > 3 for reader in readers), [reader.seen for reader in readers]
    assert Reader.newest == 60
