"""The operations are read without scripts; they are tried out with no script and no style but our own host's."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_an_operation_is_tried_out_from_where_it_is_described(open_page: Open, width: int, scheme: str) -> None:
    page, watch = open_page("/api/v1/docs/", width=width, scheme=scheme)

    page.get_by_text("Who stands where on a proposal", exact=True).click()
    page.get_by_role("link", name="Try it: Who stands where on a proposal").click()
    operation = page.locator("#operations-Record-listGuarantors")
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()

    expect(operation.locator(".live-responses-table .response-col_status").last).to_have_text("200")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (watch.errors, watch.strangers) == ([], [])


def test_an_address_opens_its_operation_without_scripts(open_page: Open) -> None:
    page, watch = open_page("/api/v1/docs/#correctStance", width=320, scripts=False)

    operation = page.locator("#correctStance")
    expect(operation.get_by_text("It takes a token with the scope review")).to_be_visible()
    expect(page.locator("#listStances")).not_to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert watch.errors == []
