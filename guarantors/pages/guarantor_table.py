"""`/<proposal>/`: the guarantor table."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guarantors import address
from guarantors.address import Address
from guarantors.domain import chart, dates
from guarantors.domain.stance import NO_STATEMENT, Level, Role, label
from guarantors.pages import as_of_bar, coverage, masthead, summary, words
from guarantors.pages.flags import flag
from guarantors.pages.lines import SPARK_ROW_PX, drawing
from guarantors.pages.view import Choice, proposal_or_404, read_address, render_view, tidied
from guarantors.queries import guarantor_table as question
from guarantors.queries.coverage import SourcesRead, sources_read
from guarantors.queries.guarantor_table import GuarantorTable, Sort, TableRow, arranged, matches

COLUMNS: tuple[tuple[Sort | None, str, str], ...] = (
    (Sort.NAME, "Guarantor", ""),
    (Sort.LEVEL, "Stance", ""),
    (Sort.SINCE, "Since", ""),
    (None, "", "c-spark"),
    (Sort.LATEST, "Latest statement", ""),
    (None, "Conditions", ""),
    (Sort.STATEMENTS, "Stmts", "num"),
)


@require_safe
def guarantor_table(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = proposal_or_404(slug)
    where = read_address(
        request,
        allowed=address.TABLE_PARAMETERS,
        words={"provision": [provision.slug for provision in proposal.provisions]},
    )
    if redirect := tidied(request, where):
        return redirect
    table = question.guarantor_table(proposal, provision=where.provision, as_of=where.day, known_at=where.moment)
    read = sources_read(proposal.pk, known_at=where.moment)
    return render_view(request, "guarantor_table", _context(table, read, where), where)


def _context(table: GuarantorTable, read: SourcesRead, where: Address) -> dict[str, Any]:
    proposal = table.proposal
    shown = arranged(
        [row for row in table.rows if matches(row, level=where.level, role=where.role, q=where.q)], where.sort
    )
    asked = [row for row in table.rows if row.guarantor.gives_the_guarantee]
    standings = [(row.guarantor, row.stance.level if row.stance else None) for row in asked]
    noun = summary.asked_noun([row.guarantor.role for row in asked])
    on = chart.scale(_begin(table), where.day)
    groups = [
        {
            "title": title,
            "rows": [_cells(row, table, where, on) for row in shown if row.guarantor.gives_the_guarantee is gives],
        }
        for title, gives in (
            (label(noun) if noun != "asked" else "Proposed guarantors", True),
            ("Other parties", False),
        )
    ]
    provision = next((item for item in proposal.provisions if item.slug == where.provision), None)
    clocks = where.with_(level=None, role=None, q="", sort="").query()
    return {
        "mast": masthead.of(proposal, where, current="guarantors"),
        "provision": provision,
        "day": dates.long_day(where.day),
        "bar": as_of_bar.of(table.changed_on, table.said_on, where, proposal.made_on),
        "sentence": words.summary([words.Standing(part.name, level) for part, level in standings], noun),
        "blocks": summary.blocks(proposal.slug, standings, clocks),
        "counts": [
            {**item, "href": where.with_(level=item["level"]).query(), "current": where.level == item["level"]}
            for item in summary.counts(level for _, level in standings)
        ],
        "groups": [group for group in groups if group["rows"]],
        "columns": _columns(where, on),
        "nothing_found": f"None of the {words.count_of(table.source_count, 'source')} on record carries a statement "
        f"made on its behalf up to {dates.long_day(where.day)}.",
        "count": _count(len(shown), table),
        "filtered": bool(where.level or where.role or where.q),
        "unfiltered": where.with_(level=None, role=None, q="").query(),
        "choices": _choices(table, where),
        "sources_href": "/sources/" + where.only("known_at").with_(proposal=proposal.slug).query(),
        "coverage": coverage.sentence(read),
    }


def _begin(table: GuarantorTable) -> date:
    """The day on which the time scale of all lines begins: the proposal's, or the first stance if that is earlier."""
    return min([table.proposal.made_on, *(row.steps[0].effective_day for row in table.rows if row.steps)])


def _cells(row: TableRow, table: GuarantorTable, where: Address, on: chart.Scale) -> dict[str, Any]:
    """One row as ready strings."""
    part, stance, latest = row.guarantor, row.stance, row.latest
    slug = table.proposal.slug
    view = where.only("as_of", "known_at", "provision").query()
    known = where.only("known_at").query()
    cells: dict[str, Any] = {
        "href": f"/{slug}/{part.code}/{view}",
        "name": part.name,
        "code": part.code,
        "flag": flag(part.code),
        "part": masthead.part_note(part, where.day),
        "level": stance.level if stance else NO_STATEMENT,
        "label": label(stance.level) if stance else "No stance" if row.statements else label(NO_STATEMENT),
        "spark": drawing(
            part.name,
            row.steps,
            on=on,
            row_px=SPARK_ROW_PX,
            asked_on=part.since if part.gives_the_guarantee else None,
            said_days=[item.said_last for item in row.statements if item.for_the_state],
        ),
        "count": len(row.statements),
        "conditions": [item.text for item in stance.conditions] if stance else [],
    }
    if stance and row.since:
        cells |= {
            "confidence": f"{stance.confidence} confidence",
            "detail": masthead.stance_detail(stance),
            "since": dates.short_day(row.since),
            "since_iso": row.since.isoformat(),
            "ago": dates.span_in_words(dates.days_between(row.since, where.day)),
            "walked_back": _moves_that_day(row),
        }
    if latest:
        cells |= {
            "latest": latest.summary,
            "said_by": words.speaker(latest),
            "said_href": f"/statements/{latest.ref}/{known}",
            "said_how": words.brief_manner(latest) if latest.for_the_state else "does not set the state’s stance",
            "said_on": words.said_when(latest),
        }
    return cells


def _moves_that_day(row: TableRow) -> str:
    """`after supportive the same day`, when the level moved more than once on the day since which it holds."""
    same_day = [step for step in row.steps if step.effective_day == row.since]
    before = [step.level for step in same_day if row.stance and step.level is not row.stance.level]
    return f"after {label(before[-1]).lower()} the same day" if before else ""


def _columns(where: Address, on: chart.Scale) -> list[dict[str, str]]:
    span = f"{dates.short_day(on.start)} to {dates.short_day(on.end)}"
    columns = []
    for sort, title, css in COLUMNS:
        if sort is None:
            columns.append({"title": title or span, "css": css, "href": "", "sorted": "", "arrow": ""})
            continue
        down = (where.sort or Sort.LEVEL) == sort
        columns.append(
            {
                "title": title,
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


def _count(shown: int, table: GuarantorTable) -> str:
    return f"{shown} of {words.count_of(len(table.rows), 'party').replace('partys', 'parties')}, " + words.count_of(
        table.statement_count, "statement"
    )


def _choices(table: GuarantorTable, where: Address) -> dict[str, list[Choice]]:
    roles = sorted({row.guarantor.role for row in table.rows}, key=list(Role).index)
    return {
        "level": [Choice("", "Any", not where.level)]
        + [Choice(word, label(word), word == where.level) for word in (*Level, NO_STATEMENT)],
        "role": [Choice("", "All roles", not where.role)] + [Choice(r, label(r), r == where.role) for r in roles],
        "provision": [Choice("", "Whole proposal", not where.provision)]
        + [Choice(item.slug, item.title, item.slug == where.provision) for item in table.proposal.provisions],
    }
