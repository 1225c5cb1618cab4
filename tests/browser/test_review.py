"""A review in a real browser: coded blind by a second person, then decided; with and without scripts."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from guarantors.domain.roles import DeskRole
from tests.browser.account_pages import faults
from tests.browser.conftest import Open, SignIn, Watch
from tests.browser.people import Sessions
from tests.serving import ROOT

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SECRET = "Voices doubt, in words that Ben must not read."

HAND_IN = """
from guarantors.models import Proposal
from tests.desk import coding, submission
from tests.world import make_proposal
proposal = Proposal.objects.filter(slug="{slug}").first() or make_proposal("{slug}")
for number in range({count}):
    print(submission(proposal, coding(rationale="{secret}"), summary=f"Doubts it, part {{number}}.").pk)
"""


@dataclass
class Ben:
    """A reviewer in front of a browser, on one proposal of his own."""

    page: Page
    watch: Watch
    ids: list[str]
    queue: str

    def opens(self, number: int = 0) -> None:
        self.page.goto(self.queue)
        self.page.locator(f"#review-{self.ids[number]}").click()
        expect(self.page).to_have_url(re.compile(rf"/desk/review/{self.ids[number]}/"))

    def codes(self, level: str, why: str) -> None:
        self.page.locator(f"#f-u-whole-level-{level}").check(force=True)
        self.page.locator("#f-u-whole-rationale").fill(why)
        self.page.locator("#do-code").click()
        expect(self.page.locator("#h-codings")).to_have_text("Both codings")


@pytest.fixture
def ben(open_page: Open, sign_in: SignIn, sessions: Sessions) -> Any:
    """`ben(slug, count=2, scripts=False)`: so many statements of Ada's wait on a proposal of that slug."""

    def arrives(slug: str, count: int = 1, **how: Any) -> Ben:
        made = subprocess.run(
            [
                sys.executable,
                "manage.py",
                "shell",
                "-v",
                "0",
                "-c",
                HAND_IN.format(slug=slug, count=count, secret=SECRET),
            ],
            cwd=ROOT,
            env=sessions.environment,
            text=True,
            check=True,
            capture_output=True,
        )
        page, watch = open_page("/", **how)
        sign_in(page, DeskRole.REVIEWER)
        return Ben(page, watch, made.stdout.split(), f"/desk/review/?proposal={slug}")

    return arrives


@pytest.mark.parametrize("scripts", [True, False])
def test_equal_codings_are_published_in_one_step(ben: Any, scripts: bool) -> None:
    desk = ben(f"review-equal-{scripts}".lower(), count=2, scripts=scripts)
    page = desk.page
    page.goto(desk.queue)
    expect(page.locator(f"#waits-{desk.ids[0]}")).to_contain_text("hidden")
    assert SECRET not in page.content()
    desk.opens()
    assert SECRET not in page.content()

    desk.codes("sceptical", "So do I.")
    expect(page.locator("#h-codings")).to_be_focused()
    expect(page.locator(".codings tbody tr")).to_contain_text(SECRET)
    expect(page.locator(".codings tbody tr")).to_contain_text("Read alike")
    expect(page.locator(".effect")).to_contain_text("No stance on record until now; sceptical from 2 Jan 2020")
    page.locator("#do-publish").click()

    expect(page).to_have_url(re.compile(r"/desk/review/#review-"))
    expect(page.locator(":focus")).to_have_text(re.compile("^Code"))
    page.get_by_role("status").get_by_role("link").click()
    expect(page.locator("#h-rests + table, section[aria-labelledby=h-rests]").first).to_contain_text(
        "Two coders agreed"
    )
    assert (desk.watch.errors, desk.watch.strangers) == ([], [])


@pytest.mark.parametrize("scripts", [True, False])
def test_different_codings_are_adjudicated(ben: Any, scripts: bool) -> None:
    desk = ben(f"review-differ-{scripts}".lower(), scripts=scripts, width=320)
    page = desk.page
    desk.opens()
    desk.codes("opposed", "Rules it out.")
    expect(page.locator(".codings tbody tr")).to_contain_text("Differs: the level")
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.locator("#do-take-first").click()
    expect(page.locator("#f-u-whole-level-sceptical")).to_be_checked()
    page.locator("#do-adjudicate").click()
    expect(page.get_by_role("alert").first).to_contain_text("say why the words were read so")
    expect(page.locator("#f-u-whole-level-sceptical")).to_be_checked()
    page.locator("#f-u-whole-rationale").fill("Not ruled out.")
    page.locator("#do-preview").click()
    expect(page.locator("#effect")).to_contain_text("sceptical from 2 Jan 2020")
    page.locator("#do-adjudicate").click()

    expect(page.get_by_role("status").first).to_contain_text("Published: statement")
    page.get_by_role("status").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("Adjudicated")
    expect(page.locator("main")).to_contain_text("ben, second coding, blind")


def test_a_level_is_chosen_by_keyboard_and_enter_publishes_nothing(ben: Any) -> None:
    desk = ben("review-keyboard")
    page = desk.page
    desk.opens()
    page.locator("#f-u-whole-level").focus()
    page.keyboard.press("5")
    expect(page.locator("#f-u-whole-level-sceptical")).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#f-u-whole-level-opposed")).to_be_checked()
    page.locator("#f-u-whole-rationale").fill("Rules it out.")
    page.locator("#do-code").press("Enter")
    expect(page.locator("#h-codings")).to_have_text("Both codings")

    page.locator("#f-u-whole-level-open").focus()
    page.keyboard.press("Space")
    page.locator("#f-u-whole-rationale").fill("Neither.")
    page.locator("#f-u-whole-level-open").press("Enter")

    expect(page.locator("#effect")).to_contain_text("open from 2 Jan 2020")
    expect(page.locator("#do-adjudicate")).to_be_visible()


def test_the_queue_and_each_state_of_a_review_are_accessible_and_narrow(ben: Any, sign_in: SignIn) -> None:
    desk = ben("review-axe", count=2)
    page = desk.page
    page.goto(desk.queue)
    found = faults(page)
    desk.opens()
    found += faults(page)
    page.locator("#do-code").click()
    expect(page.locator("#errors")).to_be_focused()
    found += faults(page)
    desk.codes("opposed", "Rules it out.")
    found += faults(page)
    desk.opens(1)
    desk.codes("sceptical", "So do I.")
    found += faults(page)
    page.locator("#do-publish").click()
    found += faults(page)
    page.goto(f"/desk/review/{desk.ids[1]}/")
    expect(page.locator("main")).to_contain_text("Published by ben")
    found += faults(page)
    page.context.clear_cookies()
    sign_in(page, DeskRole.EDITOR)
    page.goto(f"/desk/review/{desk.ids[0]}/")
    expect(page.locator("main")).to_contain_text("Take back to drafts")
    found += faults(page)

    assert found == []
    assert desk.watch.strangers == []
