"""The language in front of an address: `/uk/istanbul-2022/` is `/istanbul-2022/` in Ukrainian.

Views and templates know nothing of it. They see the bare path and write bare links; what leads to a page that is there
in the language gets it in the finished answer, so that whoever reads or edits stays in it. An answer in English is not
looked at. Answers are kept and packed above this place, by the whole address, so that languages never meet.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri
from django.utils.http import escape_leading_slashes

from guarantors.address import languages
from guarantors.exchange.spoken import speaking

_LINKS = re.compile(rb'( (?:href|action|hx-get|hx-post)=")(/[^"/?#][^"?#]*|/)(?=["?#])')
_HEADERS = ("Location", "HX-Push-Url", "HX-Replace-Url")


class InTheAddress:
    """Takes the language off the path, speaks it while the answer is made, and puts it before the answer's links."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        whole = request.path_info
        code, path = languages.split(whole)
        if not code:
            # `/uk` is no proposal, whose slash would be added below.
            return _moved(request, f"{whole}/") if whole[1:] in languages.OTHERS else self.get_response(request)
        if code == languages.ENGLISH or not languages.is_translated(path, code):
            return _moved(request, path)
        request.path = request.path_info = path
        try:
            with speaking(code):
                response = self.get_response(request)
        finally:
            request.path = request.path_info = whole
        return kept_in(response, code)


def _moved(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    to = escape_leading_slashes(path) + (f"?{iri_to_uri(query)}" if query else "")
    return HttpResponsePermanentRedirect(to, preserve_request=True)


def kept_in(response: HttpResponse, code: str) -> HttpResponse:
    """The answer with its language said, and before every link to a page that is there in it."""
    for name in _HEADERS:
        if (to := response.headers.get(name, "")) and _is_page(to, code):
            response.headers[name] = languages.at(to, code)
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.headers["Content-Language"] = code
        prefix = f"/{code}".encode()
        response.content = _LINKS.sub(
            lambda link: (link[1] + prefix if languages.is_translated(link[2].decode(), code) else link[1]) + link[2],
            response.content,
        )
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
    return response


def _is_page(to: str, code: str) -> bool:
    path = to.partition("?")[0].partition("#")[0]
    return path.startswith("/") and not path.startswith("//") and languages.is_translated(path, code)
