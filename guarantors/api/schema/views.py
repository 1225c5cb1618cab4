"""`/api/v1/schema/`: the description, as JSON or YAML."""

import json
from functools import cache

import yaml
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import NotAcceptable
from rest_framework.request import Request

from guarantors.address.asking import read_address
from guarantors.api.schema.media import MEDIA
from guarantors.api.view import Api
from guarantors.exchange.description import document

CONTENT_TYPES = {"json": "application/json", "yaml": "application/yaml; charset=utf-8"}


class SchemaView(Api):
    """The same for everybody, as long as the program is."""

    def get(self, request: Request) -> HttpResponse:
        given = read_address(request, allowed=("format",), words={"format": tuple(CONTENT_TYPES)}).format
        found = given or _preferred(request)
        response = HttpResponse(_written(found), content_type=CONTENT_TYPES[found])
        response.headers["Cache-Control"] = "public, max-age=300"
        patch_vary_headers(response, ["Accept"])
        return response


def _preferred(request: Request) -> str:
    media = request._request.get_preferred_type(list(MEDIA)) if "Accept" in request.headers else next(iter(MEDIA))
    if media is None:
        raise NotAcceptable(f"“Accept” names none of {', '.join(MEDIA)}, in which this is written.")
    return MEDIA[media]


@cache
def _written(form: str) -> bytes:
    if form == "json":
        return json.dumps(document(), ensure_ascii=False).encode()
    return yaml.safe_dump(document(), allow_unicode=True, sort_keys=False, width=120).encode()
