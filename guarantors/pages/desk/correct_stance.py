"""`/desk/stances/<proposal>/<id>/correct/`: the whole of a stance record, filled with what stands."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import corrections, stances
from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.models import StanceRecord
from guarantors.pages.desk import subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.fields import Data
from guarantors.pages.desk.form_verb import FormVerb
from guarantors.pages.desk.stance_form import StanceForm
from guarantors.pages.desk.subject import Subject
from guarantors.pages.desk.verb import answer
from guarantors.queries import history
from guarantors.queries.contents import Shape


class CorrectStance(FormVerb[Subject]):
    page = "correct_stance"
    name = gettext_noop("Correct the stance record")
    does = gettext_noop("Do it: correct the stance record")
    says = gettext_noop(
        "We were wrong: the record is closed, and a new version says what is right and why. What the state changed its "
        "mind to is no correction but a new record, from a new statement."
    )
    done = gettext_noop("%(ref)s is corrected.")

    form: StanceForm

    def __init__(self, about: Subject, data: Data | None = None) -> None:
        super().__init__(about, data)
        assert isinstance(about.row, StanceRecord)
        self.form = StanceForm(about.proposal, about.row, data)

    def act(self, *, reason: str, by: str, seen: int) -> Shape:
        record = subject.record_of(self.subject, seen)
        content = self.form.content(stances.content_of(record))
        return history.shape(corrections.correct_record(record=record, content=content, reason=reason, by=by))

    def effects(self) -> list[str]:
        return [_("Where the level, its basis or its legal status changes, the record says that it was coded once.")]


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def stance(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    about = subject.of_stance(slug, ref)
    return answer(request, lambda typed: CorrectStance(about, typed))
