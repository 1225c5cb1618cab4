"""`/desk/sources/<id>/mark/`: whether its publisher still stands by it; what rests on it stays, marked."""

from collections import Counter
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import sources
from guarantors.domain.errors import Breach, refuse, refuse_any
from guarantors.domain.roles import Right
from guarantors.domain.voice import SourceStatus
from guarantors.models import Source
from guarantors.pages.desk import source_subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.fields import Field, word_of
from guarantors.pages.desk.source_subject import SourceSubject
from guarantors.pages.desk.verb import Verb, answer
from guarantors.pages.words import count_of, joined
from guarantors.queries import flagged, statements
from guarantors.queries.contents import Shape


class Mark(Verb[SourceSubject]):
    name = gettext_noop("Mark the source")
    does = gettext_noop("Do it: mark the source")
    says = gettext_noop(
        "Its publisher corrected it, took it back, or stands by it again. Its statements are kept and marked; stances "
        "that rest on a withdrawn source alone are flagged for the desk, and none is dropped."
    )
    done = gettext_noop("%(ref)s is marked.")
    shows_stances = False

    def ask(self) -> list[Field]:
        status = Field("status", "Its publisher", "select", choices=_CHOICES)
        status.values = (self.subject.row.status,)
        return [status]

    def act(self, *, reason: str, by: str, seen: int) -> Shape:
        faults: list[Breach] = []
        status = word_of(self.fields[0], SourceStatus, "status", faults)
        refuse_any(faults)
        if status is None:
            raise refuse("word-is-known", "status", "say what its publisher did.")
        sources.mark(source=self.subject.row, status=status, reason=reason, by=by, seen=self.subject.status_at(seen))
        return source_subject.shape(Source.objects.get(pk=self.subject.row.pk))

    def effects(self) -> list[str]:
        carried = statements.of_source(self.subject.row.pk, known_at=datetime.now(UTC))
        found = [f"{count_of(len(carried), 'statement')} from it will be marked, on every page."]
        alone = Counter(record.actor_name for record in flagged.of_source(self.subject.ref) if record.alone)
        if alone and self.fields[0].value == SourceStatus.WITHDRAWN:
            whose = joined([f"{name} ({count})" if count > 1 else name for name, count in sorted(alone.items())])
            found.append(f"{count_of(alone.total(), 'stance')} resting on it alone will be flagged: {whose}.")
        return found


_CHOICES = (
    (SourceStatus.STANDING.value, "stands by it"),
    (SourceStatus.CORRECTED.value, "corrected it"),
    (SourceStatus.WITHDRAWN.value, "withdrew it"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def mark(request: HttpRequest, ref: str) -> HttpResponse:
    about = source_subject.of(ref)
    return answer(request, lambda typed: Mark(about, typed))
