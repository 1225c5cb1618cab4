"""A real server on real data, and a real Chromium that may reach nothing else."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import people
from tests.serving import Server

expect.set_options(timeout=20_000)  # a machine with other work is no fault of the page

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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """As `make run` starts it, on a fresh folder, SQLite, and one factor is enough."""
    var = tmp_path_factory.mktemp("var")
    given = {"DATABASE_URL": f"sqlite:///{var / 'tracker.sqlite3'}", "REQUIRE_MFA": "0", "DEMO": "0", "DEBUG": "0"}
    made = Server(var, given)
    made.start()
    yield made
    made.kill()


@pytest.fixture(scope="session")
def environment(server: Server) -> dict[str, str]:
    """What the site's commands run in."""
    return server.environment


@pytest.fixture(scope="session")
def site(server: Server) -> str:
    """Its address."""
    return server.address


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
