"""Which pages can be shown within another site's page, at which address, how large, and by what HTML."""

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString

SIZES: Mapping[str | None, tuple[int, int]] = {"guarantor_table": (640, 720), "guarantor": (720, 560)}
"""Width and height in pixels that show the whole of a view of ordinary length, by the name of the page's route."""

KEPT = ("as_of", "known_at", "provision")
"""The parameters of a page that its embedded view takes too."""


def path(page: str) -> str:
    """The address of the embedded view of `/<proposal>/` or `/<proposal>/<CODE>/`."""
    return f"/embed{page}"


def code(src: str, title: str, width: int, height: int) -> SafeString:
    """The HTML that shows it; no script, so that any site may take it."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>', src, title, width, height
    )
