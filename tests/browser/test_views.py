"""The views over time in a real browser: swaps, tabs, back, and all of it without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def test_another_order_is_a_step_that_back_undoes(open_page: Open) -> None:
    page, watch = open_page("/istanbul-2022/timeline/?as_of=2022-04-02")
    first = page.locator(".multi h4 a").first
    expect(first).to_have_text("Germany")

    page.select_option("#f-sort", "name")
    expect(first).to_have_text("Canada")
    assert page.url.endswith("/istanbul-2022/timeline/?as_of=2022-04-02&sort=name")

    page.go_back()
    expect(first).to_have_text("Germany")
    assert page.url.endswith("/istanbul-2022/timeline/?as_of=2022-04-02")
    assert watch.errors == []


@pytest.mark.parametrize("view", ["", "timeline/", "provisions/", "compare/", "events/", "DEU/"])
def test_the_tabs_follow_the_day_after_a_swap(open_page: Open, view: str) -> None:
    page, _ = open_page(f"/istanbul-2022/{view}")
    page.fill("#as_of", "2022-03-30")
    page.click("#asof-go")

    tabs = page.locator(".tabs")
    expect(tabs.get_by_role("link", name="Timeline")).to_have_attribute(
        "href", "/istanbul-2022/timeline/?as_of=2022-03-30"
    )
    expect(tabs.get_by_role("link", name="Changes")).to_have_attribute("href", "/istanbul-2022/changes/?to=2022-03-30")


def test_guarantors_are_chosen_and_compared_without_scripts_at_320_pixels(open_page: Open) -> None:
    page, _ = open_page("/istanbul-2022/compare/?as_of=2022-04-02", width=320, scripts=False)
    page.check("#g-DEU")
    page.check("#g-TUR")
    page.click("#g-go")

    assert re.search(r"/istanbul-2022/compare/\?as_of=2022-04-02&g=TUR&g=DEU$", page.url)
    expect(page.locator(".sides > li")).to_have_count(2)
    assert page.locator(".sides > li").first.bounding_box()["width"] <= 320  # type: ignore[index]


def test_sides_stand_beside_each_other_and_their_rows_line_up(open_page: Open) -> None:
    page, _ = open_page("/istanbul-2022/compare/?g=DEU&g=FRA&g=CAN&as_of=2022-04-02")

    tops = [
        {round(box["y"]) for side in page.locator(".sides > li").all() if (box := side.locator(row).bounding_box())}
        for row in ("h3", ".plot", "div:last-child > h4")
    ]
    assert [len(top) for top in tops] == [1, 1, 1]


def test_the_first_column_of_the_matrix_stays_in_sight(open_page: Open) -> None:
    page, _ = open_page("/istanbul-2022/provisions/", width=360)
    box = page.locator(".scroll")
    box.evaluate("element => { element.scrollLeft = 400 }")

    left = page.locator("#row-DEU th").bounding_box()
    assert left
    assert 0 <= left["x"] < 40


def test_the_changes_of_two_days_are_asked_for_and_found(open_page: Open) -> None:
    page, watch = open_page("/istanbul-2022/changes/")
    page.fill("#f-from", "2022-03-31")
    page.fill("#f-to", "2022-04-12")
    page.click("#f-go")

    expect(page.locator(".head")).to_contain_text("Between the end of 31 March 2022 and the end of 12 April 2022")
    assert page.url.endswith("/istanbul-2022/changes/?from=2022-03-31&to=2022-04-12")
    page.go_back()
    expect(page.locator(".head")).to_contain_text("Between the end of 29 March 2022")
    assert watch.errors == []
