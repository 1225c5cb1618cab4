"""The line and the marks of a chart as SVG: made without a template, since a chart has many (see `markup`)."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

from guarantors.domain.chart import Line
from guarantors.domain.marks import Mark


def line(drawn: Line) -> SafeString:
    """The steps of a line."""
    parts = [f'<line class="riser" x1="{up.x}" x2="{up.x}" y1="{up.y1}" y2="{up.y2}"/>' for up in drawn.risers]
    for piece in drawn.segments:
        kind = f"seg s-{piece.level}{' low' if piece.low else ''}{' stale' if piece.stale else ''}"
        parts.append(f'<line class="{kind}" x1="{piece.x1}" x2="{piece.x2}" y1="{piece.y}" y2="{piece.y}"/>')
    return SafeString("\n".join(parts))


def marks(links: Iterable[tuple[Mark, str]], base: str = "", still: bool = False) -> SafeString:
    """Statements with what they lead to; `base` is the page that a link within a page is on, where that is another one,
    and `still` marks lead nowhere.
    """
    found = list(links)
    parts = [
        f'<line class="wh" x1="{mark.whisker_x}" x2="{mark.x}" y1="{mark.y}" y2="{mark.y}"/>'
        for mark, _ in found
        if mark.whisker_x
    ]
    elsewhere = ' target="_blank" rel="noopener"' if base else ""
    for mark, href in found:
        whole = (base if href.startswith("#") else "") + href
        begin, end = (
            ('<g class="mk">', "</g>") if still else (f'<a class="mk" href="{escape(whole)}"{elsewhere}>', "</a>")
        )
        parts.append(f"{begin}{_mark(mark)}{end}")
    return SafeString("\n".join(parts))


def _mark(mark: Mark) -> str:
    """A round frame speaks for the state, a square one does not, a dashed one is anonymous."""
    anonymous = " anon" if mark.unnamed else ""
    frame = (
        f'<circle class="fr{anonymous}" r="10"/>'
        if mark.for_the_state
        else f'<rect class="fr{anonymous}" x="-9" y="-9" width="18" height="18"/>'
    )
    if mark.count > 1:
        within = f'<text class="n" y="4" text-anchor="middle">{mark.count}</text>'
    elif mark.level:
        within = f'<use href="#g-{mark.level}" class="gm s-{mark.level}" x="-6" y="-6" width="12" height="12"/>'
    else:
        within = '<circle class="dot" r="2.5"/>'
    label = escape(mark.label)
    return (
        f'<svg x="{mark.x}" y="{mark.y}" overflow="visible" role="img" aria-label="{label}"><title>{label}</title>'
        f"{frame}{within}</svg>"
    )
