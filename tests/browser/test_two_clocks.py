"""A view of the past in a real browser: what was corrected later is shown within it, and it stays the same view."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
PAST = "/istanbul-2022/?as_of=2022-03-30&known_at=2026-01-01T00:00:00Z"


def test_corrections_are_shown_within_the_past_view_and_leave_its_address(open_page: Open) -> None:
    page, watch = open_page(PAST)

    expect(page.locator("#corrections")).to_contain_text("Nothing in it was corrected or withdrawn later.")
    expect(page).to_have_url(re.compile(re.escape(PAST) + "$"))
    assert watch.errors == []


def test_without_scripts_a_link_leads_to_the_corrections(open_page: Open) -> None:
    page, _ = open_page(PAST, scripts=False)

    page.get_by_role("link", name="What was corrected of it later?").click()

    expect(page.locator("h1")).to_have_text("Corrected later")
    expect(page.locator("#corrections")).to_contain_text("Nothing in it was corrected or withdrawn later.")
