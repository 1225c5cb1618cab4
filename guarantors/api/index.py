"""`/api/v1/`: what there is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from guarantors.address import programs, read_address
from guarantors.api import formats
from guarantors.api.reads import guarantors as parties
from guarantors.api.reads.answering import kept
from guarantors.api.view import Api
from guarantors.exchange.lists import LISTS


class Index(Api):
    """The lists, each with its address, the parameters that it takes, and the words that these may say."""

    def get(self, request: Request) -> HttpResponse:
        where = read_address(request, allowed=())
        here = request.build_absolute_uri
        found = {"guarantors": _list(here("guarantors/"), parties.PARAMETERS, parties.CHOICES)}
        for name, listing in LISTS.items():
            words = programs.fixed_words(listing)
            found[name] = _list(here(f"{name}/"), programs.parameters(listing), words)
        for name in ("agreement", "disagreements"):
            found[name] = _list(here(f"{name}/"), ("known_at", *programs.SHEET), {})
        found["codebook"] = _list(here("codebook/"), programs.SHEET, {})
        about = {name: here(f"{name}/") for name in ("schema", "docs", "tutorial", "problems")}
        response = HttpResponse(formats.as_json(found | about), content_type=formats.CONTENT_TYPES["json"])
        return kept(response, where, None)


def _list(href: str, parameters: Iterable[str], words: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    return {"href": href, "parameters": list(parameters), **{name: list(found) for name, found in words.items()}}
