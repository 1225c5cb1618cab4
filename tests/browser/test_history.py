"""Back and forward: a view that HTMX swapped in is whole again after leaving the site, and so is the one before it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
DAY = "as_of=2022-03-30"
SWAPS = [
    (f"/istanbul-2022/?{DAY}", "#asof-later"),
    (f"/istanbul-2022/?{DAY}", "#sort-name"),
    (f"/istanbul-2022/DEU/?{DAY}", "#asof-later"),
    (f"/istanbul-2022/DEU/?{DAY}", "#on-4"),
    (f"/istanbul-2022/timeline/?{DAY}", "#asof-later"),
    (f"/istanbul-2022/provisions/?{DAY}", "#asof-later"),
    (f"/istanbul-2022/compare/?{DAY}&g=DEU&g=FRA", "#asof-later"),
]


def shown(page: Page) -> str:
    expect(page.locator("[data-copy]").first).to_have_js_property("hidden", False)  # what scripts add is there
    return page.locator("#view").inner_text()


@pytest.mark.parametrize(("path", "control"), SWAPS)
def test_leaving_the_site_and_returning_shows_the_whole_page(open_page: Open, path: str, control: str) -> None:
    page, watch = open_page(path)
    before = shown(page)
    page.locator(control).click()
    expect(page).not_to_have_url(re.compile(re.escape(path) + "$"))
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    after, address = shown(page), page.url
    assert after != before

    page.goto("about:blank")
    page.go_back()
    expect(page.locator("header.site")).to_be_visible()
    assert (page.url, shown(page)) == (address, after)
    page.go_back()
    expect(page.locator("header.site")).to_be_visible()
    assert (page.url.endswith(path), shown(page)) == (True, before)
    page.go_forward()
    expect(page.locator("header.site")).to_be_visible()
    assert (page.url, shown(page)) == (address, after)
    assert watch.errors == []


def test_a_search_is_found_again_after_leaving_the_site(open_page: Open) -> None:
    page, _ = open_page("/statements/")
    page.locator("input[name=q]:not(#find)").press_sequentially("scholz")
    expect(page).to_have_url(re.compile(r"q=scholz"))
    expect(page.locator(".st").first).to_contain_text("Scholz")
    found = page.locator(".st").count()

    page.goto("about:blank")
    page.go_back()

    expect(page.locator("header.site")).to_be_visible()
    expect(page.locator("input[name=q]:not(#find)")).to_have_value("scholz")
    expect(page.locator(".st")).to_have_count(found)
