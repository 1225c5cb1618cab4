"""`/statements/<id>/`: one statement, its source, what rests on it, and every version that we showed."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from guarantors import address
from guarantors.address import Address, naming, proposal_or_404, read_address, read_only, worded
from guarantors.domain.coding import Review
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import cite, confidence, said, structured, words
from guarantors.pages.flags import flag
from guarantors.pages.labels import label
from guarantors.pages.view import render_view, tidied
from guarantors.queries import merges, readings, sources, statements
from guarantors.queries.statements import StatementRow
from guarantors.queries.then import Then


@read_only
def statement(request: HttpRequest, ref: str) -> HttpResponse:
    where = read_address(request, allowed=("known_at",))
    if redirect := tidied(request, where):
        return redirect
    then = Then.of(where.known_at)
    versions = [row for row in statements.versions(ref, then=then) if row.recorded_at <= where.moment]
    if not versions:
        raise Http404(_why_missing(ref, bool(where.known_at)))
    row = versions[0]
    is_withdrawn = row.superseded_at is not None and row.superseded_at <= where.moment
    if is_withdrawn and (kept := merges.stands_for(ref, known_at=where.moment)):
        return _moved(kept, where)
    query = where.query()
    source = sources.find(row.source.ref, then=then)
    if source is None:
        raise Http404(_("The source of “%(ref)s” is not on record.") % {"ref": ref})
    proposal = proposal_or_404(row.proposal_slug, request)
    context: dict[str, Any] = {
        "item": said.item(row, query=query),
        "title": f"{words.speaker(row)}, {words.said_when(row)}",
        "proposal": proposal,
        "proposal_href": f"/{proposal.slug}/{query}",
        "actors": [
            {
                "code": code,
                "name": naming.actor(code, name),
                "flag": flag(code),
                "href": f"/{proposal.slug}/{code}/{query}",
            }
            for code, name in row.actors
        ],
        "source": source,
        "source_brief": said.source(row.source, query),
        "corroborated_by": [said.source(item, query) for item in statements.corroborations(ref, row.version)],
        "records": [
            _reading(reading, proposal.slug, query)
            for reading in readings.records(row.statement_id, proposal, where.moment)
        ],
        "codings": [_coding(coding) for coding in readings.codings(row.statement_id, proposal, where.moment)],
        "relations": [_relation(link, query) for link in readings.relations(row.statement_id, where.moment)],
        "versions": _versions(versions),
        "withdrawn": row.withdrawal_reason if is_withdrawn else "",
        "picture": _picture(row, proposal.slug, where),
        "structured": structured.statement(row, source, (proposal.slug, proposal.title), request.build_absolute_uri),
        "cite": cite.statement(request, row, about=proposal.title, source=source, where=where),
    }
    return render_view(request, "statement", context, where)


def _moved(ref: str, where: Address) -> HttpResponse:
    """To the statement that stands in its place, as known at the same moment; asked again, since that may move too."""
    response = HttpResponsePermanentRedirect(f"/statements/{ref}/{where.query()}")
    response.headers["Cache-Control"] = address.cache_control(where)
    return response


def _picture(row: StatementRow, slug: str, where: Address) -> str:
    """The chart of the one that it speaks for, as it stood after it; the proposal's where it speaks for several."""
    view = where.with_(as_of=min(row.said_last, where.day))
    folder = f"/{slug}/{row.actors[0][0]}" if len(row.actors) == 1 else f"/{slug}"
    return f"{folder}/chart.png{view.query()}"


def _why_missing(ref: str, past: bool) -> str:
    asked = {"ref": address.shown(ref)}
    if past:
        return _("There is no statement “%(ref)s” on record at that moment.") % asked
    return _("There is no statement “%(ref)s” on record.") % asked


def _reading(reading: readings.Reading, slug: str, query: str) -> dict[str, Any]:
    return {
        "who": naming.actor(reading.actor_code, reading.actor_name),
        "href": f"/{slug}/{reading.actor_code}/{query}",
        "on": reading.provision_title or _("Whole proposal"),
        "level": reading.stance.level,
        "label": label(reading.stance.level),
        "effective": words.begun(reading.stance),
        "confidence": confidence.in_words(reading.stance.confidence),
        "rationale": reading.stance.rationale,
        "own": reading.actor_code in reading.statement_actors,
        "reviewed": _(words.REVIEWED[reading.stance.review]) if reading.stance.review else "",
        "once": reading.stance.review is Review.CODED_ONCE,
    }


def _coding(coding: readings.CodingRow) -> dict[str, str]:
    return {
        "coder": coding.coder,
        "round": _(words.ROUNDS[coding.round]) if coding.round else "",
        "level": coding.level,
        "label": label(coding.level),
        "who": naming.actor(coding.actor_code, coding.actor_name),
        "on": coding.provision_title,
        "confidence": confidence.in_words(coding.confidence),
        "rationale": coding.rationale,
    }


def _relation(link: readings.Link, query: str) -> dict[str, str]:
    return {"verb": label(link.relation), "ref": link.ref, "href": f"/statements/{link.ref}/{query}"}


def _versions(versions: Sequence[StatementRow]) -> list[dict[str, str | int]]:
    return [
        {
            "version": row.version,
            "recorded": f"{worded.short_day(row.recorded_at.date())}, {row.recorded_at:%H:%M} UTC",
            "by": row.recorded_by,
            "said": words.said_when(row),
            "summary": row.summary,
            "reason": row.reason or row.withdrawal_reason or _("First entry."),
            "closed": worded.short_day(row.superseded_at.date()) if row.superseded_at else "",
        }
        for row in versions
    ]
