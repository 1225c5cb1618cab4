"""Two writers draw one scene: what it holds, and nothing that its texts could smuggle in."""

import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from guarantors.domain.stance import NO_STANCE, Level
from guarantors.exchange.pictures import Scene, fonts, palette, png, svg
from guarantors.exchange.pictures.scene import Circle, Hatch, Line, Polygon, Rect, Text
from guarantors.exchange.pictures.svg import hatching
from tests.test_repository import ROOT

SVG = "{http://www.w3.org/2000/svg}"
CSS = (ROOT / "static" / "style.css").read_text(encoding="utf-8")


def drawn(*shapes: Line | Rect | Circle | Polygon | Hatch | Text) -> Image.Image:
    return Image.open(BytesIO(png(Scene("A picture", "In words.", shapes))))


def hexes(pixel: object) -> str:
    assert isinstance(pixel, tuple)
    return "#" + "".join(f"{value:02x}" for value in pixel)


def light(pattern: str) -> str:
    """A colour of the style sheet in the light scheme, in six digits."""
    found = re.search(pattern + r"\s*light-dark\(#([0-9a-f]+),", CSS)
    assert found
    return "#" + (found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1]))


@pytest.mark.parametrize("level", Level)
def test_a_level_has_the_colours_of_the_style_sheet(level: Level) -> None:
    rule = re.escape(f".s-{level} {{--f:")
    fill, ink, mark = light(rule), light(rule + r".*?--i:"), light(rule + r".*?--m:")

    assert (palette.FILL[level], palette.ON_FILL[level], palette.MARK[level]) == (fill, ink, mark)


@pytest.mark.parametrize(
    ("token", "colour"),
    [
        ("ink", palette.INK),
        ("ink2", palette.INK2),
        ("ink3", palette.INK3),
        ("rule", palette.RULE),
        ("rule2", palette.RULE2),
        ("field", palette.FIELD),
        ("paper", palette.PAPER),
        ("ground", palette.GROUND),
    ],
)
def test_everything_else_too(token: str, colour: str) -> None:
    assert light(f"--{token}:") == colour


@given(st.text(st.characters(exclude_categories=["C"]), max_size=40))
def test_no_text_breaks_the_document_or_is_lost(text: str) -> None:
    root = etree.fromstring(svg(Scene(text, text, (Text(10, 20, text, 20, "#000000"),))).encode())

    assert [root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc"), root.findtext(f"{SVG}text")] == [text] * 3
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{name}" for name in ("svg", "title", "desc", "rect", "text")
    }


def test_a_standalone_svg_asks_for_nothing_else() -> None:
    text = svg(Scene("A", "B", (Text(1, 1, "C", 20, "#000000"), Hatch(0, 0, 20, 20, "#000000"))))

    assert not re.search(r"href|url\(|<style|<script|style=|class=", text)


def test_each_shape_is_where_the_scene_has_it() -> None:
    image = drawn(
        Rect(100, 100, 50, 50, "#ff0000"),
        Circle(300, 300, 20, "#00ff00"),
        Line(0, 500, 1200, 500, "#0000ff", 6),
        Polygon(((600, 200), (650, 100), (700, 200)), "#123456"),
    )

    assert image.size == (1200, 630)
    assert [hexes(image.getpixel(at)) for at in ((125, 125), (300, 300), (600, 500), (650, 180))] == [
        "#ff0000",
        "#00ff00",
        "#0000ff",
        "#123456",
    ]
    assert [hexes(image.getpixel(at)) for at in ((99, 125), (325, 300), (600, 504), (590, 110))] == ["#ffffff"] * 4


def test_a_dashed_line_has_gaps_and_a_whole_one_none() -> None:
    image = drawn(Line(0, 100, 1200, 100, "#000000", 4, (12, 7)), Line(0, 200, 1200, 200, "#000000", 4))

    assert {hexes(image.getpixel((x, 100))) for x in range(1200)} >= {"#000000", "#ffffff"}
    assert {hexes(image.getpixel((x, 200))) for x in range(1200)} == {"#000000"}


def test_the_same_scene_gives_the_same_bytes() -> None:
    scene = Scene("A", "B", (Text(50, 100, "Türkiye, Đurić", 40, "#000000", 600, serif=True),))

    first = png(scene)
    png.cache_clear()
    assert png(scene) == first


@given(st.floats(5, 400), st.floats(5, 400))
def test_a_hatch_stays_within_its_area(width: float, height: float) -> None:
    for x, y in (point for stroke in hatching(Hatch(10, 20, width, height, "#000000")) for point in stroke):
        assert 10 - 0.01 <= x <= 10 + width + 0.01
        assert 20 - 0.01 <= y <= 20 + height + 0.01


def test_long_texts_are_wrapped_and_cut_to_their_room() -> None:
    words = "Nobody has ever seen a proposal with a title as long as this one, which goes on and on and on"

    lines = fonts.wrapped(words, 300, 30, lines=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(fonts.width(line, 30) <= 300 for line in lines)
    assert " ".join(fonts.wrapped(words, 300, 30, lines=20)) == words
    assert fonts.width(fonts.cut("W" * 500, 300, 30), 30) <= 300


def test_rare_and_cyrillic_letters_come_from_files_of_their_own() -> None:
    files = ("latin", "latin-ext", "latin", "cyrillic")
    assert fonts.runs("Erdoğan, Ḥ, Київ") == list(zip(("Erdoğan, ", "Ḥ", ", ", "Київ"), files, strict=True))
    assert fonts.width("ğ", 40) > 10


@pytest.mark.parametrize("level", [*Level, NO_STANCE])
def test_every_level_has_a_glyph_of_its_own(level: str) -> None:
    others = [other for other in (*Level, NO_STANCE) if other != level]

    assert all(
        palette.glyph(level, 0, 0, 12, "#000000") != palette.glyph(other, 0, 0, 12, "#000000") for other in others
    )
