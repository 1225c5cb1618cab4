"""Signing in with a real browser: password, passkey, second factor; accessible, narrow, no text lost."""

import re
import time
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from guarantors.domain.roles import DeskRole
from tests.browser.conftest import Open, SignIn
from tests.browser.people import Sessions, enter
from tests.people import PASSWORD

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
OUTSIDE = ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/inactive/"]
OUTSIDE += ["/accounts/signup/", "/accounts/password/reset/key/1-x/", "/accounts/password/reset/key/done/"]
INSIDE = ["/desk/", "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/"]
INSIDE += [
    "/accounts/2fa/webauthn/add/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
]


def faults(page: Page) -> list[Any]:
    """What axe finds, at two widths in both schemes, and how much a narrow page scrolls sideways."""
    page.evaluate(AXE)
    found: list[Any] = []
    for width, scheme in product((1280, 360), SCHEMES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        found += [(page.url, item["id"], [node["html"] for node in item["nodes"]]) for item in result["violations"]]
    page.set_viewport_size({"width": 320, "height": 900})
    if page.evaluate("document.documentElement.scrollWidth") > 320:
        found.append((page.url, "scrolls sideways"))
    return found


def code_of(secret: str, ahead: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


def again(page: Page, path: str) -> None:
    """Opens a page of the account, with the password once more where it is asked for."""
    page.goto(path)
    if "reauthenticate" in page.url and "reauthenticate" not in path:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        page.wait_for_url(f"**{path}")


@pytest.mark.parametrize("path", OUTSIDE)
def test_the_door_is_accessible_and_narrow(open_page: Open, path: str) -> None:
    page, watch = open_page(path)

    assert faults(page) == []
    assert watch.strangers == []
    if path != "/accounts/signup/":  # the browser itself reports a 404
        assert watch.errors == []


def test_the_pages_of_an_account_are_accessible_and_narrow(open_page: Open, sign_in: SignIn) -> None:
    page, watch = open_page("/")
    sign_in(page, DeskRole.EDITOR, name="dora")

    found = []
    for path in INSIDE:
        again(page, path)
        found += faults(page)

    assert found == []
    assert (watch.strangers, watch.errors) == ([], [])


@pytest.mark.parametrize("role", DeskRole)
def test_the_home_of_each_role_is_accessible(open_page: Open, sign_in: SignIn, role: DeskRole) -> None:
    page, watch = open_page("/")
    sign_in(page, role)

    page.goto("/desk/")

    expect(page.locator("h1")).to_have_text("Desk")
    assert faults(page) == []
    assert watch.errors == []


def test_the_admin_keeps_the_policy(open_page: Open, sign_in: SignIn) -> None:
    page, watch = open_page("/")
    sign_in(page, DeskRole.ADMINISTRATOR)

    for path in ("/admin/", "/admin/auth/user/", "/admin/auth/user/add/", "/admin/guarantors/statement/"):
        page.goto(path)
        expect(page.locator("#site-name")).to_have_text("Guarantor Tracker")

    # Django's admin names no icon, so the browser looks for one on its own.
    assert (watch.strangers, [text for text in watch.errors if "404" not in text]) == ([], [])


def test_faults_of_a_form_are_accessible(open_page: Open) -> None:
    page, _ = open_page("/accounts/login/")

    enter(page, "nobody", "wrong")

    expect(page.get_by_role("alert").first).to_contain_text("not correct")
    assert faults(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_signing_in_and_out_by_keyboard(open_page: Open, sessions: Sessions, scripts: bool) -> None:
    name = sessions.make(DeskRole.EDITOR, "emil")
    page, _ = open_page("/desk/", scripts=scripts, width=360)
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=/desk/$"))

    page.get_by_label("User name or e-mail").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".lede")).to_contain_text(f"You are signed in as {name}")
    page.locator("#sign-out").press("Enter")

    expect(page).to_have_url(re.compile(r"/$"))
    page.goto("/desk/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.go_back()
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("You are signed in as")


def test_an_authenticator_app_is_set_up_and_asked_for(open_page: Open, sessions: Sessions, sign_in: SignIn) -> None:
    page, watch = open_page("/")
    sign_in(page, DeskRole.EDITOR, name="finn")
    again(page, "/accounts/2fa/totp/activate/")
    secret = page.get_by_label("Secret", exact=True).input_value()
    assert (page.locator(".qr svg").bounding_box() or {})["height"] > 100
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()

    codes = page.get_by_label("Unused codes").input_value().split()
    assert len(codes) == 10
    assert faults(page) == []
    page.goto("/accounts/2fa/")
    assert faults(page) == []

    for entered in (code_of(secret, ahead=1), codes[0]):
        other, _ = open_page("/accounts/login/")
        enter(other, "finn")
        expect(other).to_have_url(re.compile("/accounts/2fa/authenticate/"))
        assert faults(other) == []
        other.get_by_label("Code", exact=True).fill(entered)
        other.get_by_role("button", name="Sign In").click()
        expect(other.locator("h1")).to_have_text("Desk")
    assert watch.errors == []


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


@pytest.mark.parametrize("scripts", [True, False])
def test_a_form_outlives_an_expired_sign_in(open_page: Open, sign_in: SignIn, scripts: bool) -> None:
    """With a form made here and sent to the desk's home, which takes none: it is the door that is tried."""
    page, _ = open_page("/", scripts=scripts)
    sign_in(page, DeskRole.READER, name="hugo")
    page.goto("/desk/")
    page.context.clear_cookies(name="sessionid")
    form = page.content().replace('action="/accounts/logout/"', 'action="/desk/"')
    form = form.replace(
        '<button class="btn" type="submit" id="sign-out">',
        '<textarea name="why">Long &amp; dear</textarea><button id="sign-out">',
    )
    page.route("**/desk/", lambda route: route.fulfill(body=form, content_type="text/html"), times=1)
    page.goto("/desk/")

    page.locator("#sign-out").click()
    expect(page.locator("h1")).to_have_text("You are signed out; your text is still here")
    expect(page.locator("[name=why]")).to_have_value("Long & dear")
    assert faults(page) == [] if scripts else True
    with page.context.expect_page() as opened:
        page.locator("#sign-in").click()
    enter(opened.value, "hugo")
    expect(opened.value.locator("h1")).to_have_text("Desk")
    page.locator("#send-again").click()

    expect(page.locator("h1")).to_have_text("Not saved yet; your text is still here")
    expect(page.locator("[name=why]")).to_have_value("Long & dear")
    page.locator("#send-again").click()
    expect(page.locator("h1")).to_have_text("This address is only read")


def test_htmx_says_that_one_is_signed_out_and_stays_where_it_is(open_page: Open, sign_in: SignIn) -> None:
    page, _ = open_page("/")
    sign_in(page, DeskRole.EDITOR)
    page.goto("/desk/")
    page.context.clear_cookies(name="sessionid")

    page.evaluate("htmx.ajax('POST', '/desk/', {values: {why: 'long and dear'}})")

    expect(page.locator("#failed")).to_contain_text("You are signed out: nothing was saved.")
    expect(page.locator("h1")).to_have_text("Desk")
