"""`/desk/statements/<id>/withdraw/`, `/desk/stances/<proposal>/<id>/withdraw/`: off the record, and still readable."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import corrections, stances
from guarantors.domain.roles import Right
from guarantors.pages.desk import subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.subject import Subject
from guarantors.pages.desk.verb import Verb, answer


class WithdrawStatement(Verb[Subject]):
    name = gettext_noop("Withdraw the statement")
    does = gettext_noop("Do it: withdraw the statement")
    says = gettext_noop(
        "It should not be on record, and nothing takes its place. Stances that rest on it alone are withdrawn with it; "
        "others rest on what is left. Its page stays and says that it was withdrawn, and why."
    )
    done = gettext_noop("%(ref)s is withdrawn.")

    def act(self, *, reason: str, by: str, seen: int) -> None:
        statement = subject.statement_of(self.subject)
        corrections.withdraw(statement=statement, reason=reason, by=by, seen=seen)


class WithdrawStance(Verb[Subject]):
    name = gettext_noop("Withdraw the stance record")
    does = gettext_noop("Do it: withdraw the stance record")
    says = gettext_noop(
        "We were wrong to publish it, and nothing takes its place. What the state changed its mind to is a new record, "
        "not a withdrawal. The record stays readable among those that we withdrew."
    )
    done = gettext_noop("%(ref)s is withdrawn.")

    def act(self, *, reason: str, by: str, seen: int) -> None:
        stances.withdraw(record=subject.record_of(self.subject, seen), reason=reason, by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def statement(request: HttpRequest, ref: str) -> HttpResponse:
    about = subject.of_statement(ref)
    return answer(request, lambda typed: WithdrawStatement(about, typed))


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def stance(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    about = subject.of_stance(slug, ref)
    return answer(request, lambda typed: WithdrawStance(about, typed))
