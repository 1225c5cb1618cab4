"""Tokens in a real browser: made, copied and revoked; accessible, narrow, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from guarantors.domain.roles import DeskRole
from tests.browser.account_pages import faults
from tests.browser.conftest import Open, SignIn
from tests.browser.typed import pasted

pytestmark = pytest.mark.browser


def test_a_token_is_made_and_copied(open_page: Open, sign_in: SignIn) -> None:
    page, watch = open_page("/")
    sign_in(page, DeskRole.REVIEWER)
    page.context.grant_permissions(["clipboard-write"])
    page.goto("/desk/tokens/")
    assert faults(page) == []

    page.get_by_label("What it is for").fill("Nightly loader")
    page.get_by_label(re.compile("^log:")).check()
    page.get_by_role("button", name="Make the token").click()
    text = page.locator("#new-token").inner_text()
    expect(page.locator("#made")).to_be_focused()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()

    assert re.fullmatch(r"gt_[0-9a-f]{64}", text)
    assert pasted(page) == text
    assert faults(page) == []
    assert (watch.strangers, watch.errors) == ([], [])


def test_it_needs_no_scripts(open_page: Open, sign_in: SignIn) -> None:
    page, _ = open_page("/", scripts=False, width=360)
    sign_in(page, DeskRole.READER)
    page.goto("/desk/tokens/")

    page.get_by_label("What it is for").fill("Reader")
    page.get_by_role("button", name="Make the token").click()
    expect(page.locator("#new-token")).to_have_text(re.compile("^gt_"))
    expect(page.get_by_role("button", name="Copy")).not_to_be_visible()
    page.get_by_role("button", name="Revoke Reader").click()

    expect(page.get_by_role("status").first).to_contain_text("The token “Reader” is revoked")
    expect(page.locator("#h-mine + .note")).to_have_text("You have none.")
