"""Room for words on a plot that stretches: which label stands where, so that none runs into another or out of sight.

How wide a plot is, is known to the browser alone. So everything is laid out twice: for the narrowest plot there is, and
for the narrowest of the wide ones. A wider plot only leaves more room between the same labels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LETTER_PX = 7.5
"""A letter of 12 px, at most on the average: our own need less, those of some devices as much."""

SPACE_PX = 8
"""Between two labels."""

WIDE_PX = 544
"""From this width on a plot is wide: the style sheet's too (`@container plot`)."""

PLOT_PX = 230
"""The narrowest plot with nothing but glyphs or numbers beside it, on a screen of 320 px."""

SCREEN_PX = 272
"""What such a screen has for a plot and the names of the levels beside it."""

NAME_PX, GLYPH_PX = 7.7, 18
"""A letter of such a name, which is larger, and the glyph at its end."""

OVERHANG_PX = 80
"""How far a label above a plot may reach to the left of it: over the names of the levels, of which none is shorter."""


def width(text: str) -> float:
    """How wide the text is, in pixels; it is never wider."""
    return LETTER_PX * len(text)


def beside(names: Iterable[str], other: str = "") -> float:
    """The narrowest plot with such names of levels beside it, and below them another name without a glyph."""
    widest = max(len(name) for name in names) * NAME_PX + GLYPH_PX
    return SCREEN_PX - max(widest, len(other) * LETTER_PX)


def span(percent: float, text: str, anchor: str, plot_px: float) -> tuple[float, float]:
    """From where to where a label reaches on a plot so wide."""
    at, wide = percent / 100 * plot_px, width(text)
    left = {"start": at, "middle": at - wide / 2, "end": at - wide}[anchor]
    return left, left + wide


def middle(x: str | None, text: str, plot_px: float) -> str:
    """Where the middle of a label stands on a plot so wide or wider: at `x` or as near as keeps it within the plot; in
    the midst where it has no place of its own."""
    half = min(50.0, 100 * width(text) / 2 / plot_px)
    return f"{round(min(max(float((x or '50%').rstrip('%')), half), 100 - half), 2):g}%"


@dataclass(frozen=True, slots=True)
class Label:
    """Words above a plot. `on` is "wide" or "narrow" for what is shown on such plots alone, "" for what is on both."""

    x: str
    text: str
    anchor: str
    on: str


@dataclass(frozen=True, slots=True)
class Above:
    """The labels above a plot; `lifted` says on which plots the last one, at its end, needs a line of its own: "wide"
    for all, "narrow" for those alone, "" for none."""

    labels: tuple[Label, ...]
    end: str
    lifted: str


def above(end: str, named: Sequence[tuple[float, str]], narrow_px: float) -> Above:
    """What is named at places in percent, the most important first, and what stands at the end of the plot, which is
    `narrow_px` wide at least.

    The first is always named. The others are on wide plots, where they have room; on narrow ones the list beneath
    says them.
    """
    on_wide, wide_lifted = _row(end, named, WIDE_PX, 0)
    on_narrow, narrow_lifted = _row(end, named[:1], narrow_px, OVERHANG_PX)
    labels = [Label(*label, on="") for label in on_wide if label in on_narrow]
    labels += [Label(*label, on="wide") for label in on_wide if label not in on_narrow]
    labels += [Label(*label, on="narrow") for label in on_narrow if label not in on_wide]
    return Above(tuple(labels), end, "wide" if wide_lifted else "narrow" if narrow_lifted else "")


def _row(
    end: str, named: Sequence[tuple[float, str]], plot_px: float, overhang_px: float
) -> tuple[list[tuple[str, str, str]], bool]:
    """Those with room on a plot so wide, and whether the label at the end has to make way for the first of them."""
    taken = [span(100, end, "end", plot_px)]
    shown: list[tuple[str, str, str]] = []
    lifted = False
    for percent, text in named:
        reaches = [(anchor, span(percent, text, anchor, plot_px)) for anchor in ("start", "end")]
        within = [one for one in reaches if one[1][0] >= -overhang_px and one[1][1] <= plot_px]
        free = [one for one in within if not _meets(one[1], taken)]
        if not free and not shown:
            lifted, taken, free = True, [], within or reaches[1:]
        if free:
            anchor, reach = free[0]
            taken.append(reach)
            shown.append((f"{percent:g}%", text, anchor))
    return shown, lifted


def _meets(reach: tuple[float, float], others: Sequence[tuple[float, float]]) -> bool:
    return any(reach[0] < right + SPACE_PX and left < reach[1] + SPACE_PX for left, right in others)
