"""What a picture is made of: a few shapes with places in pixels, from the upper left corner. The last lies on top."""

from dataclasses import dataclass

WIDTH, HEIGHT = 1200, 630
"""The size that pages which show a link draw its picture in."""

Dash = tuple[float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """Horizontal or vertical: a chart of steps needs no other."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = 1
    dash: Dash | None = None


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1
    radius: float = 0
    dash: Dash | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    r: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1
    dash: Dash | None = None


@dataclass(frozen=True, slots=True)
class Polygon:
    """Filled, or its outline alone."""

    points: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1


@dataclass(frozen=True, slots=True)
class Hatch:
    """The area where nothing is on record."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    gap: float = 9


@dataclass(frozen=True, slots=True)
class Text:
    """One line; `y` is the baseline. `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    size: int
    colour: str
    weight: int = 400
    anchor: str = "start"
    serif: bool = False


Shape = Line | Rect | Circle | Polygon | Hatch | Text


@dataclass(frozen=True, slots=True)
class Scene:
    """`title` and `words` say what is seen to those who do not see it."""

    title: str
    words: str
    shapes: tuple[Shape, ...]
    width: int = WIDTH
    height: int = HEIGHT
