"""`/<proposal>/`: the guarantor table."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from guarantors import address
from guarantors.address import Address, naming, proposal_or_404, read_address, read_only, worded
from guarantors.domain import chart
from guarantors.domain.stance import NO_STANCE, Level, Role
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.models.carried import SourcesRead
from guarantors.pages import as_of_bar, cite, counted, coverage, masthead, news, structured, summary
from guarantors.pages.guarantor_rows import Seen, row_html
from guarantors.pages.labels import label
from guarantors.pages.view import Field, place, put_in, render_view, tidied
from guarantors.queries import guarantor_table as question
from guarantors.queries.coverage import sources_read
from guarantors.queries.guarantor_table import GuarantorTable, Sort, arranged, matches
from guarantors.queries.table_row import TableRow

COLUMNS: tuple[tuple[Sort | None, str, str], ...] = (
    (Sort.NAME, gettext_noop("Guarantor"), ""),
    (Sort.LEVEL, gettext_noop("Stance"), ""),
    (Sort.SINCE, gettext_noop("Since"), ""),
    (None, "", "c-spark"),
    (Sort.LATEST, gettext_noop("Latest statement"), ""),
    (None, gettext_noop("Conditions"), ""),
    (Sort.STATEMENTS, gettext_noop("Statements"), "num"),
)


@read_only
def guarantor_table(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    where = read_address(
        request,
        allowed=(*address.TABLE_PARAMETERS, "since"),
        words={"provision": [provision.slug for provision in proposal.provisions]},
    )
    if redirect := tidied(request, where):
        return redirect
    table = question.guarantor_table(
        proposal, provision=where.provision, as_of=where.day, known_at=where.moment, q=where.q, named=naming.of
    )
    context = {
        **_context(table, sources_read(proposal.pk, known_at=where.moment), where),
        "cite": cite.proposal(request, where, proposal),
        # The dataset as it is today has no place on a page that stays as it was.
        "structured": None if where.known_at else structured.dataset(proposal, request.build_absolute_uri),
    }
    response = render_view(request, "guarantor_table", context, where)
    put_in(response, {group["place"]: group["rows"] for group in context["groups"]})
    return response


def _context(table: GuarantorTable, read: SourcesRead, where: Address) -> dict[str, Any]:
    proposal = table.proposal
    shown = arranged(
        [row for row in table.rows if matches(row, level=where.level, role=where.role, q=where.q)],
        where.sort,
        naming.of,
    )
    asked = [row for row in table.rows if row.guarantor.is_asked_on(where.day)]
    standings = [(row.guarantor, row.level) for row in asked]
    noun = summary.asked_noun([row.guarantor.role for row in asked])
    on = chart.scale(begin(table), where.day)
    seen = Seen(
        slug=proposal.slug,
        day=where.day,
        on=on,
        view=where.only("as_of", "known_at", "provision").query(),
        known=where.only("known_at").query(),
        nothing_found=_nothing_found(table, where),
    )
    groups = [
        {
            "title": title,
            "place": place(title),
            "rows": b"".join(row_html(row, seen) for row in shown if row.guarantor.gives_the_guarantee is gives),
        }
        for title, gives in summary.groups(noun)
    ]
    provision = next((item for item in proposal.provisions if item.slug == where.provision), None)
    clocks = where.with_(level=None, role=None, q="", sort="").query()
    return {
        "mast": masthead.of(proposal, where, current="guarantors"),
        "provision": provision,
        "corrected": f"/{proposal.slug}/corrected/{where.clocks().query()}",
        "news": news.news(proposal, where),
        "day": worded.long_day(where.day),
        "bar": as_of_bar.of(table.changed_on, table.said_on, where, proposal.made_on),
        "sentence": summary.sentence(standings, provision is not None),
        "blocks": summary.blocks(proposal.slug, standings, clocks),
        "counts": [
            {**item, "href": where.with_(level=item["level"]).query(), "current": where.level == item["level"]}
            for item in summary.counts(level for _, level in standings)
        ],
        "groups": [group for group in groups if group["rows"]],
        "columns": _columns(where, on),
        "sources_href": "/sources/" + where.only("known_at").with_(proposal=proposal.slug).query(),
        "coverage": coverage.sentence(read),
        "count": _count(shown, table, bool(where.level or where.role or where.q)),
        "filtered": bool(where.level or where.role or where.q),
        "unfiltered": where.with_(level=None, role=None, q="").query(),
        "choices": _choices(table, where),
    }


def begin(table: GuarantorTable) -> date:
    """The day on which the time scale of all lines begins: the proposal's, or the first stance if that is earlier."""
    return min([table.proposal.made_on, *(row.first_day for row in table.rows if row.first_day)])


def _columns(where: Address, on: chart.Scale) -> list[dict[str, str]]:
    span = _("%(first)s to %(last)s") % {"first": worded.short_day(on.start), "last": worded.short_day(on.end)}
    columns = []
    for sort, title, css in COLUMNS:
        if sort is None:
            columns.append({"title": _(title) if title else span, "css": css, "href": "", "sorted": "", "arrow": ""})
            continue
        down = (where.sort or Sort.LEVEL) == sort
        columns.append(
            {
                "title": _(title),
                "css": css,
                "id": f"sort-{sort}",
                "href": where.with_(sort=f"-{sort}" if down else sort.value).query(),
                **_direction(sort, down, where.sort == f"-{sort}"),
            }
        )
    return columns


def _direction(sort: Sort, first: bool, reversed_: bool) -> dict[str, str]:
    """`aria-sort` and arrow of a column; most come greatest first, names and dates least first."""
    if not first and not reversed_:
        return {"sorted": "", "arrow": ""}
    ascending = (sort in (Sort.NAME, Sort.SINCE)) is first
    return {"sorted": "ascending", "arrow": "↑"} if ascending else {"sorted": "descending", "arrow": "↓"}


def _count(shown: list[TableRow], table: GuarantorTable, is_filtered: bool) -> str:
    """Of the rows shown: how many; of all of them also how many statements are on record (a joint one counts once)."""
    total = len(table.rows)
    count = ngettext("%(shown)s of %(total)s party", "%(shown)s of %(total)s parties", total) % {
        "shown": len(shown),
        "total": total,
    }
    return count if is_filtered else f"{count}, {counted.statements(table.statement_count)}"


def _nothing_found(table: GuarantorTable, where: Address) -> str:
    """What is said where a party has no statement: that it was looked for, and in how much."""
    if not table.source_count:
        return _("Nothing about this proposal had been recorded by then.")
    return ngettext(
        "The one source on record carries no statement made on its behalf up to %(day)s.",
        "None of the %(count)s sources on record carries a statement made on its behalf up to %(day)s.",
        table.source_count,
    ) % {"count": table.source_count, "day": worded.long_day(where.day)}


def _choices(table: GuarantorTable, where: Address) -> list[Field]:
    """The selects of the filter form."""
    provisions = [(item.slug, item.title) for item in table.proposal.provisions]
    levels = [(word, label(word)) for word in (*Level, NO_STANCE)]
    present = {row.guarantor.role for row in table.rows}
    roles = [(role, label(role)) for role in Role if role in present or role == where.role]
    return [
        Field.of("provision", _("Stance on"), _("Whole proposal"), provisions, where.provision),
        Field.of("level", _("Stance"), _("Any"), levels, where.level),
        Field.of("role", _("Role"), _("All roles"), roles, where.role),
    ]
