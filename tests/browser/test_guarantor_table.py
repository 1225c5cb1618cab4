"""The table under a reader's hands: with HTMX, by keyboard, back and forth, and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
TABLE = "/istanbul-2022/?as_of=2022-03-30"


def settled(page: Page) -> None:
    """Until HTMX has no request under way."""
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


def test_another_day_changes_the_view_the_address_and_the_title(open_page: Open) -> None:
    page, watch = open_page(TABLE)
    page.evaluate("window.sameDocument = true")

    page.locator("#as_of").fill("2022-03-31")
    page.locator("#asof-go").click()

    expect(page.locator("#row-DEU .chip")).to_have_text("Supportive")
    expect(page).to_have_url(re.compile(r"/istanbul-2022/\?as_of=2022-03-31$"))
    expect(page).to_have_title(re.compile("31 March 2022"))
    uk = page.locator(".foot [hreflang=uk]")
    expect(uk).to_have_attribute("href", re.compile(r"/uk/istanbul-2022/\?as_of=2022-03-31$"))
    assert page.evaluate("window.sameDocument") is True
    assert watch.errors == []


def test_back_and_forward_show_what_was_shown(open_page: Open) -> None:
    page, _ = open_page(TABLE)
    page.locator("#asof-later").click()
    expect(page.locator("#row-DEU .chip")).to_have_text("Supportive")

    page.go_back()
    expect(page.locator("#row-DEU .chip")).to_have_text("Open")
    expect(page.locator("header.site")).to_be_visible()
    page.go_forward()
    expect(page.locator("#row-DEU .chip")).to_have_text("Supportive")

    page.locator("#row-DEU a").first.click()
    expect(page.locator("h1")).to_have_text("Germany")
    page.go_back()
    expect(page.locator("#row-DEU .chip")).to_have_text("Supportive")
    expect(page.locator("header.site")).to_be_visible()


def test_typing_narrows_the_rows_and_keeps_the_caret_and_the_rest_of_the_view(open_page: Open) -> None:
    page, watch = open_page(f"{TABLE}&role=proposed_guarantor&sort=name", at_once=True)

    page.locator("#f-q").press_sequentially("turkiye")

    expect(page.locator("[id^=row-]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?as_of=2022-03-30&role=proposed_guarantor&q=turkiye&sort=name$"))
    expect(page).to_have_title(re.compile("30 March 2022"))
    expect(page.locator("#f-q")).to_be_focused()
    expect(page.locator("#f-q")).to_have_value("turkiye")
    expect(page.locator("#said")).to_have_text(re.compile("1 of 12 parties"))
    assert "q=turkiye" in (page.locator("#quick-1").get_attribute("href") or "")
    assert watch.errors == []


def test_a_filter_keeps_the_day_and_the_focus(open_page: Open) -> None:
    page, _ = open_page(TABLE)

    page.locator("#f-level").focus()
    page.locator("#f-level").select_option("opposed")

    expect(page.locator("[id^=row-]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?as_of=2022-03-30&level=opposed$"))
    settled(page)
    expect(page.locator("#f-level")).to_be_focused()


def test_a_column_head_sorts_and_says_so(open_page: Open) -> None:
    page, _ = open_page(TABLE)

    page.locator("#sort-name").click()

    expect(page.locator("[id^=row-]").first).to_have_attribute("id", "row-CAN")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    page.locator("#sort-name").click()
    expect(page.locator("[id^=row-]").first).to_have_attribute("id", "row-USA")


def test_the_slider_moves_the_date_by_key_and_the_page_on_enter(open_page: Open) -> None:
    page, _ = open_page(TABLE)
    slider = page.locator("#as_of-slider")

    slider.press("ArrowRight")
    expect(page.locator("#as_of")).to_have_value("2022-03-31")
    expect(page.locator("#row-DEU .chip")).to_have_text("Open")
    slider.press("Enter")

    expect(page.locator("#row-DEU .chip")).to_have_text("Supportive")
    settled(page)
    expect(page.locator("#as_of-slider")).to_be_focused()


def test_a_refused_date_is_shown_as_the_page_that_says_why(open_page: Open) -> None:
    page, _ = open_page(TABLE)
    page.evaluate("document.getElementById('as_of').type = 'text'")

    page.locator("#as_of").fill("2022-02-30")
    page.locator("#asof-go").click()

    expect(page.locator("main")).to_contain_text("there is no day 30 in February 2022")


def test_a_lost_connection_is_said_and_nothing_is_lost(open_page: Open) -> None:
    page, _ = open_page(TABLE)
    page.context.set_offline(True)

    page.locator("#asof-later").click()

    expect(page.locator("#failed")).to_contain_text("No connection")
    expect(page.locator("#row-DEU .chip")).to_have_text("Open")


def test_everything_works_without_scripts(open_page: Open) -> None:
    page, _ = open_page(TABLE, scripts=False)
    assert not page.locator("#as_of-slider").is_visible()

    page.locator("#as_of").fill("2022-03-31")
    page.locator("#asof-go").click()
    expect(page).to_have_url(re.compile(r"\?as_of=2022-03-31$"))
    page.locator("#f-level").select_option("supportive")
    page.locator("#f-go").click()

    expect(page).to_have_url(re.compile(r"\?as_of=2022-03-31&level=supportive$"))
    expect(page.locator("#row-DEU .chip")).to_have_text("Supportive")
    page.locator("#asof-earlier").click()
    expect(page).to_have_url(re.compile(r"as_of=2022-03-30"))


def test_a_keyboard_alone_reaches_the_words_behind_a_stance(open_page: Open) -> None:
    page, _ = open_page(TABLE)

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#row-DEU a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Germany")
    page.locator("a.mk").first.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"#s-deu-2022-03-30"))


def test_a_provision_is_one_click_from_the_guarantor(open_page: Open) -> None:
    page, _ = open_page("/istanbul-2022/GBR/")

    page.get_by_role("link", name="Collective-defence obligation like Article 5").click()

    expect(page.locator("p.head .chip")).to_have_text("Opposed")
    expect(page).to_have_url(re.compile(r"/istanbul-2022/GBR/\?provision=collective-defence$"))
