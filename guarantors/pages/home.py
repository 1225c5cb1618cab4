"""`/`: the proposals, each with its line of stances."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from guarantors.address import naming, read_address, read_only, shown_moment, worded
from guarantors.pages import summary, words
from guarantors.pages.labels import label
from guarantors.pages.view import render_view
from guarantors.queries import proposals
from guarantors.queries.proposals import ProposalStances
from guarantors.queries.then import Then


@read_only
def home(request: HttpRequest) -> HttpResponse:
    where = read_address(request, allowed=("as_of", "known_at"))
    found = proposals.with_stances(as_of=where.day, known_at=where.moment, then=Then.of(where.known_at))
    cards = [_card(item, where.day, where.clocks().query()) for item in found]
    known = shown_moment(where.known_at) if where.known_at else ""
    return render_view(request, "home", {"cards": cards, "day": worded.long_day(where.day), "known": known}, where)


def _card(item: ProposalStances, day: date, query: str) -> dict[str, object]:
    proposal = item.proposal
    asked = [(part, level) for part, level in item.stances if part.is_asked_on(day)]
    return {
        "href": f"/{proposal.slug}/{query}",
        "title": proposal.title,
        "made_on": worded.long_day(proposal.made_on),
        "made_on_iso": proposal.made_on.isoformat(),
        "made_at": proposal.made_at,
        "makers": words.joined(naming.actors(proposal.makers)),
        "status": label(proposal.status),
        "summary": proposal.summary,
        "sentence": summary.sentence(asked),
        "blocks": summary.blocks(proposal.slug, asked, query),
        "counts": summary.counts(level for _, level in asked),
    }
