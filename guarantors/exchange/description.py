"""The description of the API (OpenAPI): one document, for programs at its own address and for people on a page."""

from collections.abc import Mapping
from functools import cache
from typing import Any


@cache
def document() -> Mapping[str, Any]:
    """What the API is, as long as the program runs: made of the addresses themselves, so that none is left out."""
    # Fetched here: it brings what tests and templates of other engines are made with, to a server that seldom needs it.
    from drf_spectacular.generators import SchemaGenerator

    found: Mapping[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return found
