"""`/desk/stances/<proposal>/<id>/`: what stands of a stance record, what can be done to it, everything that was."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.models import StanceRecord
from guarantors.pages.desk import facts, past, subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.view import person_of, render_desk

VERBS = (("correct", gettext_noop("Correct the record")), ("withdraw", gettext_noop("Withdraw")))


@require_safe
@desk(Right.LOG)
def stance(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    about = subject.of_stance(slug, ref)
    row = about.row
    assert isinstance(row, StanceRecord)
    context = {
        "subject": about,
        "proposal": about.proposal,
        "lock": past.lock(about.lock),
        "corrects": person_of(request).may(Right.CORRECT),
        "verbs": [(path, _(text)) for path, text in VERBS],
        "facts": facts.facts(about.shape, "statements", titles=about.titles),
        "statements": subject.named_all(about.shape["statements"]),
        "withdrawal_reason": row.withdrawal_reason,
        "past": [past.entry(about, item) for item in about.past()],
    }
    return render_desk(request, "stance", context)
