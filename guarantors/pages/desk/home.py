"""`/desk/`: who is signed in, with which roles, and where to go from here."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guarantors.domain.roles import DeskRole, Right
from guarantors.pages.desk import role_words
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.queries import drafts, flagged, waiting
from guarantors.queries.people import has_second_factor


@desk()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    who = person_of(request)
    context = {
        "held": [role_words.role(role) for role in DeskRole if role in who.roles],
        "may": [role_words.right(right) for right in Right if who.may(right)],
        "has_second_factor": has_second_factor(request.user),
        "flagged": _flagged() if who.may(Right.LOG) else 0,
        "logs": who.may(Right.LOG),
        "corrects": who.may(Right.CORRECT),
        "sent_back": len(drafts.of_owner(who.username).sent_back) if who.may(Right.LOG) else 0,
        "to_do": waiting.count_to_do(who) if who.may(Right.REVIEW) else 0,
        "manages_people": who.may(Right.USERS),
        "manages_webhooks": who.may(Right.WEBHOOKS),
    }
    return render_desk(request, "home", context)


def _flagged() -> int:
    """How many stances rest on withdrawn sources alone and are not locked as they are."""
    return sum(record.lock is None for record in flagged.flagged())
