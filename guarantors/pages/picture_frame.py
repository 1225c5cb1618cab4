"""What every picture has: the title above, the site's name and the two clocks beneath."""

from datetime import UTC

from guarantors.address import Address
from guarantors.domain import dates
from guarantors.exchange.pictures import fonts, palette
from guarantors.exchange.pictures.scene import HEIGHT, WIDTH, Line, Polygon, Rect, Shape, Text

MARGIN = 56
INNER = WIDTH - 2 * MARGIN
NOTE = "Stances are editors’ assessments of dated, cited statements."


def title(text: str, *, y: float = 86, size: int = 50) -> list[Shape]:
    """The line that is read first."""
    shown = fonts.cut(text, INNER, size, 600, serif=True)
    return [Text(MARGIN, y, shown, size, palette.INK, weight=600, serif=True)]


def foot(where: Address) -> list[Shape]:
    """Who says so, and as recorded up to when."""
    y = HEIGHT - 30
    moment = where.moment.astimezone(UTC)
    clocks = f"As of {dates.short_day(where.day)}, as recorded up to {dates.short_day(moment.date())}."
    return [
        Rect(0, HEIGHT - 70, WIDTH, 70, palette.GROUND),
        Line(0, HEIGHT - 70, WIDTH, HEIGHT - 70, palette.RULE),
        *_mark(MARGIN, y - 20),
        Text(MARGIN + 34, y, "Guarantor Tracker", 22, palette.INK, weight=600),
        Text(MARGIN + 34 + fonts.width("Guarantor Tracker", 22, 600) + 18, y, NOTE, 18, palette.INK2),
        Text(WIDTH - MARGIN, y, clocks, 18, palette.INK2, anchor="end"),
    ]


def _mark(x: float, y: float) -> list[Shape]:
    """The site's mark: two steps up."""
    steps = ((0, 20), (8, 20), (8, 12), (16, 12), (16, 4), (24, 4))
    thick = ((24, 0), (12, 0), (12, 8), (4, 8), (4, 16), (0, 16))
    return [Polygon(tuple((x + px, y + py) for px, py in (*steps, *thick)), fill=palette.INK)]


def chip(level: str, words: str, x: float, y: float) -> tuple[list[Shape], float]:
    """Fill, glyph and word of a level in a box with its upper left corner there; and where the box ends."""
    wide = fonts.width(words, 26, 600) + 62
    ink = palette.ON_FILL[level]
    shapes: list[Shape] = [
        palette.block(level, x, y, wide, 44),
        *palette.glyph(level, x + 26, y + 22, 22, ink),
        Text(x + 46, y + 31, words, 26, ink, weight=600),
    ]
    return shapes, x + wide
