"""`/desk/review/<uuid>/`: one statement that was handed in: coded blind, then both codings, then a decision."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import submissions
from guarantors.actions.typed import NOTHING, of_codings
from guarantors.address import refusals, worded
from guarantors.domain.coding import Round
from guarantors.domain.errors import Breach, Refused, Stale, refuse
from guarantors.domain.roles import Right
from guarantors.domain.submission import CodingGiven
from guarantors.domain.voice import Identification
from guarantors.exchange.spoken import gettext as _
from guarantors.models import Draft, Outcome, Statement, Submission
from guarantors.pages.desk import effect, reviewed
from guarantors.pages.desk.access import desk, not_allowed
from guarantors.pages.desk.coding_form import CodingForm
from guarantors.pages.desk.effect import Effect
from guarantors.pages.desk.fields import Data
from guarantors.pages.desk.role_words import lacks
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.queries import proposals, waiting
from guarantors.queries.people import Person
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.waiting import Sheet, Turn, WaitingRow


@dataclass
class Desk:
    """One request at the desk: what is reviewed, by whom, and what the page is to show of it."""

    request: HttpRequest
    who: Person
    row: WaitingRow
    proposal: ProposalRow
    typed: Data
    form: CodingForm
    breaches: Sequence[Breach] = ()
    effect: Effect | None = None
    said: list[str] = field(default_factory=list)

    @property
    def submission(self) -> Submission:
        return Submission.objects.select_related("proposal").get(pk=self.row.id)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.LOG)
def review(request: HttpRequest, ident: uuid.UUID) -> HttpResponse:
    who = person_of(request)
    row = _row(ident, who)
    proposal = proposals.find(row.statement.proposal_slug)
    if proposal is None:
        raise Http404(_("Its proposal is not on record."))
    typed = {name: [str(value) for value in values] for name, values in request.POST.lists()}
    here = Desk(request, who, row, proposal, typed, _form(proposal, row, typed if typed else None))
    if request.method != "POST":
        return _page(here)
    deed = request.POST.get("do", "")
    if deed not in DEEDS:
        wording = gettext_noop("there is no such button; there are %(names)s.")
        raise refuse("deed-is-known", "do", wording, names=tuple(DEEDS))
    if not who.may(Right.REVIEW) and not (deed == "give-back" and row.logged_by == who.username):
        return not_allowed(request, lacks(Right.REVIEW))
    try:
        return DEEDS[deed](here)
    except Stale as stale:
        here.row = _row(ident, who)
        if (done := _done_before(here, deed)) is not None:
            return done
        here.said = [_sentence(breach) for breach in stale.breaches]
        return _page(here, HTTPStatus.CONFLICT)
    except Refused as refused:
        here.breaches = here.form.put(refused.breaches)
        return _page(here, HTTPStatus.UNPROCESSABLE_ENTITY)


def _row(ident: uuid.UUID, who: Person) -> WaitingRow:
    row = waiting.find(ident, who)
    if row is None:
        raise Http404(_("No statement was handed in under this address."))
    return row


def _form(proposal: ProposalRow, row: WaitingRow, data: Data | None) -> CodingForm:
    unnamed = row.statement.identification is Identification.UNNAMED
    return CodingForm(proposal, row.given.said.actors, data, unnamed=unnamed)


def _read(here: Desk) -> list[CodingGiven]:
    """The coding as typed. Raises `Refused` for one that is empty without saying so."""
    codings = here.form.codings()
    if not codings and not here.typed.get(NOTHING):
        wording = gettext_noop("choose a level, or tick below that the words take none on any unit.")
        raise refuse("coding-says-something", "codings", wording)
    return codings


def _sentence(breach: Breach) -> str:
    """With a capital, unless it begins with somebody's name."""
    said = refusals.in_words(breach)
    return worded.capital(said) if breach.text.startswith("it ") else said


def _done_before(here: Desk, deed: str) -> HttpResponse | None:
    """The answer to a button that this person pressed twice: what it did stands, and nobody else was in the way."""
    row, me = here.row, here.who.username
    if deed == "code" and row.second and row.coded_by == me and row.second.codings == tuple(here.form.codings()):
        return _both_shown(here)
    if row.decided_by != me or deed not in ("publish", "alone", "adjudicate", "give-back"):
        return None
    if deed == "give-back":
        return _to_queue(here) if row.outcome is Outcome.RETURNED else None
    adjudicated = submissions.codings_of(here.submission, Round.ADJUDICATION)
    same = tuple(here.form.codings()) == adjudicated if deed == "adjudicate" else not adjudicated
    return _to_queue(here) if row.outcome is Outcome.PUBLISHED and same else None


def _both_shown(here: Desk) -> HttpResponse:
    return HttpResponseRedirect(f"{here.request.path}#h-codings", status=HTTPStatus.SEE_OTHER)


