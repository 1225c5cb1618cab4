"""How tests read a page: the text of a part of it, tags taken out."""

import re


def text_of(html: str) -> str:
    """What a reader sees."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def anchors(html: str) -> list[str]:
    """The refs of the statements shown, in order."""
    return re.findall(r'<li class="st" id="s-([^"]+)"', html)


def row(html: str, ident: str) -> str:
    """The text of the table row with that id."""
    found = re.search(rf'<tr role="row" id="{re.escape(ident)}".*?</tr>', html, re.DOTALL)
    assert found, ident
    return text_of(found[0])
