"""Logging a statement in a real browser: saved as one types, by keyboard alone, without scripts, at every width."""

import re

import pytest
from playwright.sync_api import expect

from guarantors.domain.roles import DeskRole
from tests.browser.conftest import Open, SignIn
from tests.browser.test_accounts import faults
from tests.browser.typed import LOG, field, saved, type_in

pytestmark = pytest.mark.browser


def test_what_is_typed_saves_itself_and_outlives_the_page(open_page: Open, sign_in: SignIn) -> None:
    page, watch = open_page("/")
    sign_in(page, DeskRole.EDITOR)
    page.goto(LOG)
    type_in(page)
    saved(page)
    page.wait_for_url("**/desk/drafts/*/")

    page.reload()

    expect(field(page, "Summary")).to_have_value("Doubts that it is wise.")
    expect(page.locator("#f-u-whole-level-sceptical")).to_be_checked()
    expect(page.locator("#kept-here")).to_be_hidden()
    expect(page.locator("#beside")).to_contain_text("New record: sceptical")
    expect(page.locator("#said")).to_have_text("")
    field(page, "Summary").fill("Doubts it.")
    expect(page.locator("#said")).to_have_text(re.compile("^Saved at"))
    assert (watch.errors, watch.strangers) == ([], [])


def test_a_hurried_editor_logs_with_the_keyboard_alone(open_page: Open, sign_in: SignIn) -> None:
    page, watch = open_page("/")
    sign_in(page, DeskRole.EDITOR)
    page.goto(LOG)
    keys = page.keyboard

    keys.type("wsj-2022-03-30")
    keys.press("Tab")
    expect(page.locator("#source-known")).to_be_focused()
    keys.press("Tab")
    keys.press("Tab")
    expect(field(page, "Speaker")).to_be_focused()
    keys.type("Olaf Scholz")
    keys.press("Tab")
    expect(page.locator("#proposed")).to_contain_text("as in the statement of")
    expect(field(page, "Office")).not_to_have_value("")
    expect(field(page, "Voice")).to_have_value("head_of_government")
    expect(page.locator("[data-chosen]")).to_have_text("Germany")
    tabs = 0
    while page.evaluate("document.activeElement.id") != "f-summary":
        keys.press("Tab")
        tabs += 1
    assert tabs <= 7
    keys.type("Repeats what he said.")
    tabs = 0
    while page.evaluate("document.activeElement.name") != "u-whole-level":
        keys.press("Tab")
        tabs += 1
    assert tabs <= 5
    keys.press("3")
    expect(page.locator("#f-u-whole-level-open")).to_be_checked()
    keys.press("Tab")
    keys.press("Tab")
    keys.type("Willing in principle.")
    keys.press("Control+Enter")

    page.wait_for_url("**/desk/drafts/#d-*")
    expect(page.get_by_role("heading", name="Waiting for review")).to_be_visible()
    expect(page.get_by_text("Repeats what he said.")).to_be_visible()
    assert (watch.errors, watch.strangers) == ([], [])


def test_what_is_wrong_has_the_focus_and_leads_to_its_field(open_page: Open, sign_in: SignIn) -> None:
    page, _ = open_page("/")
    sign_in(page, DeskRole.EDITOR)
    page.goto(LOG)
    type_in(page)
    field(page, "Date said").fill("30 April 2022")

    page.get_by_role("button", name="Save for review").click()

    box = page.get_by_role("alert").filter(has_text="One thing to fix")
    expect(box).to_be_focused()
    box.get_by_role("link", name="Date said").press("Enter")
    expect(field(page, "Date said")).to_be_focused()
    expect(field(page, "Date said")).to_have_value("30 April 2022")
    expect(field(page, "Date said")).to_have_attribute("aria-invalid", "true")


def test_without_scripts_it_is_filled_in_previewed_and_handed_in(open_page: Open, sign_in: SignIn) -> None:
    signed_in, _ = open_page("/")
    sign_in(signed_in, DeskRole.EDITOR)
    page, _ = open_page("/", scripts=False, width=320)
    page.context.add_cookies(signed_in.context.cookies())
    page.goto(LOG)
    field(page, "Address").fill("https://paper.example/without")
    field(page, "Title").fill("A title")
    field(page, "Publisher").fill("A paper")
    field(page, "Published").fill("2022-04-02")
    field(page, "Speaker").fill("Olaf Scholz")
    field(page, "Summary").fill("Says it without scripts.")
    page.locator("label:has(#f-u-whole-level-open)").click()
    field(page, "Rationale").first.fill("Willing in principle.")

    page.get_by_role("button", name="Show preview").click()

    assert page.url.endswith("#beside")
    expect(page.locator("#beside")).to_contain_text("New record: open")
    expect(field(page, "Voice")).to_have_value("head_of_government")
    page.get_by_role("button", name="Save for review").click()
    expect(page.get_by_text("Says it without scripts.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_finds_no_violation_and_nothing_scrolls_sideways(open_page: Open, sign_in: SignIn) -> None:
    page, _ = open_page("/")
    sign_in(page, DeskRole.EDITOR)
    page.goto(LOG)
    found = faults(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    type_in(page)
    field(page, "Date said").fill("30 April 2022")
    page.locator(".provisions summary").first.click()
    saved(page)
    found += faults(page)
    page.get_by_role("button", name="Save for review").click()
    page.locator("#errors").wait_for()
    found += faults(page)
    page.goto("/desk/drafts/")
    found += faults(page)

    assert found == []
