"""The site with three rooms more at the desk, to try its door on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler429, handler500
from guarantors.domain.errors import Breach, Stale, refuse
from guarantors.domain.roles import Right
from guarantors.pages.desk.access import desk

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]


@desk(Right.LOG)
def log(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"taken: {dict(request.POST.lists())}")


@desk(Right.REVIEW)
def review(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        raise refuse("quote-is-short", "quote", "the quote has 600 characters; at most 500.")
    raise Http404("There is no submission “x”.")


@desk(Right.AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        raise Stale([Breach("nothing-is-written-over", "version", "ben changed it meanwhile.")])
    return HttpResponse("audit")


urlpatterns = [
    path("desk/try/log/", log),
    path("desk/try/review/", review),
    path("desk/try/audit/", audit),
    path("", include("config.urls")),
]
