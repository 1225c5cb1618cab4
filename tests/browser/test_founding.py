"""From nothing on record to a reviewed stance and its correction, by two people, as readers and programs see it.

The statement is Dominic Raab's of 30 March 2022 in the founding article. The proposal has parties and no words yet.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guarantors.domain.roles import DeskRole
from tests.browser.conftest import Open, SignIn
from tests.browser.people import Sessions
from tests.serving import ROOT

pytestmark = pytest.mark.browser
SLUG = "founding-2022"
EMPTY = Path(__file__).parent / "founding.yaml"
SUMMARY = "Will not unilaterally replicate NATO commitments that apply to NATO members."
RATIONALE = "Declines to replicate the commitment; does not rule out every guarantee."


def test_a_statement_is_logged_reviewed_seen_everywhere_and_corrected(
    open_page: Open, sign_in: SignIn, sessions: Sessions
) -> None:
    load = [sys.executable, "manage.py", "load_dataset", str(EMPTY)]
    subprocess.run(load, cwd=ROOT, env=sessions.environment, check=True, capture_output=True)
    reader, watch = open_page(f"/{SLUG}/")
    expect(reader.locator("#row-GBR")).to_contain_text("No statement")
    ada, _ = open_page("/")
    sign_in(ada, DeskRole.EDITOR)
    ben, _ = open_page("/")
    sign_in(ben, DeskRole.REVIEWER)

    _log(ada)
    expect(_again(reader).locator("#row-GBR")).to_contain_text("No statement")
    _review(ben)

    expect(_again(reader).locator("#row-GBR .chip").first).to_have_text("Sceptical")
    assert _level_in_the_api(reader) == ("sceptical", "2022-03-30")
    assert SUMMARY in reader.request.get(f"/{SLUG}/feed.atom").text()
    reader.goto(f"/{SLUG}/GBR/")
    expect(
        reader.get_by_role("img", name=re.compile("Stance of United Kingdom"))
        .or_(reader.get_by_role("group", name=re.compile("Stance of United Kingdom")))
        .first
    ).to_contain_text(re.compile("sceptical", re.IGNORECASE))
    expect(reader.locator("#statements")).to_contain_text(SUMMARY)

    before = _now(reader)
    _redate(ben)
    after = _now(reader)

    for known_at, day in ((before, "30 Mar 2022"), (after, "29 Mar 2022")):
        reader.goto(f"/{SLUG}/GBR/?known_at={known_at}")
        expect(reader.locator("p.head time")).to_have_text(day)
        assert _level_in_the_api(reader, known_at)[1] == ("2022-03-30" if known_at == before else "2022-03-29")
    as_of = f"as_of=2022-03-29&known_at={before}"
    assert reader.request.get(f"/api/v1/guarantors/?proposal={SLUG}&{as_of}").json()["results"][0]["stance"] is None
    assert "corrected" in reader.request.get(f"/{SLUG}/feed.atom").text().lower()
    assert (watch.errors, watch.strangers) == ([], [])


def _log(page: Page) -> None:
    """Ada logs it by keyboard and mouse, as it comes."""
    page.goto(f"/desk/log/?proposal={SLUG}")
    form = page.locator("#log")
    form.get_by_label("Address", exact=True).fill("wsj-2022-03-30")
    form.get_by_label("Address", exact=True).press("Tab")
    expect(page.locator("#source-known")).to_be_visible()
    form.get_by_label("Speaker", exact=True).fill("Dominic Raab")
    form.get_by_label("Speaker", exact=True).press("Tab")
    # He is on record from another proposal: the rest of him comes by itself.
    expect(page.locator("#proposed")).to_contain_text("as in the statement of")
    expect(form.get_by_label("Office", exact=True)).to_have_value(re.compile("Deputy Prime Minister"))
    expect(form.get_by_label("Voice", exact=True)).to_have_value("minister")
    expect(page.locator("[data-chosen]")).to_have_text("United Kingdom")
    form.get_by_label("Date said", exact=True).fill("2022-03-30")
    form.get_by_label("Summary", exact=True).fill(SUMMARY)
    page.locator("#f-u-whole-level-sceptical").check(force=True)
    page.locator("#f-u-whole-rationale").fill(RATIONALE)
    expect(page.locator("#beside")).to_contain_text("sceptical")
    page.get_by_role("button", name="Save for review").click()
    page.wait_for_url("**/desk/drafts/**#d-*")


def _review(page: Page) -> None:
    """Ben codes it without seeing how Ada did, alike, and publishes."""
    page.goto(f"/desk/review/?proposal={SLUG}")
    page.get_by_role("link", name=re.compile("^Code")).first.click()
    expect(page.get_by_text(SUMMARY).first).to_be_visible()
    assert RATIONALE not in page.content()
    page.locator("#f-u-whole-level-sceptical").check(force=True)
    page.locator("#f-u-whole-rationale").fill("He doubts it.")
    page.locator("#do-code").click()
    expect(page.locator("#h-codings")).to_be_visible()
    page.locator("#do-publish").click()
    expect(page.get_by_role("status").get_by_role("link").first).to_be_visible()


def _redate(page: Page) -> None:
    """Ben was told that it was said the day before; he sees what that changes, and then does it."""
    page.get_by_role("status").get_by_role("link").first.click()
    page.get_by_role("link", name="For editors").click()
    page.get_by_role("link", name=re.compile("date", re.IGNORECASE)).first.click()
    page.get_by_label("Date said").fill("2022-03-29")
    page.get_by_label("Reason").fill("The article was printed a day after he spoke.")
    page.get_by_role("button", name="Show the effect").click()
    expect(page.locator(".effect")).to_contain_text("29 Mar 2022")
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("status").first).to_contain_text("is corrected")


def _again(page: Page) -> Page:
    page.goto(f"/{SLUG}/")
    return page


def _level_in_the_api(page: Page, known_at: str = "") -> tuple[str, str]:
    clock = f"&known_at={known_at}" if known_at else ""
    results = page.request.get(f"/api/v1/guarantors/?proposal={SLUG}{clock}").json()["results"]
    stance = next(item for item in results if item["actor"]["code"] == "GBR")["stance"]
    return stance["level"], stance["effective_on"]


def _now(page: Page) -> str:
    """The present moment by the clock of the machine, to the millisecond."""
    moment: str = page.evaluate("new Date().toISOString()")
    return moment
