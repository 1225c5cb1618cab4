"""The alarms: each rests on figures that are exported, and has its paragraph in the runbook."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from config.watch import state

ROOT = Path(__file__).resolve().parents[2]
RULES = yaml.safe_load((ROOT / "deploy" / "alerts.yaml").read_text(encoding="utf-8"))["groups"][0]["rules"]
MANUAL = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
FIGURE = re.compile(r"\bguarantors_[a-z_]+")
OF_A_FAMILY = ("_total", "_bucket", "_sum", "_count")


@pytest.fixture
def exported(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every figure of a site with a shared cache, and a backup."""
    settings.VAR_DIR = tmp_path
    told = {"at": "2026-01-01T00:00:00+00:00", "digest": "x", "verified": True}
    (tmp_path / "backup.json").write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setattr(state, "shared", lambda: SimpleNamespace(ask=lambda _: True))
    return {family.name for family in text_string_to_metric_families(state.exposition().decode())}


def family(figure: str) -> str:
    return next((figure.removesuffix(end) for end in OF_A_FAMILY if figure.endswith(end)), figure)


@pytest.mark.django_db
def test_what_alarms_and_manual_name_is_exported_and_the_manual_names_all_of_it(exported: set[str]) -> None:
    named = {family(figure) for rule in RULES for figure in FIGURE.findall(rule["expr"])}
    told = {family(figure) for figure in FIGURE.findall(MANUAL)}

    assert named <= exported
    assert told == {name for name in exported if name.startswith("guarantors_")}


def test_each_alarm_has_its_place_in_the_table_and_its_paragraph() -> None:
    names = [rule["alert"] for rule in RULES]

    assert re.findall(r"^### (\w+)$", MANUAL, re.MULTILINE) == names
    assert re.findall(r"^\| \[(\w+)\]", MANUAL, re.MULTILINE) == names
    assert {rule["labels"]["severity"] for rule in RULES} == {"page", "ticket"}
