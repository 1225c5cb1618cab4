"""The light scheme's colours of static/style.css (a test holds the two together), and the glyph of each level."""

from guarantors.domain.stance import NO_STANCE, Level
from guarantors.exchange.pictures.scene import Circle, Polygon, Rect, Shape

PAPER, GROUND = "#ffffff", "#f5f6f7"
INK, INK2, INK3 = "#16202a", "#46525e", "#5f6b77"
RULE, RULE2, FIELD = "#d5dade", "#e8ebed", "#7a848e"

FILL: dict[str, str] = {
    Level.COMMITTED: "#0a3a6b",
    Level.SUPPORTIVE: "#2465a8",
    Level.OPEN: "#b3d6f4",
    Level.NONCOMMITTAL: "#e9eaec",
    Level.SCEPTICAL: "#fcdcaa",
    Level.OPPOSED: "#923400",
    NO_STANCE: PAPER,
}
ON_FILL: dict[str, str] = {
    Level.COMMITTED: "#ffffff",
    Level.SUPPORTIVE: "#ffffff",
    Level.OPEN: "#0a3262",
    Level.NONCOMMITTAL: "#39424b",
    Level.SCEPTICAL: "#653700",
    Level.OPPOSED: "#ffffff",
    NO_STANCE: INK2,
}
MARK: dict[str, str] = {
    Level.COMMITTED: "#0a3a6b",
    Level.SUPPORTIVE: "#2465a8",
    Level.OPEN: "#4b91cd",
    Level.NONCOMMITTAL: "#78828c",
    Level.SCEPTICAL: "#bf7a19",
    Level.OPPOSED: "#923400",
    NO_STANCE: FIELD,
}

_UP = ((0.8, 10.5), (6, 1.5), (11.2, 10.5))
_DOWN = ((0.8, 1.5), (6, 10.5), (11.2, 1.5))
_SOLID: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    Level.COMMITTED: (((1, 6.2), (6, 0.8), (11, 6.2)), ((1, 11.2), (6, 5.8), (11, 11.2))),
    Level.SUPPORTIVE: (_UP,),
    Level.NONCOMMITTAL: (((2.2, 2.2), (9.8, 2.2), (9.8, 9.8), (2.2, 9.8)),),
    Level.OPPOSED: (_DOWN,),
}
_HOLLOW: dict[str, tuple[tuple[float, float], ...]] = {
    Level.OPEN: ((1.9, 9.8), (6, 2.6), (10.1, 9.8)),
    Level.SCEPTICAL: ((1.9, 2.2), (6, 9.4), (10.1, 2.2)),
}


def glyph(level: str, x: float, y: float, size: float, colour: str = "") -> list[Shape]:
    """The level's glyph about a point, in a square of that size, in the level's mark colour unless another is named."""
    scale, colour = size / 12, colour or MARK[level]

    def placed(points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
        return tuple((round(x + (px - 6) * scale, 2), round(y + (py - 6) * scale, 2)) for px, py in points)

    if level in _SOLID:
        return [Polygon(placed(points), fill=colour) for points in _SOLID[level]]
    if level in _HOLLOW:
        return [Polygon(placed(_HOLLOW[level]), stroke=colour, stroke_width=1.7 * scale)]
    return [Circle(x, y, 4.4 * scale, stroke=colour, stroke_width=1.3 * scale, dash=(2 * scale, 1.6 * scale))]


def block(level: str, x: float, y: float, width: float, height: float) -> Rect:
    """A level's filled box; dashed and empty where nothing is on record."""
    dash = (5.0, 4.0) if level == NO_STANCE else None
    return Rect(x, y, width, height, FILL[level], MARK[level], stroke_width=1.5, radius=4, dash=dash)
