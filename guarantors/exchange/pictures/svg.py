"""A scene as SVG that stands alone: no style sheet, no script, no other file; text stays text."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from guarantors.exchange.pictures import fonts
from guarantors.exchange.pictures.scene import Circle, Dash, Hatch, Line, Polygon, Rect, Scene, Shape, Text

CONTENT_TYPE = "image/svg+xml; charset=utf-8"
_SANS = "'Source Sans 3', 'Source Sans Pro', system-ui, sans-serif"
_SERIF = "'Source Serif 4', 'Source Serif Pro', Georgia, serif"


def svg(scene: Scene) -> str:
    """The document; with `title` and `desc` for those who do not see it."""
    shapes = "\n".join(piece for shape in scene.shapes for piece in _shape(shape))
    size = f'viewBox="0 0 {scene.width} {scene.height}" width="{scene.width}" height="{scene.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title words" lang="en-GB">\n'
        f'<title id="title">{escape(scene.title)}</title>\n<desc id="words">{escape(scene.words)}</desc>\n'
        f'<rect width="{scene.width}" height="{scene.height}" fill="#ffffff"/>\n{shapes}\n</svg>\n'
    )


def _shape(shape: Shape) -> Iterator[str]:
    match shape:
        case Line():
            place = _attributes(x1=shape.x1, y1=shape.y1, x2=shape.x2, y2=shape.y2)
            yield f"<line {place} {_stroke(shape.colour, shape.width, shape.dash)}/>"
        case Rect():
            place = _attributes(x=shape.x, y=shape.y, width=shape.width, height=shape.height, rx=shape.radius)
            yield f"<rect {place} {_paint(shape)}/>"
        case Circle():
            yield f"<circle {_attributes(cx=shape.x, cy=shape.y, r=shape.r)} {_paint(shape)}/>"
        case Polygon():
            points = " ".join(f"{x:g},{y:g}" for x, y in shape.points)
            yield f'<polygon points="{points}" {_paint(shape)} stroke-linejoin="round"/>'
        case Hatch():
            yield from (
                f"<line {_attributes(x1=x1, y1=y1, x2=x2, y2=y2)} {_stroke(shape.colour, 1.6, None)}/>"
                for (x1, y1), (x2, y2) in hatching(shape)
            )
        case Text():
            font = f'font-family="{_SERIF if shape.serif else _SANS}" font-size="{shape.size}"'
            weight = f' font-weight="{shape.weight}"' if shape.weight != 400 else ""
            anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
            # Whatever font the viewer has, a line keeps the width that it was laid out for.
            long = fonts.width(shape.text, shape.size, shape.weight, shape.serif)
            place = _attributes(x=shape.x, y=shape.y, textLength=long) + ' lengthAdjust="spacingAndGlyphs"'
            yield f'<text {place} {font}{weight}{anchor} fill="{shape.colour}">{escape(shape.text)}</text>'


def hatching(shape: Hatch) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The strokes of a hatch, from lower left to upper right, each cut to the area."""
    offset = shape.gap / 2
    while offset < shape.width + shape.height:
        left, right = max(0.0, offset - shape.height), min(shape.width, offset)
        yield (
            (round(shape.x + left, 2), round(shape.y + offset - left, 2)),
            (round(shape.x + right, 2), round(shape.y + offset - right, 2)),
        )
        offset += shape.gap


def _paint(shape: Rect | Circle | Polygon) -> str:
    fill = f"fill={quoteattr(shape.fill or 'none')}"
    dash = None if isinstance(shape, Polygon) else shape.dash
    return f"{fill} {_stroke(shape.stroke, shape.stroke_width, dash)}" if shape.stroke else fill


def _stroke(colour: str, width: float, dash: Dash | None) -> str:
    dashes = f' stroke-dasharray="{dash[0]:g} {dash[1]:g}"' if dash else ""
    return f'stroke="{colour}" stroke-width="{width:g}"{dashes}'


def _attributes(**numbers: float) -> str:
    return " ".join(f'{name}="{round(number, 2):g}"' for name, number in numbers.items() if number or name != "rx")
