"""`/desk/flags/`: stances that rest on withdrawn sources alone, and what is locked; each with what can be done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from guarantors.address import naming, worded
from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.models import LockedNoun
from guarantors.pages.desk import past
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.pages.flags import flag
from guarantors.pages.labels import label
from guarantors.queries import flagged, locks
from guarantors.queries.flagged import Resting
from guarantors.queries.locks import LockRow


@require_safe
@desk(Right.LOG)
def flags(request: HttpRequest) -> HttpResponse:
    found = flagged.flagged()
    context = {
        "corrects": person_of(request).may(Right.CORRECT),
        "free": [resting(record) for record in found if record.lock is None],
        "locked": [resting(record) for record in found if record.lock is not None],
        "locks": [_lock(lock) for lock in locks.standing()],
    }
    return render_desk(request, "flags", context)


def resting(record: Resting) -> dict[str, Any]:
    """A stance record that rests on a source, in words."""
    return {
        "ref": record.ref,
        "href": reverse("desk_stance", args=[record.proposal_slug, record.ref]),
        "who": naming.actor(record.actor_code, record.actor_name),
        "flag": flag(record.actor_code),
        "proposal": record.proposal_title,
        "level": record.level,
        "label": label(record.level),
        "on": record.provision or _("Whole proposal"),
        "from": worded.short(record.effective_on),
        "statements": record.statements,
        "sources": record.sources,
        "lock": past.lock(record.lock),
    }


def _lock(lock: LockRow) -> dict[str, Any]:
    if lock.noun is LockedNoun.STATEMENT:
        href = reverse("desk_statement", args=[lock.ref])
    else:
        href = reverse("desk_stance", args=[lock.proposal_slug, lock.ref])
    return {
        "ref": lock.ref,
        "noun": lock.noun.value,
        "href": href,
        "release": f"{href}lock/",
        "in_words": past.lock(lock),
    }
