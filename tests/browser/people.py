"""People on the site under test: made by `manage.py create_editor` as on a real site, signed in through its form."""

import subprocess
import sys
from typing import Any

from playwright.sync_api import Page

from guarantors.domain.roles import DeskRole
from tests.people import NAMES, PASSWORD
from tests.serving import ROOT


class Sessions:
    """Each person signs in once; other contexts take over the cookie, since sign-ins are limited."""

    def __init__(self, environment: dict[str, str], site: str) -> None:
        self.environment, self.site = environment, site
        self.cookies: dict[str, Any] = {}
        self.made: set[str] = set()

    def sign_in(self, page: Page, role: DeskRole, name: str = "") -> None:
        """Sign this page's context in as the person, making them first; the page itself is left where it is."""
        username = self.make(role, name)
        if username not in self.cookies:
            visit = page.context.new_page()
            visit.goto(f"{self.site}/accounts/login/")
            enter(visit, username)
            visit.wait_for_url("**/desk/")
            visit.close()
            self.cookies[username] = page.context.cookies()
        page.context.add_cookies(self.cookies[username])

    def make(self, role: DeskRole, name: str = "") -> str:
        """A person of that role, by name, where there is none yet."""
        username = name or NAMES[role]
        if username not in self.made:
            self.made.add(username)
            command = [sys.executable, "manage.py", "create_editor", username, "--role", role.value]
            subprocess.run(
                [*command, "--email", f"{username}@example.org", "--password-stdin"],
                cwd=ROOT,
                env=self.environment,
                input=f"{PASSWORD}\n",
                text=True,
                check=True,
                capture_output=True,
            )
        return username


def enter(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the form for signing in and send it."""
    page.get_by_label("User name or e-mail").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
