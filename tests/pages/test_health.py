"""Whether the site can serve: what it cannot do without is a 503 with the reason, what it can do without a remark."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from guarantors.models.shared import Shared
from guarantors.pages import health

pytestmark = pytest.mark.django_db


def ready() -> tuple[int, str]:
    answer = Client().get("/readyz")
    return answer.status_code, answer.content.decode()


def test_it_is_ready_and_says_so() -> None:
    assert ready() == (200, "ready\n")


def test_a_database_that_does_not_answer_and_a_migration_that_is_missing_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [1, 2])
    assert ready() == (503, "2 migrations are not applied; run manage.py migrate\n")

    monkeypatch.setattr(health, "MigrationExecutor", gone)
    assert ready() == (503, "the database does not answer\n")
    assert Client().get("/healthz").status_code == 200


def test_a_folder_that_cannot_be_written_is_named(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "gone"

    status, said = ready()

    assert (status, said.startswith("VAR_DIR cannot be written")) == (503, True)


def test_without_the_shared_cache_it_is_ready_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Shared("unix:///nowhere/at/all")
    monkeypatch.setattr(health, "shared", lambda: cache)

    status, said = ready()

    assert (status, said.splitlines()[0]) == (200, "ready")
    assert "the shared cache does not answer" in said
