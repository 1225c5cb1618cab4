"""Pages of an account in a browser: what axe finds there, and the way in where the password is asked for again."""

from itertools import product
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

from tests.people import PASSWORD

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


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
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def again(page: Page, path: str) -> None:
    """Opens a page of the account, with the password once more where it is asked for."""
    page.goto(path)
    if "reauthenticate" in page.url and "reauthenticate" not in path:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        page.wait_for_url(f"**{path}")
