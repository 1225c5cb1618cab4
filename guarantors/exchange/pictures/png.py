"""A scene as PNG, drawn by Pillow three times as large and made small again, which smooths every edge."""

from functools import lru_cache
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

from guarantors.exchange.pictures import fonts
from guarantors.exchange.pictures.scene import Circle, Dash, Hatch, Line, Polygon, Rect, Scene, Shape, Text
from guarantors.exchange.pictures.svg import hatching

CONTENT_TYPE = "image/png"
_LARGER = 3
_KEPT = 32
"""Pictures that each process keeps, about 40 kB each: a link that is shared is asked for by many at once."""


@lru_cache(maxsize=_KEPT)
def png(scene: Scene) -> bytes:
    """The picture. The same scene gives the same bytes."""
    image = Image.new("RGB", (scene.width * _LARGER, scene.height * _LARGER), "#ffffff")
    draw = ImageDraw.Draw(image)
    for shape in scene.shapes:
        _draw(draw, shape)
    out = BytesIO()
    small = image.resize((scene.width, scene.height), Image.Resampling.BOX)
    small.save(out, "PNG", compress_level=9)
    return out.getvalue()


def _draw(draw: ImageDraw.ImageDraw, shape: Shape) -> None:
    match shape:
        case Line():
            for x1, y1, x2, y2 in _dashed(shape.x1, shape.y1, shape.x2, shape.y2, shape.dash):
                _bar(draw, x1, y1, x2, y2, shape.width, shape.colour)
        case Rect():
            _rect(draw, shape)
        case Circle():
            _circle(draw, shape)
        case Polygon():
            points = [_at(x, y) for x, y in shape.points]
            if shape.fill:
                draw.polygon(points, fill=shape.fill)
            if shape.stroke:
                draw.line([*points, *points[:2]], shape.stroke, _px(shape.stroke_width), joint="curve")
        case Hatch():
            for first, last in hatching(shape):
                draw.line([_at(*first), _at(*last)], shape.colour, _px(1.6))
        case Text():
            _text(draw, shape)


def _rect(draw: ImageDraw.ImageDraw, shape: Rect) -> None:
    box = (*_at(shape.x, shape.y), *_at(shape.x + shape.width, shape.y + shape.height))
    outline = shape.stroke if shape.stroke and not shape.dash else None
    width = _px(shape.stroke_width) if outline else 0
    draw.rounded_rectangle(box, _px(shape.radius) if shape.radius else 0, shape.fill or None, outline, width)
    if shape.stroke and shape.dash:
        right, lower = shape.x + shape.width, shape.y + shape.height
        for x1, y1, x2, y2 in (
            (shape.x, shape.y, right, shape.y),
            (shape.x, lower, right, lower),
            (shape.x, shape.y, shape.x, lower),
            (right, shape.y, right, lower),
        ):
            for piece in _dashed(x1, y1, x2, y2, shape.dash):
                _bar(draw, *piece, shape.stroke_width, shape.stroke)


def _circle(draw: ImageDraw.ImageDraw, shape: Circle) -> None:
    reach = shape.r + (shape.stroke_width / 2 if shape.stroke and not shape.dash else 0)
    box = (*_at(shape.x - reach, shape.y - reach), *_at(shape.x + reach, shape.y + reach))
    outline = shape.stroke if shape.stroke and not shape.dash else None
    draw.ellipse(box, shape.fill or None, outline, _px(shape.stroke_width) if outline else 0)
    if shape.stroke and shape.dash:
        turns = 2 * pi * shape.r
        for begin, _, end, _ in _dashed(0, 0, turns, 0, shape.dash):
            angles = [(begin + (end - begin) * step / 4) / shape.r for step in range(5)]
            arc = [_at(shape.x + shape.r * cos(angle), shape.y + shape.r * sin(angle)) for angle in angles]
            draw.line(arc, shape.stroke, _px(shape.stroke_width))


def _text(draw: ImageDraw.ImageDraw, shape: Text) -> None:
    size = shape.size * _LARGER
    pieces = [
        (piece, fonts.font(size, shape.weight, shape.serif, letters)) for piece, letters in fonts.runs(shape.text)
    ]
    long = sum(font.getlength(piece) for piece, font in pieces)
    x = shape.x * _LARGER - {"start": 0.0, "middle": long / 2, "end": long}[shape.anchor]
    for piece, font in pieces:
        draw.text((x, shape.y * _LARGER), piece, shape.colour, font, anchor="ls")
        x += font.getlength(piece)


def _dashed(x1: float, y1: float, x2: float, y2: float, dash: Dash | None) -> list[tuple[float, float, float, float]]:
    """A horizontal or vertical line in its pieces."""
    if dash is None:
        return [(x1, y1, x2, y2)]
    long = abs(x2 - x1) + abs(y2 - y1)
    along_x, along_y = ((x2 - x1) / long, (y2 - y1) / long) if long else (0.0, 0.0)
    pieces, at = [], 0.0
    while at < long:
        end = min(at + dash[0], long)
        pieces.append((x1 + along_x * at, y1 + along_y * at, x1 + along_x * end, y1 + along_y * end))
        at += sum(dash)
    return pieces


def _bar(draw: ImageDraw.ImageDraw, x1: float, y1: float, x2: float, y2: float, width: float, colour: str) -> None:
    """A horizontal or vertical stroke about its middle, as SVG draws it."""
    half_x, half_y = (0.0, width / 2) if y1 == y2 else (width / 2, 0.0)
    (left, upper), (right, lower) = _at(x1 - half_x, y1 - half_y), _at(x2 + half_x, y2 + half_y)
    draw.rectangle((min(left, right), min(upper, lower), max(left, right) - 1, max(upper, lower) - 1), colour)


def _at(x: float, y: float) -> tuple[int, int]:
    return round(x * _LARGER), round(y * _LARGER)


def _px(width: float) -> int:
    return max(1, round(width * _LARGER))
