"""`/desk/`: who is signed in, with which roles, and where to go from here."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guarantors.domain.roles import DeskRole, Right
from guarantors.pages import words
from guarantors.pages.desk import role_words
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.queries import drafts, flagged, waiting
from guarantors.queries.people import Person, has_second_factor


@desk()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    who = person_of(request)
    context = {
        "held": [role_words.role(role) for role in DeskRole if role in who.roles],
        "may": [role_words.right(right) for right in Right if who.may(right)],
        "has_second_factor": has_second_factor(request.user),
        "flagged": _flagged() if who.may(Right.LOG) else "",
        "logs": who.may(Right.LOG),
        "corrects": who.may(Right.CORRECT),
        "sent_back": _sent_back(who) if who.may(Right.LOG) else "",
        "to_do": _to_do(who) if who.may(Right.REVIEW) else "",
        "manages_people": who.may(Right.USERS),
        "manages_webhooks": who.may(Right.WEBHOOKS),
    }
    return render_desk(request, "home", context)


def _sent_back(who: Person) -> str:
    """How many of one's own drafts a reviewer sent back; "" for none."""
    count = len(drafts.of_owner(who.username).sent_back)
    return f"{words.count_of(count, 'statement')} sent back" if count else ""


def _to_do(who: Person) -> str:
    """How many statements wait for this person; "" for none."""
    count = waiting.count_to_do(who)
    return words.count_of(count, "statement") if count else ""


def _flagged() -> str:
    """How many stances rest on withdrawn sources alone and are not locked as they are; "" for none."""
    count = sum(record.lock is None for record in flagged.flagged())
    return f"{words.count_of(count, 'stance')} {'rests' if count == 1 else 'rest'}" if count else ""
