"""/metrics: what is counted and looked up, for whoever has the token; several worker processes add up."""

import json
import re
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from tests.desk import submission
from tests.scratch import database
from tests.serving import Server
from tests.world import make_proposal

TOKEN = "a-token-of-the-tests"
SENT = {"Authorization": f"Bearer {TOKEN}"}


def figures(text: str) -> dict[str, float]:
    """Each line's value, by its name and labels."""
    return {
        sample.name
        + "".join(f" {value}" for name, value in sorted(sample.labels.items()) if name != "pid"): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}é"])
def test_whoever_has_not_the_token_is_refused(sent: str, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN

    answer = Client().get("/metrics", headers={"Authorization": sent})

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="metrics"')
    assert "guarantors_" not in answer.content.decode()


@pytest.mark.django_db
def test_without_the_setting_there_is_nothing_and_no_empty_token_opens_it() -> None:
    assert {Client().get("/metrics", headers={"Authorization": sent}).status_code for sent in ("", "Bearer ")} == {404}


@pytest.mark.django_db
def test_what_waits_is_told_with_how_long_and_the_last_backup_with_its_age(settings: Any, tmp_path: Path) -> None:
    settings.METRICS_TOKEN, settings.VAR_DIR = TOKEN, tmp_path
    bare = figures(Client().get("/metrics", headers=SENT).content.decode())
    submission(make_proposal())
    at = datetime.now(UTC) - timedelta(hours=3)
    (tmp_path / "backup.json").write_text(json.dumps({"at": at.isoformat(), "digest": "x", "verified": True}))

    told = figures(Client().get("/metrics", headers=SENT).content.decode())

    assert told["guarantors_submissions_waiting"] == bare["guarantors_submissions_waiting"] + 1
    assert told["guarantors_submissions_oldest_seconds"] > 0
    assert told["guarantors_database_up"] == 1
    assert "guarantors_backup_age_seconds" not in bare
    assert 3 * 3600 <= told["guarantors_backup_age_seconds"] < 3 * 3600 + 60
    assert told["guarantors_backup_verified"] == 1


@pytest.mark.django_db
def test_a_request_is_counted_by_part_method_and_status(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    name = "guarantors_requests_total POST pages 405"
    before = figures(Client().get("/metrics", headers=SENT).content.decode()).get(name, 0)

    Client().post("/statements/")
    Client().generic("BREW", "/statements/")
    told = figures(Client().get("/metrics", headers=SENT).content.decode())

    assert told[name] == before + 1
    assert told["guarantors_requests_total other pages 405"] >= 1
    assert told["guarantors_request_seconds_count pages"] >= 2


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("watched")
    with database(folder) as url:
        given = {"DATABASE_URL": url, "LOG_FORMAT": "json", "METRICS_TOKEN": TOKEN}
        site = Server(folder, given | {"WORKERS": "2", "ACCESS_LOG": "1"})
        site.start()
        try:
            yield site
        finally:
            site.kill()


def test_worker_processes_add_up_and_every_line_of_the_server_is_an_object(server: Server) -> None:
    for _ in range(20):
        with urllib.request.urlopen(f"{server.address}/method/", timeout=10) as answer:
            numbers = {answer.headers["X-Request-ID"]}
    asked = urllib.request.Request(f"{server.address}/metrics", headers=SENT)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        text = answer.read().decode()
    told = figures(text)

    assert told["guarantors_requests_total GET pages 200"] == 20
    assert told["guarantors_kept_answers_total yes"] + told["guarantors_kept_answers_total no"] == 20
    assert told["guarantors_kept_answers_total yes"] >= 18  # each process makes it once
    held = re.findall(r'^guarantors_memory_bytes\{pid="\d+"\} (\S+)$', text, re.MULTILINE)
    assert max(float(each) for each in held) > 10_000_000  # the second process may still be starting
    said = server.log_file.read_text(encoding="utf-8").split("Guarantor Tracker on", 1)[1].splitlines()[1:]
    lines = [json.loads(line) for line in said]
    assert any("Listening at" in line["message"] for line in lines)
    asked_for = [line for line in lines if line.get("route") == "method"]
    assert (len(asked_for), numbers) == (20, {asked_for[-1]["request_id"]})
    assert not re.search(r"127\.0\.0\.1(?!:\d)", json.dumps(asked_for))
