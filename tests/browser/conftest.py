"""A real server on real data, and a real Chromium that may reach nothing else."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import people

expect.set_options(timeout=20_000)  # a machine with other work is no fault of the page

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the site's commands run in: a fresh folder, SQLite, and one factor is enough."""
    bare = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DEBUG", "DEMO")}
    return {**bare, "VAR_DIR": str(tmp_path_factory.mktemp("var")), "REQUIRE_MFA": "0"}


@pytest.fixture(scope="session")
def site(environment: dict[str, str]) -> Iterator[str]:
    """The address of `manage.py serve`, as `make run` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    var = Path(environment["VAR_DIR"])
    log = (var / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address, server, var / "server.log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait_until_ready(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(1800):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


SCRIPTED = """() => new Promise((done) => {
  const awaited = document.querySelector("script[data-htmx]");
  const look = () => (window.htmx || !awaited || !document.querySelector("[hx-get]") ? done() : setTimeout(look, 10));
  look();
})"""


@dataclass
class Watch:
    """What a page did that it must not: errors in the console, requests to another host."""

    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def watched(context: BrowserContext, site: str) -> tuple[Page, Watch]:
    """A new page in that context, and what it does from now on."""
    page, watch = context.new_page(), Watch()
    page.on("console", lambda message: watch.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(site) else watch.strangers.append(request.url))
    return page, watch


Open = Callable[..., tuple[Page, Watch]]


@pytest.fixture
def open_page(chromium: Browser, site: str) -> Iterator[Open]:
    """Opens an address of the site in a new context: `open_page(path, width=360, scheme="dark", scripts=False)`.

    What scripts add comes once the page is painted; it is waited for, but where `at_once` is given.
    """
    contexts = []

    def opened(
        path: str, *, width: int = 1280, scheme: str = "light", scripts: bool = True, at_once: bool = False
    ) -> tuple[Page, Watch]:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
            base_url=site,
            # The checks bring scripts of their own into the page; the page's own policy is checked by its violations.
            bypass_csp=False,
        )
        contexts.append(context)
        page, watch = watched(context, site)
        page.goto(path)
        if scripts and not at_once:
            page.evaluate(SCRIPTED)
        return page, watch

    yield opened
    for context in contexts:
        context.close()


SignIn = Callable[..., None]


@pytest.fixture(scope="session")
def sessions(environment: dict[str, str], site: str) -> people.Sessions:
    """Who has been made and signed in on this site so far."""
    return people.Sessions(environment, site)


@pytest.fixture
def sign_in(sessions: people.Sessions) -> SignIn:
    """`sign_in(page, DeskRole.EDITOR)`: the page's context is signed in as that role's person of `tests.people`.

    `name=` makes and takes somebody else of that role; whoever signs out or changes their account needs one.
    """
    return sessions.sign_in
