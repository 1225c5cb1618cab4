"""The project's own fonts, for drawing and for measuring: Source Sans 3 and Source Serif 4, in three files each."""

from functools import cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

_FOLDER = Path(settings.BASE_DIR) / "static" / "fonts"
_IN_FILES = {
    "latin-ext": (
        *((0x180, 0x18E), (0x190, 0x217), (0x21C, 0x258), (0x25A, 0x2BA)),
        *((0x1E00, 0x1E9F), (0x1EF2, 0x1EFF), (0x20A0, 0x20AB), (0x20AD, 0x20C0)),
    ),
    "cyrillic": ((0x400, 0x45F), (0x490, 0x491), (0x4B0, 0x4B1), (0x2116, 0x2116)),
}
"""What does not stand in the -latin files: the unicode-range of static/style.css."""


@cache
def font(size: int, weight: int, serif: bool, letters: str) -> ImageFont.FreeTypeFont:
    """One file at one size and weight; `letters` is what `runs` says."""
    name = f"{'serif' if serif else 'sans'}-{letters}.woff2"
    found = ImageFont.truetype(str(_FOLDER / name), size)
    found.set_variation_by_axes([weight])
    return found


def runs(text: str) -> list[tuple[str, str]]:
    """The text in pieces that one file can draw, each with which one that is."""
    return [("".join(piece), letters) for letters, piece in groupby(text, _letters)]


def _letters(character: str) -> str:
    code = ord(character)
    return next(
        (name for name, ranges in _IN_FILES.items() if any(first <= code <= last for first, last in ranges)), "latin"
    )


def width(text: str, size: int, weight: int = 400, serif: bool = False) -> float:
    """How wide a line of text is, in pixels."""
    return sum(font(size, weight, serif, letters).getlength(piece) for piece, letters in runs(text))


def wrapped(text: str, within: float, size: int, weight: int = 400, serif: bool = False, lines: int = 9) -> list[str]:
    """The text in at most so many lines no wider than that; what does not fit is cut with an ellipsis."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < lines:
        taken = 1
        while taken < len(words) and width(" ".join(words[: taken + 1]), size, weight, serif) <= within:
            taken += 1
        found.append(" ".join(words[:taken]))
        words = words[taken:]
    if found and (words or width(found[-1], size, weight, serif) > within):
        found[-1] = cut(f"{found[-1]} {' '.join(words)}", within, size, weight, serif)
    return found


def cut(text: str, within: float, size: int, weight: int = 400, serif: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text, size, weight, serif) <= within:
        return text
    while text and width(f"{text.rstrip()}…", size, weight, serif) > within:
        text = text[:-1]
    return f"{text.rstrip()}…"
