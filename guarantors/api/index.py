"""`/api/v1/`: what there is."""

from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.address import read_address
from guarantors.api.guarantors import PARAMETERS
from guarantors.domain.stance import NO_STANCE, Level, Role


@api_view(["GET", "HEAD"])
def index(request: Request) -> Response:
    """The lists and the parameters that each takes."""
    read_address(request, allowed=())
    href = request.build_absolute_uri("/api/v1/guarantors/")
    return Response(
        {
            "guarantors": {
                "href": href,
                "parameters": list(PARAMETERS),
                "level": [*Level, NO_STANCE],
                "role": list(Role),
            }
        }
    )
