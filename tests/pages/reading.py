"""How tests read a page: its text without tags, and the rows of its lists and tables."""

import html
import re

from django.test import Client


def text_of(markup: str) -> str:
    """What stands there for a reader, spaces single."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def page(client: Client, address: str) -> str:
    """The page's markup; it must be there."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def section(markup: str, heading: str) -> str:
    """The markup of the section under the heading with that id, "" where there is none."""
    found = re.search(rf'<section[^>]*aria-labelledby="{heading}".*?</section>', markup, re.DOTALL)
    return found[0] if found else ""


def rows(markup: str, tag: str = "tr") -> list[str]:
    """The text of each row that is not a head."""
    return [text_of(row) for row in re.findall(rf"<{tag}[ >].*?</{tag}>", markup, re.DOTALL)]


def anchors(html: str) -> list[str]:
    """The refs of the statements shown, in order."""
    return re.findall(r'<li class="st" id="s-([^"]+)"', html)


def row(html: str, ident: str) -> str:
    """The text of the table row with that id."""
    found = re.search(rf'<tr role="row" id="{re.escape(ident)}".*?</tr>', html, re.DOTALL)
    assert found, ident
    return text_of(found[0])
