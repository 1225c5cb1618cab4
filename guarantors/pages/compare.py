"""`/<proposal>/compare/`: chosen guarantors side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from guarantors.address import Address, naming, proposal_or_404, read_address, read_only, worded
from guarantors.domain.stance import NO_STANCE, ConditionStatus
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import as_of_bar, cite, confidence, counted, masthead, multiples, words
from guarantors.pages.flags import flag
from guarantors.pages.labels import label, standing, within
from guarantors.pages.view import render_view, tidied
from guarantors.queries import compare as question
from guarantors.queries.compare import Comparison, Side
from guarantors.queries.stances import StanceRow

ALLOWED = ("as_of", "known_at", "g")


@read_only
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    where = read_address(request, allowed=ALLOWED)
    if redirect := tidied(request, where):
        return redirect
    found = question.compare(proposal, where.g, as_of=where.day, known_at=where.moment)
    context = _context(found, where)
    names = words.joined_in_english([side.row.guarantor.name for side in found.sides])
    context["cite"] = cite.page(
        request, where, f"{proposal.title}: {names}" if names else proposal.title, proposal.changed_at
    )
    return render_view(request, "compare", context, where)


def _context(found: Comparison, where: Address) -> dict[str, Any]:
    proposal = found.matrix.proposal
    lines = multiples.event_lines(proposal, found.events, found.scale)
    names = words.joined([naming.of(side.row.guarantor) for side in found.sides])
    return {
        "mast": masthead.of(proposal, where, current="compare"),
        "path": f"/{proposal.slug}/compare/",
        "stem": f"/{proposal.slug}/compare",
        "corrected": f"/{proposal.slug}/corrected/{where.clocks().query()}",
        "day": worded.long_day(where.day),
        "bar": as_of_bar.of(found.matrix.changed_on, found.matrix.said_on, where, proposal.made_on),
        "names": names,
        "span": _("%(first)s to %(last)s")
        % {"first": worded.long_day(found.scale.start), "last": worded.long_day(found.scale.end)},
        "sides": [_side(side, found, where, lines) for side in found.sides],
        "events": [line for line in lines if line["actor"] in ("", *where.g)],
        "choices": [
            {"code": part.code, "name": naming.of(part), "flag": flag(part.code), "chosen": part.code in where.g}
            for part in found.choices
        ],
    }


def _side(side: Side, found: Comparison, where: Address, lines: list[dict[str, str]]) -> dict[str, Any]:
    """One guarantor as ready strings."""
    row, part = side.row, side.row.guarantor
    stance, since = row.stances[0], row.since[0]
    proposal = found.matrix.proposal
    page = f"/{proposal.slug}/{part.code}/"
    by_ref = {item.ref: item for item in side.statements}
    titles = {item.slug: item.title for item in proposal.provisions}
    known = where.only("known_at").query()
    others = [code for code in where.g if code != part.code]
    return {
        "code": part.code,
        "name": naming.of(part),
        "flag": flag(part.code),
        "href": page + where.clocks().query(),
        "without": where.with_(g=tuple(others)).query(),
        "role": label(part.role),
        "note": masthead.part_note(part, where.day),
        **_level(stance, heard=bool(side.statements)),
        "since": words.since(since) if since else "",
        "since_iso": since.effective_day.isoformat() if since else "",
        "confidence": confidence.in_words(stance.confidence) if stance else "",
        "detail": masthead.stance_detail(stance) if stance else "",
        "previous": words.previous_government(side.government_changed),
        "why": stance.rationale if stance else "",
        "conditions": [
            (label(item.kind), item.text, "" if item.status is ConditionStatus.OPEN else within(item.status))
            for item in (stance.conditions if stance else ())
        ],
        "statements": [
            {
                "text": f"{words.speaker(by_ref[ref])}, {words.said_when(by_ref[ref])}" if ref in by_ref else ref,
                "href": f"/statements/{ref}/{known}",
            }
            for ref in (stance.statements if stance else ())
        ],
        "said": counted.statements(len(side.statements)),
        "positions": [
            {
                "title": titles[slug],
                "href": page + where.clocks().with_(provision=slug).query(),
                "since": words.since(step) if step else "",
                **_level(held, heard=True),
            }
            for slug, held, step in zip(found.matrix.columns, row.stances, row.since, strict=True)
            if slug
        ],
        "chart": multiples.multiple(
            part,
            row.lines[0],
            on=found.scale,
            said_days=[item.said_last for item in side.statements if item.for_the_state],
            lines=lines,
            heard=bool(side.statements),
        ),
    }


def _level(stance: StanceRow | None, *, heard: bool) -> dict[str, str]:
    level = stance.level if stance else None
    return {"level": level or NO_STANCE, "label": standing(level, heard)}
