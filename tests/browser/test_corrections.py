"""Corrections in a real browser: a date with its effect, two editors on one statement, without scripts, narrow."""

import re

import pytest
from playwright.sync_api import Page, expect

from guarantors.domain.roles import DeskRole
from tests.browser.account_pages import faults
from tests.browser.conftest import Open, SignIn

pytestmark = pytest.mark.browser

RAAB = "/desk/statements/gbr-2022-03-30-raab/"
PESKOV = "/desk/statements/rus-2022-03-30-peskov/"
RECORD = "/desk/stances/istanbul-2022/gbr-whole-1/"
SOURCE = "/desk/sources/wsj-2022-03-30/"
PAGES = [
    RAAB,
    *(f"{RAAB}{verb}/" for verb in ("redate", "correct", "merge", "withdraw", "lock")),
    RECORD,
    *(f"{RECORD}{verb}/" for verb in ("correct", "withdraw", "lock")),
    SOURCE,
    f"{SOURCE}mark/",
    f"{SOURCE}describe/",
    "/desk/flags/",
]


def ask(page: Page, day: str, reason: str) -> None:
    """Fill in the form of another date, and ask for its effect."""
    page.get_by_label("Date said").fill(day)
    page.get_by_label("Reason").fill(reason)
    page.locator("#do-show").click()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_narrow(open_page: Open, sign_in: SignIn, path: str) -> None:
    page, watch = open_page("/")
    sign_in(page, DeskRole.REVIEWER)

    page.goto(path)

    assert faults(page) == []
    assert (watch.strangers, watch.errors) == ([], [])


def test_the_audit_list_is_accessible_and_narrow(open_page: Open, sign_in: SignIn) -> None:
    page, watch = open_page("/")
    sign_in(page, DeskRole.ADMINISTRATOR)
    page.goto("/desk/audit/")

    page.locator("#f-verb").select_option("logged")
    page.locator("#filter").click()

    expect(page.locator("table.audit tbody tr")).to_have_count(50)
    page.locator("#page-next").click()
    expect(page).to_have_url(re.compile(r"verb=logged&after=\d+\.\d+\.\d+$"))
    assert faults(page) == []
    assert watch.errors == []


def test_another_date_is_shown_with_its_effect_and_then_done(open_page: Open, sign_in: SignIn) -> None:
    page, watch = open_page("/")
    sign_in(page, DeskRole.REVIEWER)
    page.goto(f"{PESKOV}redate/")

    ask(page, "29 March 2022", "")
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#do-it")).to_have_count(0)
    ask(page, "29 March 2022", "The agency reported it a day earlier.")

    expect(page.locator("#effect")).to_be_focused()
    expect(page.locator("#effect")).to_contain_text("Corrects the day (from 30 Mar 2022 to 29 Mar 2022)")
    assert faults(page) == []
    page.locator("#do-it").click()
    expect(page.locator("h1")).to_contain_text("29 Mar 2022")
    expect(page.locator(".past li").first).to_contain_text("The agency reported it a day earlier.")
    links = page.get_by_role("link", name="the page as it was then")
    before = links.last.get_attribute("href")
    page.goto(str(before))
    expect(page.locator(".mast")).to_contain_text("30 Mar 2022")
    assert [text for text in watch.errors if "422" not in text] == []


@pytest.mark.parametrize("scripts", [True, False])
def test_the_second_of_two_editors_is_told_and_keeps_the_own_text(
    open_page: Open, sign_in: SignIn, scripts: bool
) -> None:
    ref = "pol-2022-03-30-przydacz" if scripts else "tur-2022-03-30-position"
    address = f"/desk/statements/{ref}/redate/"
    first, _ = open_page("/")
    sign_in(first, DeskRole.REVIEWER)
    second, watch = open_page("/", width=360, scripts=scripts)
    sign_in(second, DeskRole.REVIEWER, name="dan")
    first.goto(address)
    second.goto(address)

    ask(first, "2022-03-28", "Read in the original.")
    first.locator("#do-it").click()
    expect(first.locator(".past li").first).to_contain_text("Read in the original.")
    ask(second, "2022-03-29", "So says the ministry.")

    expect(second.locator("#h-meanwhile")).to_have_text("It changed meanwhile: nothing was done")
    expect(second.locator(".past")).to_contain_text("Read in the original.")
    expect(second.locator(".diff")).to_contain_text("29 March 2022")
    expect(second.get_by_label("Date said")).to_have_value("2022-03-29")
    expect(second.get_by_label("Reason")).to_have_value("So says the ministry.")
    if scripts:
        assert faults(second) == []
    second.locator("#do-show").click()
    second.locator("#do-it").click()
    expect(second.locator(".past li").first).to_contain_text("So says the ministry.")
    assert [text for text in watch.errors if "409" not in text] == []


def test_a_record_is_read_otherwise_by_keyboard(open_page: Open, sign_in: SignIn) -> None:
    page, watch = open_page("/")
    sign_in(page, DeskRole.REVIEWER)
    page.goto(f"{RECORD}correct/")
    expect(page.get_by_label("Why noncommittal")).to_be_hidden()

    page.locator("#f-level-sceptical, [name=level]:checked").last.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("Reason").fill("He ruled it out.")
    page.get_by_label("Reason").press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#effect")).to_be_focused()
    expect(page.locator("#effect")).to_contain_text("Opposed")
    assert faults(page) == []
    assert watch.errors == []
