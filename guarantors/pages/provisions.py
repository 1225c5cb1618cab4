"""`/<proposal>/provisions/`: the matrix, guarantors by provisions."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from guarantors.address import Address, naming, proposal_or_404, read_address, read_only, worded
from guarantors.domain.stance import Confidence, Obligation, Role
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages import as_of_bar, cite, confidence, masthead, multiples, summary, words
from guarantors.pages.flags import flag
from guarantors.pages.labels import label
from guarantors.pages.view import Choice, render_view, tidied
from guarantors.queries import provisions as question
from guarantors.queries.lines import Step
from guarantors.queries.proposals import ProvisionRow
from guarantors.queries.provisions import Matrix, MatrixRow
from guarantors.queries.stances import StanceRow

ALLOWED = ("as_of", "known_at", "role")


@read_only
def provisions(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    where = read_address(request, allowed=ALLOWED)
    if redirect := tidied(request, where):
        return redirect
    found = question.matrix(proposal, as_of=where.day, known_at=where.moment)
    context = _context(found, where)
    context["cite"] = cite.page(request, where, f"{proposal.title}: positions on each provision", proposal.changed_at)
    return render_view(request, "provisions", context, where)


def _context(found: Matrix, where: Address) -> dict[str, Any]:
    proposal = found.proposal
    titles = {item.slug: item for item in proposal.provisions}
    shown = [row for row in found.rows if where.role in (None, row.guarantor.role)]
    noun = summary.asked_noun([row.guarantor.role for row in found.rows if row.guarantor.gives_the_guarantee])
    groups = [
        {
            "title": title,
            "rows": [_row(row, found, where) for row in shown if row.guarantor.gives_the_guarantee is gives],
        }
        for title, gives in summary.groups(noun)
    ]
    held = sum(stance is not None for row in shown for stance in row.stances)
    roles = sorted({row.guarantor.role for row in found.rows}, key=list(Role).index)
    return {
        "mast": masthead.of(proposal, where, current="provisions"),
        "path": f"/{proposal.slug}/provisions/",
        "stem": f"/{proposal.slug}/provisions",
        "corrected": f"/{proposal.slug}/corrected/{where.clocks().query()}",
        "day": worded.long_day(where.day),
        "bar": as_of_bar.of(found.changed_on, found.said_on, where, proposal.made_on),
        "columns": [_column(titles[slug] if slug else None, slug, where, proposal.slug) for slug in found.columns],
        "span": len(found.columns) + 1,
        "groups": [group for group in groups if group["rows"]],
        "held": _held(held, len(shown) * len(found.columns)),
        "key": multiples.key(),
        "roles": [
            Choice("", _("All roles"), not where.role),
            *(Choice(role, label(role), role == where.role) for role in roles),
        ],
    }


def _held(held: int, cells: int) -> str:
    """How many cells hold a position, of how many."""
    if cells == 1:
        return ngettext("%(held)s of 1 cell holds a position", "%(held)s of 1 cell hold a position", held) % {
            "held": held
        }
    return ngettext(
        "%(held)s of %(cells)s cells holds a position", "%(held)s of %(cells)s cells hold a position", held
    ) % {"held": held, "cells": worded.figure(cells)}


def _column(provision: ProvisionRow | None, slug: str | None, where: Address, proposal: str) -> dict[str, str]:
    """A head of the matrix: the provision's title, its obligation, and its own guarantor table."""
    query = where.clocks().with_(provision=slug, role=where.role).query()
    return {
        "title": provision.title if provision else _("Whole proposal"),
        "obligation": label(provision.obligation) if provision and provision.obligation is not Obligation.OTHER else "",
        "summary": provision.summary if provision else "",
        "href": f"/{proposal}/{query}",
    }


def _row(row: MatrixRow, found: Matrix, where: Address) -> dict[str, Any]:
    part = row.guarantor
    page = f"/{found.proposal.slug}/{part.code}/"
    cells = []
    since_day = _("since %(day)s")  # once for the row: a matrix has thousands of cells
    for slug, stance, since in zip(found.columns, row.stances, row.since, strict=True):
        cells.append(
            {
                "href": page + where.clocks().with_(provision=slug).query(),
                "level": stance.level if stance else "",
                "label": label(stance.level) if stance else "",
                "beneath": _beneath(stance, since, since_day) if stance and since else "",
            }
        )
    return {
        "code": part.code,
        "name": naming.of(part),
        "flag": flag(part.code),
        "href": page + where.clocks().query(),
        "note": masthead.part_note(part, where.day),
        "cells": cells,
    }


def _beneath(stance: StanceRow, since: Step, since_day: str) -> str:
    """What stands beneath the level: what qualifies it, since when it is held, and that it is weakly founded."""
    parts = [masthead.stance_detail(stance), since_day % {"day": words.since(since)}]
    if stance.confidence is Confidence.LOW:
        parts.append(confidence.in_words(stance.confidence))
    return ", ".join(part for part in parts if part)
