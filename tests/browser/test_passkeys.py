"""Passkeys in a real browser, with a key that Chromium plays."""

import pytest
from playwright.sync_api import Browser, Page, expect

from guarantors.domain.roles import DeskRole
from tests.browser.account_pages import again, faults
from tests.browser.conftest import Open
from tests.browser.people import Sessions, enter

pytestmark = pytest.mark.browser


def virtual_key(page: Page) -> None:
    """A passkey of this machine, as a telephone or laptop has one, whose owner always agrees."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_and_signs_in_alone(chromium: Browser, site: str, sessions: Sessions) -> None:
    here = site.replace("127.0.0.1", "localhost")  # keys are made for a name, not for a number
    context = chromium.new_context(base_url=here)
    page, errors = context.new_page(), list[str]()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    virtual_key(page)
    name = sessions.make(DeskRole.REVIEWER, "gerd")
    page.goto("/accounts/login/")
    enter(page, name)
    again(page, "/accounts/2fa/webauthn/add/")

    page.get_by_label("Name of the key").fill("Laptop")
    page.get_by_label("Passkey: sign in with it alone").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("table")).to_contain_text("Laptop")
    assert faults(page) == []
    page.goto("/desk/")
    page.locator("#sign-out").click()

    page.goto("/accounts/login/?next=/desk/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.locator(".lede")).to_contain_text("You are signed in as gerd")
    assert errors == []
    context.close()


def test_a_passkey_that_the_browser_refuses_is_said_aloud(open_page: Open) -> None:
    page, watch = open_page("/accounts/login/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The browser uses keys only under a host name")
    assert watch.errors == []
