"""What every face does with a request: by which methods it may ask, of which proposal, and for which view."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from guarantors.address.reading import read
from guarantors.address.view import Address
from guarantors.domain.errors import Refused
from guarantors.domain.text import shown
from guarantors.exchange.check import RESERVED_SLUGS
from guarantors.exchange.spoken import gettext as _
from guarantors.queries import actors, proposals
from guarantors.queries.actors import ActorBrief
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.then import Then

View = Callable[..., HttpResponseBase]


def read_only(view: View) -> View:
    """What is only read: any method but GET and HEAD is a 405, before a form's token would be asked for."""
    return csrf_exempt(require_safe(view))


def read_address(
    request: HttpRequest | Request, *, allowed: Iterable[str], words: Mapping[str, Iterable[str]] | None = None
) -> Address:
    """The view asked for. Raises `Refused`, which becomes a 400 that names each fault and its fix."""
    return read(dict(request.GET.lists()), now=datetime.now(UTC), allowed=allowed, words=words)


def proposal_or_404(slug: str, request: HttpRequest | Request) -> ProposalRow:
    """The proposal at this address, in the words of the moment asked for; 404 in words where there is none."""
    proposal = proposals.find(slug, known_at=_past_moment(request))
    if proposal is None:
        if slug in RESERVED_SLUGS:
            raise Http404(_("There is nothing at this address."))
        raise Http404(_("There is no proposal “%(slug)s”.") % {"slug": shown(slug)})
    return proposal


def _past_moment(request: HttpRequest | Request) -> datetime | None:
    given = {"known_at": request.GET.getlist("known_at")}
    try:
        return read(given, now=datetime.now(UTC), allowed=("known_at",)).known_at
    except Refused:  # said with every other fault, when the whole address is read
        return None


def actor_or_404(code: str, request: HttpRequest | Request) -> ActorBrief:
    """The actor of that code, in the words of the moment asked for; 404 in words where there is none."""
    actor = actors.find(code, then=Then.of(_past_moment(request)))
    if actor is None:
        raise Http404(_("There is no actor “%(code)s” on record.") % {"code": shown(code)})
    return actor


def part_or_404(proposal: ProposalRow, code: str) -> GuarantorBrief:
    """An actor's part in the proposal; 404 in words where it has none."""
    part = proposals.guarantor(proposal, code)
    if part is None:
        named = {"code": shown(code), "title": proposal.title}
        raise Http404(_("%(code)s has no part in “%(title)s”.") % named)
    return part
