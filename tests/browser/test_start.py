"""What a page does before and after it is painted: our letters, and the scripts that it has a use for."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
FETCHED = """() => new Promise((done) => {
  const look = () => (localStorage.getItem("letters") === "fetched" ? done() : setTimeout(look, 10));
  look();
})"""


def test_a_first_visit_waits_for_no_font_and_the_next_page_is_drawn_with_ours(open_page: Open) -> None:
    page, watch = open_page("/method/")
    expect(page.locator("html")).not_to_have_class(re.compile("lettered"))

    page.evaluate(FETCHED)
    page.goto("/istanbul-2022/")

    expect(page.locator("html")).to_have_class("lettered")
    fonts = page.evaluate(
        "document.fonts.ready.then((all) => [...all].filter((each) => each.status === 'loaded').length)"
    )
    assert fonts >= 2
    assert (watch.errors, watch.strangers) == ([], [])


def test_without_scripts_our_letters_are_used_at_once(open_page: Open) -> None:
    page, _ = open_page("/method/", scripts=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    with page.expect_request("**/fonts/sans-latin.*"), page.expect_request("**/fonts/serif-latin.*"):
        page.reload()
    assert not any("cyrillic" in url for url in asked)
    with page.expect_request("**/fonts/sans-cyrillic.*"), page.expect_request("**/fonts/serif-cyrillic.*"):
        page.goto("/uk/method/")


def test_ukrainian_is_drawn_with_our_letters_once_the_cyrillic_ones_are_here(open_page: Open) -> None:
    page, watch = open_page("/method/")
    page.evaluate(FETCHED)
    page.goto("/uk/method/")
    expect(page.locator("html")).not_to_have_class(re.compile("lettered"))

    page.evaluate(FETCHED.replace('"letters"', '"letters-uk"'))
    page.reload()

    expect(page.locator("html")).to_have_class("lettered")
    assert (watch.errors, watch.strangers) == ([], [])


def test_htmx_comes_where_something_asks_for_it_and_nowhere_else(open_page: Open) -> None:
    page, _ = open_page("/api/v1/tutorial/")
    page.evaluate(FETCHED)

    assert not page.evaluate("'htmx' in window")
    page, _ = open_page("/istanbul-2022/")
    assert page.evaluate("'htmx' in window")
