"""Which picture stands beside a name: the flag that we ship, or a plain globe where we ship none."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

_FOLDER = Path(settings.BASE_DIR) / "static" / "flags"


@cache
def flag(code: str) -> str:
    """The address of the picture."""
    return static(f"flags/{code if (_FOLDER / f'{code}.svg').is_file() else 'none'}.svg")
