"""A change of the record as a form asks for it: with a reason, its effect first, then done with the very same fields.

Each verb is a subclass in a file of its own. What the editor saw travels with the form: where somebody else was
quicker, nothing is done, and the answer (409) tells what changed meanwhile with the editor's own text still in place.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_noop

from guarantors.actions.publication import rehearse
from guarantors.domain.difference import Change, changes
from guarantors.domain.errors import Breach, Refused, Stale, refuse
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.desk import effect, facts, past
from guarantors.pages.desk.fields import Data, Fault, Field, put
from guarantors.pages.desk.posted import clean
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.queries.contents import Shape
from guarantors.queries.history import LONGEST_SHOWN, Past
from guarantors.queries.locks import LockRow
from guarantors.queries.proposals import ProposalRow

STEPS = ("show", "do")
_NOT_FIELDS = ("csrfmiddlewaretoken", "do", "shown")


class About(Protocol):
    """What a verb needs of the thing that it changes; `proposal` is None for what belongs to no one proposal."""

    @property
    def ref(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def href(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def stands(self) -> bool: ...
    @property
    def lock(self) -> LockRow | None: ...
    @property
    def proposal(self) -> ProposalRow | None: ...
    @property
    def shape(self) -> Shape: ...
    def at(self, moment: datetime | None) -> str: ...
    def since(self, seen: int) -> list[Past]: ...


Thing = TypeVar("Thing", bound=About)


class Verb(Generic[Thing]):
    """One change of one thing on record. `data` is what was typed; without it the form is as it begins."""

    page: ClassVar[str] = "verb"
    name: ClassVar[str]
    """What is done, as the title says it. This and the next three are put into the language of the page when shown."""
    does: ClassVar[str]
    """What the button says that does it."""
    says: ClassVar[str]
    """What it does, in a sentence or two."""
    done: ClassVar[str]
    """What is said afterwards, with a place for the id."""
    key: ClassVar[str] = ""
    """Travels with the form where one address has two verbs, so that no press does the other one."""
    shows_stances: ClassVar[bool] = True
    """Whether the stances of readers can move by it."""

    def __init__(self, subject: Thing, data: Data | None = None) -> None:
        self.subject, self.data = subject, data
        self.fields = self.ask()
        self.reason = Field("reason", _("Reason"), "area", _("Readers see it beside the change."))
        for item in [*self.fields, self.reason] if data is not None else ():
            item.fill(data or {})

    def ask(self) -> list[Field]:
        """The fields besides the reason, filled with what stands now."""
        return []

    def act(self, *, reason: str, by: str, seen: int) -> Shape | None:
        """Do it, and answer what it says from then on, if it still says anything. Raises `Refused`, `Stale`."""
        raise NotImplementedError

    def effects(self) -> list[str]:
        """What else it brings with it, a sentence each."""
        return []

    def put(self, breaches: Iterable[Breach]) -> list[Breach]:
        """Say each refusal at its field; answers those that are of something else."""
        return put(breaches, {item.name: item for item in Verb.asked(self)}.get)

    @property
    def errors(self) -> list[Fault]:
        """Everything that is wrong, in the order of the form."""
        return [fault for item in Verb.asked(self) for fault in item.faults]

    def context(self) -> dict[str, Any]:
        """What its own template needs besides."""
        return {}

    def asked(self) -> list[Field]:
        """Every field of the form."""
        return [*self.fields, self.reason]

    def value(self, name: str) -> str:
        """What stands in a field."""
        return next(item.value.strip() for item in self.fields if item.name == name)


@dataclass
class Shown:
    """What the page tells besides the form."""

    effect: "effect.Effect | None" = None
    changes: Sequence[Change] = ()
    sentences: Sequence[str] = ()
    token: str = ""
    breaches: list[Breach] = field(default_factory=list)
    meanwhile: list[dict[str, Any]] = field(default_factory=list)
    is_conflict: bool = False
    note: str = ""

    @property
    def is_shown(self) -> bool:
        return bool(self.token)


def answer(request: HttpRequest, verb_of: Callable[[Data | None], Verb[Any]]) -> HttpResponse:
    """The form; what it would do; or that it is done. `verb_of` makes the verb of what was typed, if anything was."""
    if request.method != "POST":
        verb = verb_of(None)
        if not verb.subject.stands:
            gone = _("%(ref)s was withdrawn: nothing more can be done to it.")
            messages.warning(request, gone % {"ref": verb.subject.ref})
            return HttpResponseRedirect(verb.subject.href, status=HTTPStatus.SEE_OTHER)
        return _page(request, verb, Shown())
    typed: Data = {name: [clean(str(value)) for value in values] for name, values in request.POST.lists()}
    verb = verb_of(typed)
    step, seen = request.POST.get("do", ""), _seen(request)
    if step not in STEPS:
        wording = gettext_noop("there is no such button; there are Show the effect and Do it.")
        raise refuse("deed-is-known", "do", wording)
    reason, by = verb.reason.value, person_of(request).username
    token = _token(verb, typed, seen)
    try:
        if step == "do" and request.POST.get("shown") == token:
            verb.act(reason=reason, by=by, seen=seen)
            messages.success(request, _(verb.done) % {"ref": verb.subject.ref})
            return HttpResponseRedirect(verb.subject.href, status=HTTPStatus.SEE_OTHER)
        shown = _rehearsed(verb, lambda: verb.act(reason=reason, by=by, seen=seen))
    except Stale as stale:
        return _conflict(request, verb, stale, reason, by, seen)
    except Refused as refused:
        if not verb.subject.stands:
            return _conflict(request, verb, refused, reason, by, seen)
        left = [item.at(facts.name(item.field)) for item in verb.put(refused.breaches)]
        return _page(request, verb, Shown(breaches=left), HTTPStatus.UNPROCESSABLE_ENTITY, seen=seen)
    shown.token = token
    if step == "do":
        shown.note = _(
            "The form or the record changed after its effect was shown, so nothing was done yet. Look again."
        )
    return _page(request, verb, shown, seen=seen)


def _rehearsed(verb: Verb[Any], act: Callable[[], Shape | None]) -> Shown:
    """What it would do, with nothing done. Raises what the act raises."""
    before: Shape = verb.subject.shape
    after: Shape = {}

    def acting() -> None:
        after.update(act() or before)

    about = verb.subject.proposal
    found = effect.of(about, acting) if verb.shows_stances and about else rehearse(acting, lambda: None)
    return Shown(found, changes(before, after, longest=LONGEST_SHOWN), verb.effects())


def _conflict(request: HttpRequest, verb: Verb[Any], told: Refused, reason: str, by: str, seen: int) -> HttpResponse:
    """409: what changed meanwhile, and how the editor's own text differs from what stands now. Nothing was written."""
    subject = verb.subject
    shown = Shown(breaches=list(told.breaches), is_conflict=True)
    shown.meanwhile = [past.entry(subject, item) for item in subject.since(seen)]
    if subject.stands:
        try:
            shown.changes = _rehearsed(verb, lambda: verb.act(reason=reason, by=by, seen=subject.version)).changes
        except Refused as refused:
            shown.breaches += verb.put(refused.breaches)
    return _page(request, verb, shown, HTTPStatus.CONFLICT)


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 8):
        wording = gettext_noop("the form does not say which version it is about; open it again.")
        raise refuse("version-seen-is-known", "seen", wording)
    return int(text)


def _token(verb: Verb[Any], typed: Data, seen: int) -> str:
    """Names what was shown: these fields, on this version, on a proposal of this revision."""
    fields = [(name, tuple(values)) for name, values in sorted(typed.items()) if name not in _NOT_FIELDS]
    revision = verb.subject.proposal.revision if verb.subject.proposal else 0
    return hashlib.sha256(repr((fields, seen, revision)).encode()).hexdigest()[:32]


def _typed(verb: Verb[Any]) -> list[tuple[str, str]]:
    """What was typed, for a page that has no form any more."""
    return [(item.label, text) for item in verb.asked() if (text := " ".join(item.values))]


def _page(
    request: HttpRequest, verb: Verb[Any], shown: Shown, status: HTTPStatus = HTTPStatus.OK, *, seen: int | None = None
) -> HttpResponse:
    context = {
        "verb": verb,
        "changes": facts.changed(shown.changes),
        "typed": _typed(verb),
        "subject": verb.subject,
        "shown": shown,
        "seen": verb.subject.version if seen is None else seen,
        "lock": past.lock(verb.subject.lock),
        "proposal": verb.subject.proposal,
        "status": status.value,
    }
    return render_desk(request, verb.page, context | verb.context(), status=status)
