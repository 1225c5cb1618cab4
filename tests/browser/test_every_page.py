"""Every page in a real browser: accessible, within its width, alone on its host, silent in the console."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Open, Watch, watched
from tests.browser.lettering import clashes
from tests.pages.site import PAGES

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = {"light": "", "dark": ", runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}"}
"""All of axe's rules, and once more those of colours, which are all that another scheme changes."""
REFUSED = ["/istanbul-2022/?as_of=2022-02-30&level=warm", "/nope/"]


@pytest.fixture(scope="module")
def reader(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """Somebody who goes from page to page with a small screen, and so fetches style and script once."""
    context = chromium.new_context(viewport={"width": 320, "height": 900}, base_url=site)
    yield context
    context.close()


@pytest.fixture
def seen(reader: BrowserContext, site: str) -> Iterator[tuple[Page, Watch]]:
    page, watch = watched(reader, site)
    yield page, watch
    page.close()


@pytest.mark.parametrize("path", [*PAGES, *REFUSED])
def test_a_page_fits_the_smallest_screen_and_axe_finds_no_violation_at_any_width_in_any_scheme(
    seen: tuple[Page, Watch], path: str
) -> None:
    page, watch = seen
    page.goto(path)  # once for both, since opening a page takes as long as looking at it
    needed = page.evaluate("document.documentElement.scrollWidth")
    unread = clashes(page)
    page.evaluate(AXE)

    found = []
    for width, scheme in product((1280, 360), SCHEMES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        # What passed, and where it stands, stays in the browser: it is far more than what did not.
        options = f"{{resultTypes: ['violations'], selectors: false{RULES[scheme]}}}"
        violations = page.evaluate(f"axe.run({options}).then(result => result.violations)")
        found += [
            (width, scheme, item["id"], item["help"], [node["html"] for node in item["nodes"]]) for item in violations
        ]

    assert needed <= 320
    assert unread == []
    assert found == []
    assert watch.strangers == []
    if path not in REFUSED:  # the browser itself reports a 400 and a 404
        assert watch.errors == []


def test_in_the_language_with_the_longest_words_no_label_runs_into_another(seen: tuple[Page, Watch]) -> None:
    page, _ = seen
    found = {}
    for path in ("DEU/?as_of=2022-05-30", "DEU/?as_of=2022-03-30", "timeline/"):
        page.goto(f"/uk/istanbul-2022/{path}")
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            found[path, width] = clashes(page)

    assert {view: words for view, words in found.items() if words} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_keep_to_the_colours_of_the_scheme(open_page: Open, scheme: str) -> None:
    page, _ = open_page("/istanbul-2022/", scheme=scheme)

    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert colour == ("rgb(18, 23, 28)" if scheme == "dark" else "rgb(255, 255, 255)")


def test_print_hides_the_controls_and_keeps_the_table(open_page: Open) -> None:
    page, _ = open_page("/istanbul-2022/?as_of=2022-03-30")
    page.emulate_media(media="print")

    assert not page.locator("#filters").is_visible()
    assert not page.locator("#as_of").is_visible()
    assert page.locator("#row-DEU .chip").is_visible()
