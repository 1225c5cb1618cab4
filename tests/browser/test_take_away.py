"""In a real browser: embedded views show in other people's pages and nothing else does; data blocks stay data."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Open
from tests.browser.typed import pasted

pytestmark = pytest.mark.browser
FRAMED = {"table": "/embed/istanbul-2022/", "chart": "/embed/istanbul-2022/DEU/", "page": "/istanbul-2022/"}


@pytest.fixture(scope="module")
def elsewhere(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of another origin with a page for each of `FRAMED`, which shows it in a frame."""
    folder = tmp_path_factory.mktemp("elsewhere")
    for name, path in FRAMED.items():
        (folder / f"{name}.html").write_text(f'<iframe src="{site}{path}" title="x" width="640" height="720"></iframe>')
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", ["table", "chart"])
def test_an_embedded_view_shows_in_a_page_of_another_origin(
    chromium: Browser, elsewhere: str, name: str, scripts: bool
) -> None:
    context = chromium.new_context(java_script_enabled=scripts)
    page, errors = context.new_page(), list[str]()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    page.goto(f"{elsewhere}/{name}.html")
    page.frame_locator("iframe").locator(".chip").first.wait_for()

    assert context.cookies() == []
    assert [text for text in errors if "Security Policy" in text] == []
    context.close()


def test_nothing_else_shows_there(chromium: Browser, elsewhere: str) -> None:
    context = chromium.new_context()
    page, errors = context.new_page(), list[str]()
    page.on("console", lambda message: errors.append(message.text))

    page.goto(f"{elsewhere}/page.html")
    page.wait_for_timeout(500)

    assert page.frame_locator("iframe").locator("#main").count() == 0
    assert any("frame-ancestors 'none'" in text for text in errors)
    context.close()


@pytest.mark.parametrize(
    ("path", "kind"), [("/statements/deu-2022-03-30-scholz/", "Quotation"), ("/istanbul-2022/", "Dataset")]
)
def test_the_policy_lets_a_data_block_be_and_the_page_reads_it(open_page: Open, path: str, kind: str) -> None:
    page, watch = open_page(path)

    block = "document.querySelector('script[type=\"application/ld+json\"]').textContent"
    assert page.evaluate(f"JSON.parse({block})['@type']") == kind
    assert (watch.errors, watch.strangers) == ([], [])


def test_an_svg_opens_on_its_own_without_a_complaint(open_page: Open) -> None:
    page, watch = open_page("/istanbul-2022/DEU/chart.svg?as_of=2022-04-30")

    assert page.locator("text", has_text="Germany").count() == 1
    # A picture names no icon, so the browser looks for one on its own.
    assert ([text for text in watch.errors if "404" not in text], watch.strangers) == ([], [])


def test_a_frame_as_narrow_as_a_phone_scrolls_down_alone(open_page: Open) -> None:
    for path in ("/embed/istanbul-2022/", "/embed/g7-vilnius-2023/", "/embed/istanbul-2022/DEU/"):
        page, _ = open_page(path, width=288)
        assert page.evaluate("document.documentElement.scrollWidth") <= 288


def test_the_citation_and_the_code_can_be_copied(open_page: Open) -> None:
    page, _ = open_page("/istanbul-2022/DEU/?as_of=2022-03-30")
    page.context.grant_permissions(["clipboard-write"])

    page.locator(".box summary").click()
    page.locator("[data-copy=embed-code]").click()

    assert pasted(page).startswith("<iframe src=")


def test_the_citation_follows_what_is_typed_into_the_filter(open_page: Open) -> None:
    page, watch = open_page("/istanbul-2022/?as_of=2022-03-30")

    page.locator("#f-q").fill("senator")

    page.locator("#citation a[href*='q=senator']").wait_for()
    assert "q=senator" in (page.locator("#cite .cite-files a").first.get_attribute("href") or "")
    assert watch.errors == []
