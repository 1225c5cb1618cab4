"""`/desk/statements/<id>/`: what stands of a statement, what can be done to it, and everything that was."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.models import StatementVersion
from guarantors.pages.desk import facts, past, subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.pages.labels import label
from guarantors.queries import readings

VERBS = (
    ("redate", gettext_noop("Correct the date")),
    ("correct", gettext_noop("Correct the statement")),
    ("merge", gettext_noop("Merge with another")),
    ("withdraw", gettext_noop("Withdraw")),
)


@require_safe
@desk(Right.LOG)
def statement(request: HttpRequest, ref: str) -> HttpResponse:
    about = subject.of_statement(ref)
    row = about.row
    assert isinstance(row, StatementVersion)
    context = {
        "subject": about,
        "proposal": about.proposal,
        "lock": past.lock(about.lock),
        "corrects": person_of(request).may(Right.CORRECT),
        "verbs": [(path, _(text)) for path, text in VERBS],
        "facts": facts.facts(about.shape, "source"),
        "source": row.source,
        "merged_into": row.merged_into.ref if row.merged_into else "",
        "withdrawal_reason": row.withdrawal_reason,
        "records": [
            (reading, label(reading.stance.level))
            for reading in readings.records(row.statement_id, about.proposal, datetime.now(UTC))
        ],
        "past": [past.entry(about, item) for item in about.past()],
    }
    return render_desk(request, "statement", context)
