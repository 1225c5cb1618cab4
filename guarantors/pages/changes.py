"""`/<proposal>/changes/`: what changed between two days, and what we corrected or recorded since a moment."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from guarantors import address
from guarantors.address import Address, naming, proposal_or_404, read_address, read_only, worded
from guarantors.domain.stance import direction
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import ngettext
from guarantors.pages import cite, counted, masthead, words
from guarantors.pages.labels import within
from guarantors.pages.moves import Rows, by_day, chip, course
from guarantors.pages.view import Choice, render_view, tidied
from guarantors.queries import changes as question
from guarantors.queries.changes import WHOLE
from guarantors.queries.changes_shown import AT_MOST, Ends, Shown, shown

ALLOWED = ("from", "to", "known_at", "since", "provision", "actor")


@read_only
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = proposal_or_404(slug, request)
    lines = (WHOLE, *(provision.slug for provision in proposal.provisions))
    where = read_address(request, allowed=ALLOWED, words={"provision": lines})
    if redirect := tidied(request, where):
        return redirect
    first, last = question.window(proposal, where.from_, where.to, where.now.date())
    found = shown(
        proposal,
        first=first,
        last=last,
        known_at=where.moment,
        since=where.since,
        about_from=where.from_ or date.min,
        provision=where.provision,
        actor=where.actor,
    )
    context = _context(found, where)
    context["cite"] = cite.between(request, where, f"{proposal.title}: changes", proposal.changed_at, first, last)
    return render_view(request, "changes", context, where)


def _context(answer: Shown, where: Address) -> dict[str, Any]:
    found = answer.changes
    proposal = found.proposal
    rows = Rows(found, where.only("known_at").query())
    happened = defaultdict(list, {proposal.made_on: [_("proposal made")]})
    for event in found.events:
        happened[event.last_day].append(event.title)
    changed = [move for move in found.moves if not move.reaffirms]
    reaffirmed = [move for move in found.moves if move.reaffirms]
    differs = [line for line in answer.ends if line.differs]
    main = None if where.provision in (None, WHOLE) else where.provision
    return {
        "mast": masthead.of(proposal, where.with_(as_of=where.to), current="changes"),
        "path": f"/{proposal.slug}/changes/",
        "stem": f"/{proposal.slug}/changes",
        "entries": f"/{proposal.slug}/entries",
        "standings": f"/{proposal.slug}/standings",
        "first": worded.long_day(found.first),
        "last": worded.long_day(found.last),
        "first_iso": found.first.isoformat(),
        "last_iso": found.last.isoformat(),
        "latest_iso": max(found.last, where.now.date()).isoformat(),
        "known_iso": address.written_moment(where.known_at) if where.known_at else "",
        "known": address.shown_moment(where.known_at) if where.known_at else "",
        "since": address.shown_moment(where.since) if where.since else "",
        "later": where.with_(known_at=None, since=where.known_at).query(),
        "unsince": where.with_(since=None).query(),
        "sentence": _sentence([line for line in answer.ends if line.provision == main], answer),
        "count": f"{counted.changes(answer.changed)}, {counted.reaffirmations(answer.reaffirmed)}, "
        + _acts_in_words(answer),
        **_earlier(answer, where),
        "days": [
            {
                "day": worded.short_day(day),
                "iso": day.isoformat(),
                "note": "; ".join(happened[day]),
                "rows": [rows.move(move) for move in moves],
            }
            for day, moves in by_day(changed, lambda move: move.record.effective_day)
        ],
        "reaffirmed": [rows.move(move) for move in reaffirmed],
        "acts": [
            {"day": worded.short_day(day), "iso": day.isoformat(), "rows": [rows.act(act) for act in acts]}
            for day, acts in by_day(found.acts, lambda act: act.entry.at.date())
        ],
        "said": [rows.said(entry) for entry in found.said],
        "more_acts": answer.more_acts,
        "more_said": answer.more_said,
        "differs": [_line(line, rows) for line in differs[:AT_MOST]],
        "more_differ": len(differs) - AT_MOST if len(differs) > AT_MOST else 0,
        "unchanged": _unchanged([line for line in answer.ends if not line.differs and line.provision == main]),
        "elsewhere": _elsewhere(sum(not line.differs and line.provision != main for line in answer.ends)),
        "on": rows.on(main) if main else "",
        "choices": {
            "provision": [
                Choice("", _("The whole and every provision"), not where.provision),
                Choice(WHOLE, _("Whole proposal"), where.provision == WHOLE),
                *(Choice(item.slug, item.title, item.slug == where.provision) for item in proposal.provisions),
            ],
            "actor": [
                Choice("", _("Everybody"), not where.actor),
                *(Choice(part.code, naming.of(part), part.code == where.actor) for part in found.parties),
            ],
        },
    }


def _acts_in_words(answer: Shown) -> str:
    if answer.more_acts:
        return _("more than %(count)s entries of ours") % {"count": AT_MOST}
    return counted.entries(len(answer.changes.acts))


def _elsewhere(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s position on provisions did not change either.",
        "%(count)s positions on provisions did not change either.",
        count,
    ) % {"count": count}


def _earlier(answer: Shown, where: Address) -> dict[str, str]:
    """Where the changes before those shown are; empty where all are shown. Days are shown whole."""
    found = answer.changes
    if answer.begins <= found.first:
        return {"begins": "", "earlier": "", "until": ""}
    until = answer.begins - timedelta(days=1)
    before = where.with_(from_=found.first, to=until)
    return {"begins": worded.long_day(answer.begins), "earlier": before.query(), "until": worded.long_day(until)}


def _line(line: Ends, rows: Rows) -> dict[str, Any]:
    """Where one line stood on the first day and on the last."""
    return {
        **rows.who(line.guarantor),
        "on": rows.on(line.provision),
        "before": chip(line.before),
        "after": chip(line.after),
        "course": course(line.before, line.after),
    }


def _unchanged(lines: list[Ends]) -> list[dict[str, str]]:
    """Who stands where it stood, by level."""
    found: dict[str, list[str]] = {}
    for line in lines:
        word = within(line.after) if line.after else _("no stance on record on either day")
        found.setdefault(word, []).append(naming.of(line.guarantor))
    return [{"level": word, "names": words.joined(names)} for word, names in found.items()]


def _sentence(lines: list[Ends], answer: Shown) -> str:
    """What a reader takes away: how many took a first stance, moved towards it, or away from it."""
    found = answer.changes
    days = {"first": worded.long_day(found.first), "last": worded.long_day(found.last)}
    if len(lines) == 1:
        return _of_one(lines[0], days)
    asked = [line for line in lines if line.guarantor.is_asked_on(found.last)]
    if not asked:
        return ""
    return ngettext(
        "Between the end of %(first)s and the end of %(last)s, of the %(asked)s asked, %(moves)s.",
        "Between the end of %(first)s and the end of %(last)s, of the %(asked)s asked, %(moves)s.",
        len(asked),
    ) % {**days, "asked": words.number(len(asked)), "moves": words.joined(_moved(asked)) or _("none changed its level")}


def _moved(lines: list[Ends]) -> list[str]:
    """How many moved in each way; the ways in which none did are left out."""
    differing = [line for line in lines if line.differs]
    first = sum(line.before is None for line in differing)
    ways = [direction(line.before, line.after) for line in differing]
    towards, away = ways.count(1), ways.count(-1)
    parts = (
        (first, ngettext("%(count)s took a first stance", "%(count)s took a first stance", first)),
        (towards, ngettext("%(count)s moved towards it", "%(count)s moved towards it", towards)),
        (away, ngettext("%(count)s moved away from it", "%(count)s moved away from it", away)),
    )
    return [part % {"count": words.number(count)} for count, part in parts if count]


def _of_one(line: Ends, days: dict[str, str]) -> str:
    before, after = (within(level) if level else _("no stance on record") for level in (line.before, line.after))
    told = {**days, "name": naming.of(line.guarantor), "before": before, "after": after}
    if line.differs:
        return (
            _("Between the end of %(first)s and the end of %(last)s %(name)s went from %(before)s to %(after)s.") % told
        )
    return _("Between the end of %(first)s and the end of %(last)s %(name)s stayed where it was: %(after)s.") % told
