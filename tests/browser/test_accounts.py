"""Signing in with a real browser: password, passkey, second factor; accessible, narrow, no text lost."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from guarantors.domain.roles import DeskRole
from tests.browser.account_pages import again, faults
from tests.browser.conftest import Open, SignIn
from tests.browser.people import Sessions, enter
from tests.people import PASSWORD

pytestmark = pytest.mark.browser
OUTSIDE = ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/inactive/"]
OUTSIDE += ["/accounts/signup/", "/accounts/password/reset/key/1-x/", "/accounts/password/reset/key/done/"]
INSIDE = ["/desk/", "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/"]
INSIDE += [
    "/accounts/2fa/webauthn/add/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/data/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
]


def code_of(secret: str, ahead: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


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
    if scripts:
        field = page.get_by_label("Password", exact=True)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert (field.get_attribute("type"), field.input_value()) == ("text", PASSWORD)
        page.get_by_role("button", name="Hide Password").press("Enter")
        expect(field).to_have_attribute("type", "password")
        field.focus()
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
