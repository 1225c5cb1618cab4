"""The list of operations is drawn and answers, with no script and no style but our own host's."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_an_operation_is_tried_out_where_it_is_described(open_page: Open, width: int, scheme: str) -> None:
    page, watch = open_page("/api/v1/docs/", width=width, scheme=scheme)

    operation = page.locator("#operations-Record-listGuarantors")
    operation.get_by_role("button", name="guarantors").first.click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()

    expect(operation.locator(".live-responses-table .response-col_status").last).to_have_text("200")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (watch.errors, watch.strangers) == ([], [])


def test_a_description_without_scripts_says_where_to_read(open_page: Open) -> None:
    page, watch = open_page("/api/v1/docs/", scripts=False)

    expect(page.get_by_text("This list is drawn by a script")).to_be_visible()
    expect(page.get_by_role("link", name="Tutorial", exact=True)).to_be_visible()
    assert watch.errors == []
