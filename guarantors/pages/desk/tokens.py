"""`/desk/tokens/`: the tokens by which programs use the API in one's name; administrators see and revoke all.

A token's text is in the answer to the form that made it and nowhere else: no address, session or log has it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import tokens
from guarantors.address import shown_moment, worded
from guarantors.domain.errors import Refused, refuse
from guarantors.domain.roles import SCOPE_WORDS, Right, Scope
from guarantors.domain.tokens import DAYS, LONGEST_NAME, MOST, scopes_of
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import counted
from guarantors.pages.desk import role_words
from guarantors.pages.desk.access import desk, not_allowed
from guarantors.pages.desk.fields import Fault, Field, put
from guarantors.pages.desk.posted import clean
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.queries import tokens as question
from guarantors.queries.people import Person
from guarantors.queries.tokens import TokenRow

USUAL_DAYS = 90


class TokenForm:
    """What a token is made of."""

    def __init__(self, who: Person) -> None:
        words = tuple((scope.value, f"{scope}: {_(SCOPE_WORDS[scope])}") for scope in scopes_of(who.roles))
        hint = _("At most %(count)s characters. It tells you later which one to revoke.") % {"count": LONGEST_NAME}
        terms = tuple((str(days), counted.days(days) if days < 365 else _("a year")) for days in DAYS)
        self.name = Field("name", _("What it is for"), hint=hint, span="h")
        # Translators: what follows is a length of time.
        self.days = Field("days", _("Holds for"), "select", span="h", choices=terms, values=(str(USUAL_DAYS),))
        self.scopes = Field("scopes", _("What the program may do"), "checks", choices=words, values=(Scope.READ.value,))
        self.fields = [self.name, self.days, self.scopes]

    def fill(self, posted: Mapping[str, list[str]]) -> None:
        """Put in what was sent."""
        for item in self.fields:
            item.fill({name: [clean(value) for value in values] for name, values in posted.items()})

    def wanted(self) -> dict[str, Any]:
        """The token as the action takes one; a number of days that is none is no term on offer."""
        days = self.days.value
        is_number = days.isascii() and days.isdigit() and len(days) < 5
        return {"name": self.name.value, "scopes": self.scopes.values, "days": int(days) if is_number else 0}

    @property
    def errors(self) -> list[Fault]:
        """Everything that is wrong, in the order of the form."""
        return [fault for item in self.fields for fault in item.faults]


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def page(request: HttpRequest) -> HttpResponse:
    form = TokenForm(person_of(request))
    if request.method != "POST":
        return _shown(request, form)
    deed = request.POST.get("do", "")
    if deed == "make":
        return _make(request, form)
    if deed == "revoke":
        return _revoke(request)
    wording = gettext_noop("there is no such button; there are Make the token and Revoke.")
    raise refuse("deed-is-known", "do", wording)


def _make(request: HttpRequest, form: TokenForm) -> HttpResponse:
    form.fill({name: [str(value) for value in values] for name, values in request.POST.lists()})
    who = person_of(request)
    try:
        token, text = tokens.make(owner=request.user, roles=who.roles, **form.wanted())  # type: ignore[arg-type]  # `desk` let a person in
    except Refused as refused:
        put(refused.breaches, {item.name: item for item in form.fields}.get)
        return _shown(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    until = worded.long_day(token.expiry.date())
    return _shown(request, TokenForm(who), made={"name": token.name, "text": text, "until": until})


def _revoke(request: HttpRequest) -> HttpResponse:
    who, owner, name = person_of(request), request.POST.get("owner", ""), request.POST.get("name", "")
    if owner != who.username and not who.may(Right.USERS):
        wording = _("You revoke your own tokens; to revoke somebody else’s takes the role %(roles)s.")
        return not_allowed(request, wording % {"roles": role_words.holding(Right.USERS)})
    tokens.revoke(owner=owner, name=name, by=who.username)
    said = _("The token “%(name)s” is revoked: whoever has it gets no further.")
    messages.success(request, said % {"name": name})
    answer: HttpResponseRedirect = redirect("desk_tokens")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _shown(
    request: HttpRequest, form: TokenForm, *, made: dict[str, str] | None = None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    who, now = person_of(request), datetime.now(UTC)
    mine = [_row(row, scopes_of(who.roles)) for row in question.of(who.username, now=now)]
    others = [_row(row) for row in question.of_others(who.username, now=now)] if who.may(Right.USERS) else None
    context = {"form": form, "made": made, "mine": mine, "others": others, "most": MOST, "status": status.value}
    return render_desk(request, "tokens", context, status=status)


def _row(row: TokenRow, held: tuple[Scope, ...] = tuple(Scope)) -> dict[str, Any]:
    """`idle` are the scopes that pass nothing on, since the person's roles no longer hold the rights."""
    return {
        "row": row,
        "scopes": [scope.value for scope in row.scopes],
        "idle": [scope.value for scope in row.scopes if scope not in held],
        "made": worded.short_day(row.made_at.date()),
        "expires": worded.short_day(row.expires_at.date()),
        "used": shown_moment(row.last_used_at) if row.last_used_at else "",
    }
