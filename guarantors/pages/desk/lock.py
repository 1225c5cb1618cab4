"""`/desk/statements/<id>/lock/`, `/desk/stances/<proposal>/<id>/lock/`: lock it against corrections, or release it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import locks
from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.models import LockedNoun
from guarantors.pages.desk import subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.fields import Data
from guarantors.pages.desk.subject import Subject
from guarantors.pages.desk.verb import Verb, answer

HIDDEN = gettext_noop("Everybody at the desk sees it; readers do not.")


class Put(Verb[Subject]):
    name = gettext_noop("Lock")
    does = gettext_noop("Do it: lock")
    key = "lock"
    says = gettext_noop("While it is locked nobody can correct, withdraw or merge it, or what would move it.")
    done = gettext_noop("%(ref)s is locked.")
    shows_stances = False

    def __init__(self, about: Subject, data: Data | None = None) -> None:
        super().__init__(about, data)
        self.reason.hint = _(HIDDEN)

    def act(self, *, reason: str, by: str, seen: int) -> None:
        about = self.subject
        locks.lock(proposal=subject.proposal_of(about), noun=about.noun, ref=about.ref, reason=reason, by=by)

    def effects(self) -> list[str]:
        if self.subject.noun is LockedNoun.STATEMENT:
            return [
                _(
                    "Readers see no change. The statement cannot be corrected, re-dated, withdrawn or merged until the "
                    "lock is released."
                )
            ]
        return [
            _(
                "Readers see no change. The record cannot be corrected or withdrawn until the lock is released, nor a "
                "statement beneath it corrected in a way that would move it."
            )
        ]


class Release(Put):
    name = gettext_noop("Release the lock")
    does = gettext_noop("Do it: release the lock")
    key = "release"
    says = gettext_noop("From then on it can be corrected again.")
    done = gettext_noop("The lock on %(ref)s is released.")

    def act(self, *, reason: str, by: str, seen: int) -> None:
        about = self.subject
        locks.release(proposal=subject.proposal_of(about), noun=about.noun, ref=about.ref, reason=reason, by=by)

    def effects(self) -> list[str]:
        return [_("Readers see no change. It can be corrected, withdrawn or merged again.")]


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def statement(request: HttpRequest, ref: str) -> HttpResponse:
    return _answer(request, subject.of_statement(ref))


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def stance(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    return _answer(request, subject.of_stance(slug, ref))


def _answer(request: HttpRequest, about: Subject) -> HttpResponse:
    asked = request.POST.get("verb") or (Release.key if about.lock else Put.key)
    verb: type[Put] = Release if asked == Release.key else Put
    return answer(request, lambda typed: verb(about, typed))
