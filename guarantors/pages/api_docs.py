"""`/api/v1/docs/`, `/docs/try/`, `/tutorial/` and `/problems/`: the API as people read of it."""

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse

from guarantors.address import read_address, read_only
from guarantors.exchange.problem import PROBLEMS
from guarantors.pages.operations import chapters
from guarantors.pages.view import render_view


@read_only
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation, to be read."""
    return _page(request, "docs", chapters=chapters())


@csp_update({"img-src": ["data:"]})  # the arrows of Swagger UI stand in its style sheet
@read_only
def try_out(request: HttpRequest) -> HttpResponse:
    """Every operation, to be tried out; made in the browser of the description at `/api/v1/schema/`."""
    return _page(request, "try")


@read_only
def tutorial(request: HttpRequest) -> HttpResponse:
    """From the first question to a webhook, in commands that can be run as they stand."""
    return _page(request, "tutorial", site=f"{request.scheme}://{request.get_host()}")


@read_only
def problems(request: HttpRequest) -> HttpResponse:
    """Every type of problem, at the anchor to which the type leads."""
    return _page(request, "problems", problems=PROBLEMS)


def _page(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    where = read_address(request, allowed=())
    return render_view(request, f"api/{name}", context, where, clocked=False)
