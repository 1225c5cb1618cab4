"""What every page of the desk carries: who is signed in, and the places that this person may go to."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.desk.places import PLACES, Place
from guarantors.queries.people import Person, person


@dataclass(frozen=True, slots=True)
class Tab:
    """A place; `current` is the value of aria-current, "true" on a page beneath the place's own."""

    title: str
    text: str
    href: str
    current: str


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. The roles are asked for once a request."""
    known: Person | None = getattr(request, "desk_person", None)
    if known is None:
        known = person(request.user)
        request.desk_person = known  # type: ignore[attr-defined]
    return known


def render_desk(request: HttpRequest, page: str, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    """`templates/pages/desk/<page>.html` with the desk's navigation and the person around it."""
    who = person_of(request)
    around = {"person": who, "tabs": _tabs(request, who)}
    return render(request, f"pages/desk/{page}.html", around | context, status=status)


def _tabs(request: HttpRequest, who: Person) -> list[Tab]:
    return [_tab(request, place) for place in PLACES if _may_go(who, place.right)]


def _may_go(who: Person, right: Right | None) -> bool:
    return right is None or who.may(right)


def _tab(request: HttpRequest, place: Place) -> Tab:
    href = reverse(place.name)
    beneath = href != reverse("desk") and request.path.startswith(href)
    return Tab(_(place.title), _(place.text), href, "page" if request.path == href else "true" if beneath else "")
