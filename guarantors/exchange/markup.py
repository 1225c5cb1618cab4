"""Small pieces of HTML that pages and template tags share. Each is written once, here, and made without a template: in
the loop of a table an include costs ten times more."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from django.utils.safestring import SafeString

from guarantors.domain.chart import Line, Segment
from guarantors.exchange.spoken import is_english


def english() -> SafeString:
    """Marks what stays English on a page in another language, so that it is read aloud as what it is."""
    return _AS_IT_IS if is_english() else _IN_ENGLISH


_AS_IT_IS, _IN_ENGLISH = SafeString(""), SafeString(' lang="en"')


@lru_cache(maxsize=64)  # the levels are few
def glyph(level: str) -> SafeString:
    """The shape of a level; always beside its word."""
    return SafeString(f'<svg class="g" aria-hidden="true"><use href="#g-{escape(level)}"/></svg>')


@lru_cache(maxsize=512)  # in each language
def chip(level: str, label: str) -> SafeString:
    """Colour, glyph and word: never colour alone."""
    return SafeString(f'<span class="chip s-{escape(level)}">{glyph(level)}{escape(label)}</span>')


@lru_cache(maxsize=1024)
def flag(src: str) -> SafeString:
    """A flag is decoration: the name stands beside it."""
    return SafeString(f'<img class="flag" src="{escape(src)}" alt="" width="20" height="15" loading="lazy">')


def spark(line: Line, words: str) -> SafeString:
    """A line as small as a word; `words` say the same. The height of a level's row is the style sheet's (`.spark`)."""
    parts = [f'<svg class="c spark" role="img" aria-label="{escape(words)}"><rect class="z"/>']
    if gap := line.gap:
        parts.append(f'<rect class="nost" x="{gap.x}" width="{gap.width}"/>')
    parts += [f'<line class="riser" x1="{up.x}" x2="{up.x}" y1="{up.y1:g}" y2="{up.y2:g}"/>' for up in line.risers]
    open_at = ""
    for level, pieces in groupby(line.segments, _LEVEL):
        parts.append(f'{"</g>" if open_at else ""}<g class="s-{level}">')
        parts += map(_piece, pieces)
        open_at = level
    if tip := line.tip:
        if tip.level != open_at:
            parts.append(f'{"</g>" if open_at else ""}<g class="s-{tip.level}">')
        parts.append(f'<use href="#g-{tip.level}" x="{tip.x}" width="10" height="10"/></g>')
    parts.append("</svg>")
    return SafeString("".join(parts))


_LEVEL = attrgetter("level")
_LOW = ' class="low"'


def _piece(piece: Segment) -> str:
    return f'<line{_LOW if piece.low else ""} x1="{piece.x1}" x2="{piece.x2}"/>'


class Tick(Protocol):
    """A tick of a ruler: where it stands, in percent, and how high it begins."""

    @property
    def x(self) -> str: ...
    @property
    def y(self) -> float: ...


def ruler(ticks: Iterable[Tick], foot: int) -> SafeString:
    """Ticks that stand on the line `foot` pixels down."""
    lines = "".join(f'<line x1="{tick.x}" x2="{tick.x}" y1="{tick.y - foot:.3g}"/>' for tick in ticks)
    return SafeString(f'<g class="n" transform="translate(0 {foot})">{lines}</g>')