def _code(here: Desk) -> HttpResponse:
    submissions.code(submission=here.submission, codings=_read(here), by=here.who.username)
    return _both_shown(here)


def _publish(here: Desk) -> HttpResponse:
    return _published(here, submissions.publish(submission=here.submission, by=here.who.username))


def _alone(here: Desk) -> HttpResponse:
    return _published(here, submissions.publish_alone(submission=here.submission, by=here.who.username))


def _adjudicate(here: Desk) -> HttpResponse:
    made = submissions.adjudicate(submission=here.submission, codings=_read(here), by=here.who.username)
    return _published(here, made)


def _preview(here: Desk) -> HttpResponse:
    """What the adjudication as typed would change, with nothing done."""
    submission, codings = here.submission, _read(here)
    here.effect = effect.of(
        here.proposal,
        lambda: submissions.adjudicate(submission=submission, codings=codings, by=here.who.username),
    )
    return _page(here)


def _take(of: Callable[[WaitingRow], Sheet | None]) -> Callable[[Desk], HttpResponse]:
    """Fills the adjudication with one coder's reading; why it was read so stays for the adjudicator to say."""

    def take(here: Desk) -> HttpResponse:
        sheet = of(here.row)
        if sheet is None:
            wording = gettext_noop("there is no such coding that you may see.")
            raise refuse("review-is-a-second-coding", "submission", wording)
        why = {name: values for name, values in here.typed.items() if name.endswith("-rationale")}
        taken = {name: values for name, values in of_codings(sheet.codings).items() if not name.endswith("-rationale")}
        here.form = _form(here.proposal, here.row, taken | why)
        return _page(here)

    return take


def _give_back(here: Desk) -> HttpResponse:
    own = here.row.logged_by == here.who.username
    reason = here.typed.get("reason", [""])[0]
    submissions.give_back(submission=here.submission, reason=reason, by=here.who.username)
    draft = Draft.objects.filter(returned=here.row.id).first()
    if own:
        messages.success(here.request, _("You took it back: it is a draft of yours again."))
        if draft is not None:
            return HttpResponseRedirect(reverse("draft", args=[draft.pk]), status=HTTPStatus.SEE_OTHER)
    else:
        said = _("You sent it back: %(name)s has it as a draft again, with your reason.")
        messages.success(here.request, said % {"name": here.row.logged_by})
    return _to_queue(here)


def _published(here: Desk, made: Statement) -> HttpResponse:
    link = reverse("statement", args=[made.ref])
    wording = _('Published: <a href="%(link)s">statement %(ref)s</a>.')
    messages.success(here.request, mark_safe(wording % {"link": link, "ref": made.ref}))  # noqa: S308 - link and id are ours
    return _to_queue(here)


def _to_queue(here: Desk) -> HttpResponse:
    """The queue, with the focus on the button of the next statement that waits for this person."""
    ahead = waiting.following(here.row.id, here.who)
    href = reverse("review_queue") + (f"#review-{ahead}" if ahead else "")
    return HttpResponseRedirect(href, status=HTTPStatus.SEE_OTHER)


DEEDS: dict[str, Callable[[Desk], HttpResponse]] = {
    "code": _code,
    "publish": _publish,
    "alone": _alone,
    "adjudicate": _adjudicate,
    "preview": _preview,
    "take-first": _take(lambda row: row.first),
    "take-second": _take(lambda row: row.second),
    "give-back": _give_back,
}
"""The buttons of the page; each but `give-back` is a reviewer's, and taking back one's own is for who logged it."""


def _page(here: Desk, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    turn = here.row.turn
    hindered: tuple[Breach, ...] = ()
    act = {Turn.PUBLISH: submissions.publish, Turn.ALONE: submissions.publish_alone}.get(turn)
    coded = any(name.startswith("u-") for name in here.typed)
    decides = turn in (Turn.PUBLISH, Turn.ADJUDICATE) and (coded or "decide" in here.request.GET)
    if act is not None and not decides:
        submission = here.submission
        try:
            here.effect = effect.of(here.proposal, lambda: act(submission=submission, by=here.who.username))
        except Refused as refused:  # said beside the button: the record has moved since it was handed in
            hindered = refused.breaches
    context = reviewed.context(here.row, here.proposal, here.who)
    context |= {
        "coding": here.form,
        "decides": decides,
        "breaches": here.breaches,
        "effect": here.effect,
        "hindered": hindered,
        "said": here.said,
        "by_me": here.who.username == (here.row.decided_by or here.row.coded_by),
        "kept": reviewed.kept(here.typed, here.form) if here.said else [],
        "reason": here.typed.get("reason", [""])[0],
        "nothing": bool(here.typed.get(NOTHING)),
        "status": status.value,
    }
    return render_desk(here.request, "review", context, status=status)
