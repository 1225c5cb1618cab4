"""`/desk/statements/<id>/redate/`: another day of speech; the records that took their day from it move with it."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import corrections, statements
from guarantors.domain.errors import refuse
from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.desk import subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.fields import Field
from guarantors.pages.desk.subject import Subject
from guarantors.pages.desk.typed_dates import edtf
from guarantors.pages.desk.verb import Verb, answer
from guarantors.queries import history
from guarantors.queries.contents import Shape


class Redate(Verb[Subject]):
    name = gettext_noop("Correct the date")
    does = gettext_noop("Do it: correct the date")
    says = gettext_noop("We had the wrong day. Records that took their day from this statement move with it.")
    done = gettext_noop("The date of %(ref)s is corrected.")

    def ask(self) -> list[Field]:
        day = Field(
            "said_on", _("Date said"), hint=_("2022-03-30, 2022-03, 2022, or an interval: 2022-03-28/2022-03-30.")
        )
        day.values = (str(self.subject.shape["said_on"]),)
        return [day]

    def act(self, *, reason: str, by: str, seen: int) -> Shape:
        day = edtf(self.value("said_on"))
        if not day:
            raise refuse("date-is-possible", "said_on", gettext_noop("say when it was said."))
        statement = subject.statement_of(self.subject)
        content = replace(statements.content_of(statements.current(statement)), said_on=day)
        made = corrections.correct(statement=statement, content=content, reason=reason, by=by, seen=seen)
        return history.shape(made)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def redate(request: HttpRequest, ref: str) -> HttpResponse:
    about = subject.of_statement(ref)
    return answer(request, lambda typed: Redate(about, typed))
