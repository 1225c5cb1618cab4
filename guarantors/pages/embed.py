"""`/embed/<proposal>/` and `/embed/<proposal>/<CODE>/`: a table and a chart for other people's pages.

These alone may be framed by any host. They hold no navigation and set no cookie; every link opens outside of the frame
and leads to the view with both clocks fixed.
"""

from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

from guarantors.address import Address, embedding, naming, part_or_404, proposal_or_404, read_address, read_only, worded
from guarantors.domain import chart
from guarantors.domain.stance import NO_STANCE
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import guarantor_chart, masthead, summary, words
from guarantors.pages.guarantor_table import begin
from guarantors.pages.labels import standing
from guarantors.pages.lines import spark
from guarantors.pages.view import render_view, tidied
from guarantors.queries import drawn_line, events
from guarantors.queries import guarantor_table as question
from guarantors.queries.guarantor_table import arranged
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.table_row import TableRow


@read_only
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed_table(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    where = _read(request, proposal)
    if redirect := tidied(request, where):
        return redirect
    table = question.guarantor_table(proposal, provision=where.provision, as_of=where.day, known_at=where.moment)
    asked = [row for row in table.rows if row.guarantor.is_asked_on(where.day)]
    on = chart.scale(begin(table), where.day)
    back = where.fixed(proposal.changed_at)
    standings = [(row.guarantor, row.level) for row in asked]
    context = {
        **_frame(request, proposal, where, f"/{slug}/"),
        "title": proposal.title,
        "view_title": _title(proposal, where.provision),
        "sentence": summary.sentence(standings, where.provision is not None),
        "rows": [_row(row, slug, back, on) for row in arranged(asked, "")],
        "span": _("%(first)s to %(last)s") % {"first": worded.short_day(on.start), "last": worded.short_day(on.end)},
    }
    return render_view(request, "embed_table", context, where)


@read_only
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed_chart(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    part = part_or_404(proposal, code)
    where = _read(request, proposal)
    if redirect := tidied(request, where):
        return redirect
    line = drawn_line.read(proposal, part, where.provision, as_of=where.day, known_at=where.moment)
    happened = events.events(proposal.pk, as_of=where.day)
    level = line.points[-1].level if line.points else None
    context = {
        **_frame(request, proposal, where, f"/{slug}/{code}/"),
        "title": f"{naming.of(part)}: {proposal.title}",
        "view_title": _title(proposal, where.provision, part),
        "part": part,
        "bar": {"day": worded.short_day(where.day)},
        "chart": guarantor_chart.of(proposal, part, where.fixed(proposal.changed_at), line, happened),
        "level": level or NO_STANCE,
        "label": standing(level, bool(line.said)),
        "since": words.since(line.since) if line.since else "",
    }
    return render_view(request, "embed_chart", context, where)


def _read(request: HttpRequest, proposal: ProposalRow) -> Address:
    return read_address(
        request, allowed=embedding.KEPT, words={"provision": [provision.slug for provision in proposal.provisions]}
    )


def _frame(request: HttpRequest, proposal: ProposalRow, where: Address, path: str) -> dict[str, Any]:
    """What every embedded view says of itself. `back` is the page that it shows, with both clocks fixed."""
    provision = next((item.title for item in proposal.provisions if item.slug == where.provision), "")
    back = path + where.fixed(proposal.changed_at).query()
    return {
        "back": back,
        "canonical": request.build_absolute_uri(back),
        "proposal": proposal,
        "provision": provision,
        "day": worded.long_day(where.day),
        "known": worded.short_day(where.moment.date()),
    }


def _title(proposal: ProposalRow, provision: str | None, part: GuarantorBrief | None = None) -> str:
    """What is embedded, in the language of the page; a citation of it says the same in English (`cited.view_title`)."""
    clause = next((item.title for item in proposal.provisions if item.slug == provision), "")
    told = {"title": proposal.title, "provision": clause, "name": naming.of(part) if part else ""}
    if part:
        return (
            _("%(name)s on “%(provision)s” of the %(title)s") % told
            if clause
            else _("%(name)s on the %(title)s") % told
        )
    if clause:
        return _("Guarantors’ stances on “%(provision)s” of the %(title)s") % told
    return _("Guarantors’ stances on the %(title)s") % told


def _row(row: TableRow, slug: str, back: Address, on: chart.Scale) -> dict[str, Any]:
    part, stance = row.guarantor, row.stance
    return {
        "name": naming.of(part),
        "code": part.code,
        "href": f"/{slug}/{part.code}/{back.query()}",
        "level": stance.level if stance else NO_STANCE,
        "label": standing(stance.level if stance else None, bool(row.statement_count)),
        "detail": masthead.stance_detail(stance) if stance else "",
        "since": words.begun(row.since) if row.since else "",
        "spark": spark(
            naming.of(part),
            row.steps,
            on=on,
            asked_on=part.since,
            earlier=row.earlier,
        ),
    }
