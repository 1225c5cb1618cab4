"""`/desk/`: who is signed in, with which roles, and where to go from here."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guarantors.domain.roles import RIGHT_WORDS, DeskRole, Right
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.queries.people import has_second_factor


@desk()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    who = person_of(request)
    context = {
        "held": [role.value for role in DeskRole if role in who.roles],
        "may": [RIGHT_WORDS[right] for right in Right if who.may(right)],
        "has_second_factor": has_second_factor(request.user),
        "manages_people": who.may(Right.USERS),
    }
    return render_desk(request, "home", context)
