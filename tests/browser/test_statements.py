"""The search in a real browser: typing replaces the results, filters push, back and forward are right."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def test_typing_replaces_the_results_and_the_address(open_page: Open) -> None:
    page, watch = open_page("/statements/")
    entries = page.evaluate("history.length")

    page.locator("#f-q").press_sequentially("turkiye", delay=20)

    expect(page.locator("#count")).to_have_text("9 statements with “turkiye”")
    expect(page).to_have_url(re.compile(r"/statements/\?q=turkiye$"))
    expect(page.locator("#f-q")).to_be_focused()
    expect(page.locator("mark").first).to_have_text("Türkiye")
    assert page.evaluate("history.length") == entries
    expect(page.locator("#said")).to_have_text("9 statements with “turkiye”")
    assert watch.errors == []


def test_a_filter_is_kept_by_the_history(open_page: Open) -> None:
    page, watch = open_page("/statements/?q=nato")
    everything = page.locator("#count").inner_text()

    page.locator("#f-actor").select_option("DEU")
    expect(page).to_have_url(re.compile(r"\?actor=DEU&q=nato$"))
    expect(page.locator("#count")).not_to_have_text(everything)
    page.go_back()

    expect(page).to_have_url(re.compile(r"/statements/\?q=nato$"))
    expect(page.locator("#count")).to_have_text(everything)
    assert watch.errors == []


def test_typing_keeps_the_filters(open_page: Open) -> None:
    page, _ = open_page("/statements/?actor=DEU&sort=oldest")

    page.locator("#f-q").press_sequentially("scholz", delay=20)

    expect(page).to_have_url(re.compile(r"\?actor=DEU&q=scholz&sort=oldest$"))
    expect(page.locator("#count")).to_have_text("5 statements with “scholz”")


def test_the_disclosure_stays_open_while_a_filter_in_it_is_in_use(open_page: Open) -> None:
    page, _ = open_page("/statements/")
    page.locator("summary").click()
    page.locator("#f-voice").select_option("minister")

    expect(page).to_have_url(re.compile(r"voice=minister"))
    expect(page.locator("#f-voice")).to_be_visible()


def test_the_pages_of_the_list_work_with_and_without_scripts(open_page: Open) -> None:
    for scripts in (True, False):
        page, _ = open_page("/statements/", scripts=scripts)
        page.locator("#page-next").click()
        expect(page).to_have_url(re.compile(r"\?after="))
        page.locator("#page-previous").click()
        expect(page).to_have_url(re.compile(r"/statements/$"))


def test_the_search_field_of_every_page_works_without_scripts(open_page: Open) -> None:
    page, _ = open_page("/method/", width=320, scripts=False)

    page.locator("#find").fill('"Olaf Scholz"')
    page.locator("#find").press("Enter")

    expect(page.locator("#count")).to_have_text('5 statements with “"Olaf Scholz"”')


def test_a_search_among_the_sources_replaces_them(open_page: Open) -> None:
    page, watch = open_page("/sources/")

    page.locator("#f-q").press_sequentially("wall street", delay=20)

    expect(page.locator("#count")).to_have_text("1 source")
    expect(page).to_have_url(re.compile(r"/sources/\?q=wall\+street$"))
    assert watch.errors == []
