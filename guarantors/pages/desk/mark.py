"""`/desk/sources/<id>/mark/`: whether its publisher still stands by it; what rests on it stays, marked."""

from collections import Counter
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import sources
from guarantors.address import naming, worded
from guarantors.domain.errors import Breach, refuse, refuse_any
from guarantors.domain.roles import Right
from guarantors.domain.voice import SourceStatus
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.models import Source
from guarantors.pages.desk import source_subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.fields import Field, word_of
from guarantors.pages.desk.source_subject import SourceSubject
from guarantors.pages.desk.verb import Verb, answer
from guarantors.pages.words import joined
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
        status = Field("status", _("Its publisher"), "select", choices=tuple((word, _(did)) for word, did in _CHOICES))
        status.values = (self.subject.row.status,)
        return [status]

    def act(self, *, reason: str, by: str, seen: int) -> Shape:
        faults: list[Breach] = []
        status = word_of(self.fields[0], SourceStatus, "status", faults)
        refuse_any(faults)
        if status is None:
            raise refuse("word-is-known", "status", gettext_noop("say what its publisher did."))
        sources.mark(source=self.subject.row, status=status, reason=reason, by=by, seen=self.subject.status_at(seen))
        return source_subject.shape(Source.objects.get(pk=self.subject.row.pk))

    def effects(self) -> list[str]:
        carried = len(statements.of_source(self.subject.row.pk, known_at=datetime.now(UTC)))
        wording = ngettext(
            "%(count)s statement from it will be marked, on every page.",
            "%(count)s statements from it will be marked, on every page.",
            carried,
        )
        found = [wording % {"count": worded.figure(carried)}]
        alone = Counter(
            naming.actor(record.actor_code, record.actor_name)
            for record in flagged.of_source(self.subject.ref)
            if record.alone
        )
        if alone and self.fields[0].value == SourceStatus.WITHDRAWN:
            whose = joined([f"{name} ({count})" if count > 1 else name for name, count in sorted(alone.items())])
            wording = ngettext(
                "%(count)s stance resting on it alone will be flagged: %(whose)s.",
                "%(count)s stances resting on it alone will be flagged: %(whose)s.",
                alone.total(),
            )
            found.append(wording % {"count": worded.figure(alone.total()), "whose": whose})
        return found


_CHOICES = (
    (SourceStatus.STANDING.value, gettext_noop("stands by it")),
    (SourceStatus.CORRECTED.value, gettext_noop("corrected it")),
    (SourceStatus.WITHDRAWN.value, gettext_noop("withdrew it")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def mark(request: HttpRequest, ref: str) -> HttpResponse:
    about = source_subject.of(ref)
    return answer(request, lambda typed: Mark(about, typed))
