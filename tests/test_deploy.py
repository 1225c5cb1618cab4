"""What is shipped for running the site elsewhere names commands, settings and rules that there are."""

import json
import re
import threading
from contextlib import nullcontext
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from config import healthy
from guarantors.address import languages
from guarantors.pages.desk.privacy import DOORS

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
MANUAL = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
SETTINGS = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
OF_OTHERS = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
"""Of the shell and of Python."""


def test_each_command_that_is_named_is_one() -> None:
    texts = [MANUAL, *(path.read_text(encoding="utf-8") for path in FILES)]
    named = {name for text in texts for name in re.findall(r"\bmanage(?:\.py,?)? ([a-z_]+)(?![.\w])", text)}

    assert {"migrate", "backup", "restore", "verify", "deliver", "clear_expired", "create_editor"} <= named
    assert named - set(get_commands()) == set()


def test_each_setting_that_is_given_is_one() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    ours = [service for service in compose["services"].values() if service["image"] == "guarantors"]
    given = {name for service in ours for name in service["environment"]}
    given |= set(re.findall(r"^    ([A-Z_]+)=", MANUAL, re.MULTILINE))
    for path in FILES:
        lines = re.findall(r"^(?:Environment=|ENV |    (?=[A-Z_]+=))(.*)$", path.read_text("utf-8"), re.MULTILINE)
        given |= {name for line in lines for name in re.findall(r"\b([A-Z_]+)=", line)}

    assert {"VAR_DIR", "POOL", "HTTPS", "DATABASE_URL_FILE", "METRICS_TOKEN", "LOG_FORMAT"} <= given
    assert given - SETTINGS - OF_OTHERS == set()


def test_the_image_has_all_that_the_application_is_made_of_and_nothing_that_is_not_shipped() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = {name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE) for name in line.split()}
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert copied == sent
    assert {"manage.py", "gunicorn.conf.py", "config", "guarantors", "templates", "static"} <= copied
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_compose_file_asks_for_health_as_the_image_does() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    [image] = re.findall(r"HEALTHCHECK .*\\\n  CMD (.+)", (DEPLOY / "Containerfile").read_text(encoding="utf-8"))

    assert compose["services"]["readers"]["healthcheck"]["test"] == ["CMD", *json.loads(image)]


@pytest.mark.parametrize("status", [200, 503])
def test_a_container_is_healthy_as_long_as_its_server_is_ready(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/readyz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        monkeypatch.setenv("PORT", str(server.server_port))
        asked = threading.Thread(target=server.handle_request)
        asked.start()
        with nullcontext() if status == 200 else pytest.raises(OSError, match="503"):
            healthy.ask()
        asked.join()


def directives(text: str, *names: str) -> list[str]:
    return sorted(line.strip() for line in text.splitlines() if line.strip().startswith(tuple(f"{n} " for n in names)))


def test_the_proxy_keeps_and_repeats_what_the_tried_one_does() -> None:
    tried, shipped = ROOT / "scripts" / "cluster" / "nginx.conf", DEPLOY / "nginx.conf"
    alike = ("proxy_cache_key", "proxy_cache_revalidate", "proxy_cache_lock", "proxy_cache_bypass", "proxy_no_cache")
    alike += ("proxy_next_upstream", "proxy_http_version", "large_client_header_buffers")

    found = directives(shipped.read_text(encoding="utf-8"), *alike)

    assert len(found) == len(alike)
    assert found == directives(tried.read_text(encoding="utf-8"), *alike)


@pytest.mark.parametrize("code", ["", *languages.OTHERS])
def test_the_proxy_brings_the_desk_to_its_pool_in_each_language(code: str) -> None:
    [rule] = re.findall(r'"~(.+)" readers;', (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))

    assert [door for door in DOORS if re.match(rule, f"GET {languages.at(door, code)}")] == []
    assert re.match(rule, f"GET {languages.at('/istanbul-2022/', code)}")


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("systemd/*.service")), ids=lambda path: path.name)
def test_each_service_is_shut_in_alike(path: Path) -> None:
    lines = set(path.read_text(encoding="utf-8").splitlines())
    first = (DEPLOY / "systemd" / "guarantors@.service").read_text(encoding="utf-8")
    shut_in = set(first[first.index("User=") : first.index("[Install]")].split("\n")) - {""}

    assert {"NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet="} <= shut_in
    assert shut_in - lines == set()
