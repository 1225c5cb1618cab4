"""Nothing typed is lost: signed out in between, without a connection, in two windows, handed in meanwhile."""

import re

import pytest
from playwright.sync_api import expect

from guarantors.domain.roles import DeskRole
from tests.browser.conftest import Open, SignIn
from tests.browser.people import enter
from tests.browser.typed import LOG, field, saved, type_in

pytestmark = pytest.mark.browser


def test_signed_out_in_between_nothing_is_lost(open_page: Open, sign_in: SignIn) -> None:
    page, _ = open_page("/")
    sign_in(page, DeskRole.EDITOR, name="otto")
    page.goto(LOG)
    other = page.context.new_page()
    other.goto("/desk/")
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/")

    type_in(page)
    expect(page.get_by_role("alert")).to_contain_text("You are signed out: nothing was saved.")
    page.on("dialog", lambda dialog: dialog.accept())
    address = page.locator("#log").get_attribute("action") or ""
    other.goto("/accounts/login/")
    enter(other, "otto")
    other.wait_for_url("**/desk/")

    field(page, "Summary").fill("Doubts it still.")
    saved(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    other.goto(address)
    expect(field(other, "Summary")).to_have_value("Doubts it still.")


def test_text_that_never_reached_the_server_is_offered_back(open_page: Open, sign_in: SignIn) -> None:
    page, _ = open_page("/")
    sign_in(page, DeskRole.EDITOR)
    page.goto(LOG)
    page.route(
        "**/desk/drafts/*/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    type_in(page)
    expect(page.get_by_role("alert")).to_contain_text("No connection.")
    page.unroute_all()
    page.on("dialog", lambda dialog: dialog.accept())

    page.goto("/desk/drafts/")
    page.get_by_role("link", name=re.compile("^typed at")).click()
    page.get_by_role("button", name="Put it into the form").click()

    expect(field(page, "Summary")).to_have_value("Doubts that it is wise.")
    expect(page.locator("#f-u-whole-level-sceptical")).to_be_checked()
    expect(field(page, "Germany")).to_be_checked()
    saved(page)


def test_two_windows_of_one_draft_are_told_of_each_other(open_page: Open, sign_in: SignIn) -> None:
    page, _ = open_page("/")
    sign_in(page, DeskRole.EDITOR)
    page.goto(LOG)
    type_in(page)
    saved(page)
    other = page.context.new_page()
    other.goto(page.url)
    field(other, "Summary").fill("From the other window.")
    saved(other)

    field(page, "Summary").fill("From this window.")
    expect(page.get_by_role("alert")).to_contain_text("saved or handed in elsewhere meanwhile")
    page.get_by_role("button", name="Save draft").click()

    box = page.locator("#meanwhile")
    expect(box).to_be_focused()
    expect(box).to_contain_text("From the other window.")
    expect(field(page, "Summary")).to_have_value("From this window.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#meanwhile")).to_have_count(0)
    expect(field(page, "Summary")).to_have_value("From this window.")


def test_text_typed_after_another_window_handed_it_in_is_offered_to_a_new_form(
    open_page: Open, sign_in: SignIn
) -> None:
    page, _ = open_page("/")
    sign_in(page, DeskRole.EDITOR)
    page.goto(LOG)
    type_in(page)
    saved(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Save for review").click()
    other.wait_for_url("**/desk/drafts/#d-*")

    field(page, "Summary").fill("Typed too late.")
    expect(page.get_by_role("alert")).to_contain_text("handed in elsewhere meanwhile")
    other.reload()
    other.get_by_role("link", name=re.compile("^typed at")).click()
    other.get_by_role("button", name="Put it into the form").click()

    expect(field(other, "Summary")).to_have_value("Typed too late.")
    saved(other)
    assert other.url != page.url
