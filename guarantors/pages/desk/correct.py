"""`/desk/statements/<id>/correct/`: the whole form of a statement, filled with what stands."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import recasting, statements
from guarantors.domain.roles import Right
from guarantors.models import StatementVersion
from guarantors.pages.desk import subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.fields import Data
from guarantors.pages.desk.form_verb import FormVerb
from guarantors.pages.desk.statement_form import StatementForm
from guarantors.pages.desk.subject import Subject
from guarantors.pages.desk.verb import answer
from guarantors.queries import history
from guarantors.queries.contents import Shape


class Correct(FormVerb[Subject]):
    page = "correct"
    name = gettext_noop("Correct the statement")
    does = gettext_noop("Do it: correct the statement")
    says = gettext_noop(
        "We had something wrong of it. What it said until now stays readable; records that took their day from it move "
        "with it. A source that is described wrongly is corrected on its own page."
    )
    done = gettext_noop("%(ref)s is corrected.")

    form: StatementForm

    def __init__(self, about: Subject, data: Data | None = None) -> None:
        super().__init__(about, data)
        if data is None:
            assert isinstance(about.row, StatementVersion)
            self.form = StatementForm.of(about.proposal, statements.content_of(about.row))
        else:
            self.form = StatementForm(about.proposal, data)

    def act(self, *, reason: str, by: str, seen: int) -> Shape:
        statement = subject.statement_of(self.subject)
        given = self.form.given()
        shape = self.subject.shape
        if not self.form.by_name["quote_language"].value and (given.said.quote, "") == (
            shape["quote"],
            shape["quote_language"],
        ):  # the form's own guess is for new words
            given = replace(given, said=replace(given.said, quote_language=""))
        made = recasting.recast(statement=statement, given=given, reason=reason, by=by, seen=seen)
        return history.shape(made)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def correct(request: HttpRequest, ref: str) -> HttpResponse:
    about = subject.of_statement(ref)
    return answer(request, lambda typed: Correct(about, typed))
