"""What a reader cannot read on a page: words in a drawing that run into each other or out of sight."""

from playwright.sync_api import Page

_CLASHES = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  for (const drawing of document.querySelectorAll("svg.c, .ruler svg")) {
    const shown = (one) => one.getClientRects().length && !one.closest(".mk");
    const words = [...drawing.querySelectorAll("text")].filter(shown);
    const boxes = words.map((one) => [one.textContent.trim(), one.getBoundingClientRect()]);
    boxes.forEach(([text, box], place) => {
      if (box.left < 0 || box.right > wide) found.push(`${text} leaves the page`);
      for (const [other, its] of boxes.slice(place + 1)) {
        const beside = box.right <= its.left || its.right <= box.left;
        const above = box.bottom - 2 <= its.top || its.bottom - 2 <= box.top;
        if (!beside && !above) found.push(`${text} | ${other}`);
      }
    });
  }
  return found;
}"""


def clashes(page: Page) -> list[str]:
    """The words of every ruler and chart that do so, at the page's width."""
    found: list[str] = page.evaluate(_CLASHES)
    return found
