"""`/desk/sources/<id>/`: a source as it stands, what depends on it, and everything that was done to it."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guarantors.domain.roles import Right
from guarantors.pages import words
from guarantors.pages.desk import facts, past, source_subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.flags import resting
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.queries import flagged, statements


@require_safe
@desk(Right.LOG)
def source(request: HttpRequest, ref: str) -> HttpResponse:
    about = source_subject.of(ref)
    carried = statements.of_source(about.row.pk, known_at=datetime.now(UTC))
    records = flagged.of_source(ref)
    context = {
        "subject": about,
        "corrects": person_of(request).may(Right.CORRECT),
        "facts": facts.facts(about.shape),
        "statements": [(row.ref, words.speaker(row), words.said_when(row), row.summary) for row in carried],
        "alone": [resting(record) for record in records if record.alone],
        "others": [resting(record) for record in records if not record.alone],
        "past": [past.entry(about, item) for item in about.past()],
    }
    return render_desk(request, "source", context)
