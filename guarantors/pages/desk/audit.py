"""`/desk/audit/`: who did what, newest first, for administrators; `.csv` and `.json` have all that is asked for."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from guarantors import address
from guarantors.address import Address
from guarantors.domain.errors import Breach, Refused, refuse_any
from guarantors.domain.roles import Right
from guarantors.exchange.sheets import audit as audit_sheet
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.tabular import Provenance, csv_chunks, json_chunks
from guarantors.pages.desk import audit_words, facts
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.pages.view import options
from guarantors.queries import audit as question
from guarantors.queries import proposals
from guarantors.queries.audit import Deed, Wanted

_SHARED = ("proposal", "from", "to")
_OWN = ("person", "verb")
_PLACES = {"statement": "desk_statement", "source": "desk_source"}


@require_safe
@desk(Right.AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    titles = dict(proposals.titles())
    where, own, wanted = _read(request, titles, ("after",))
    found = question.page(wanted, after=where.after)
    query = where.with_(after="").given() + [pair for pair in own.items() if pair[1]]
    context = {
        "rows": [_row(deed, titles, person_of(request).may(Right.LOG)) for deed in found.deeds],
        "people": options(_("Everybody"), {name: name for name in question.people()}, own["person"]),
        "verbs": options(_("Everything"), {verb: audit_words.verb(verb) for verb in question.verbs()}, own["verb"]),
        "proposals": options(_("All proposals"), titles, where.proposal),
        "where": where,
        "is_filtered": bool(query),
        "is_later": bool(where.after),
        "query": _query(query),
        "bom": _query([*query, ("bom", "1")]),
        "next": _query([*query, ("after", found.after)]) if found.after else "",
    }
    return render_desk(request, "audit", context)


@require_safe
@desk(Right.AUDIT)
def download(request: HttpRequest, ending: str) -> HttpResponseBase:
    where, _own, wanted = _read(request, dict(proposals.titles()), ("bom",) if ending == "csv" else ())
    sheet, now = audit_sheet.sheet(wanted), datetime.now(UTC)
    response: HttpResponseBase
    if ending == "csv":
        chunks = csv_chunks(sheet, for_spreadsheets=where.bom == "1")
        response = StreamingHttpResponse(chunks, content_type="text/csv; charset=utf-8; header=present")
    else:
        provenance = Provenance(request.build_absolute_uri(), now.date(), now, is_published=False)
        response = StreamingHttpResponse(json_chunks(sheet, provenance), content_type="application/json")
    name = f"audit_{now.date().isoformat()}.{ending}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _read(
    request: HttpRequest, titles: Mapping[str, str], more: Sequence[str]
) -> tuple[Address, dict[str, str], Wanted]:
    """What is asked for. Raises `Refused` with every fault."""
    given = dict(request.GET.lists())
    faults: list[Breach] = []
    own = {}
    for name in _OWN:
        try:
            own[name] = address.single(name, given.pop(name, []))
        except Refused as refused:
            faults += refused.breaches
    if own.get("person") and own["person"] not in question.people():
        wording = gettext_noop("“%(text)s” did nothing on record.")
        faults.append(Breach("person-is-known", "person", wording, text=address.shown(own["person"])))
    if own.get("verb") and own["verb"] not in question.verbs():
        wording = gettext_noop("“%(text)s” is none; there are: %(known)s.")
        known = tuple(question.verbs())
        faults.append(Breach("word-is-known", "verb", wording, text=address.shown(own["verb"]), known=known))
    where = Address(now=datetime.now(UTC))
    try:
        where = address.read(given, now=where.now, allowed=(*_SHARED, *more), words={"proposal": tuple(titles)})
    except Refused as refused:
        faults += refused.breaches
    refuse_any(faults)
    return where, own, Wanted(own["person"], where.proposal, own["verb"], where.from_, where.to)


def _query(pairs: Sequence[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""


def _row(deed: Deed, titles: Mapping[str, str], writes: bool) -> dict[str, Any]:
    return {
        "at": address.shown_moment(deed.at),
        "iso": deed.at.isoformat(),
        "by": deed.by,
        "verb": audit_words.verb(deed.verb),
        "noun": audit_words.noun(deed.noun),
        "ref": deed.ref[:8] if deed.noun == "submission" else deed.ref,  # whole in the files
        "href": _href(deed) if writes else _public(deed),
        "proposal": titles.get(deed.proposal, deed.proposal),
        "why": audit_words.why(deed.reason, deed.detail),
        "changes": facts.changed(deed.changes),
    }


def _href(deed: Deed) -> str:
    """The page of the desk on that thing, where there is one."""
    if deed.noun == "stance":
        return reverse("desk_stance", args=[deed.proposal, deed.ref])
    if deed.noun == "submission":
        return reverse("review", args=[deed.ref])
    return reverse(_PLACES[deed.noun], args=[deed.ref]) if deed.noun in _PLACES else ""


def _public(deed: Deed) -> str:
    """The page that everybody may read, for whoever may not go to that of the desk."""
    return reverse(deed.noun, args=[deed.ref]) if deed.noun in _PLACES else ""
