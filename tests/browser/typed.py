"""The form of a statement as a person fills it in."""

import re

from playwright.sync_api import Locator, Page, expect

LOG = "/desk/log/?proposal=istanbul-2022"
SAVED = re.compile(r"Saved at \d\d:\d\d UTC, revision \d+")


def saved(page: Page) -> None:
    """Waits until the server has what stands in the form."""
    expect(page.locator("#saved")).to_have_text(SAVED)
    for _ in range(100):  # the page's policy forbids to wait for an expression
        if not page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('draft:'))"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the browser still holds text that the server has not")


def field(page: Page, label: str) -> Locator:
    return page.locator("#log").get_by_label(label, exact=True)


def type_in(page: Page) -> None:
    field(page, "Address").fill("https://paper.example/new")
    field(page, "Title").fill("A title")
    field(page, "Publisher").fill("A paper")
    field(page, "Published").fill("2 April 2022")
    field(page, "Speaker").fill("Somebody New")
    field(page, "Voice").select_option("minister")
    field(page, "Germany").check()
    field(page, "Summary").fill("Doubts that it is wise.")
    page.locator("#f-u-whole-level-sceptical").check(force=True)
    field(page, "Rationale").first.fill("Voices doubt.")


def pasted(page: Page) -> str:
    """What lies in the clipboard, as a person finds out: no page of ours may read it."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'pasted'}))")
    box = page.locator("#pasted")
    box.focus()
    page.keyboard.press("Control+V")
    expect(box).not_to_have_value("")
    text = box.input_value()
    box.evaluate("item => item.remove()")
    return text
