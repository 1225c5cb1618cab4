"""What stands above every page of a proposal: its title, who made it, and the tabs."""

from dataclasses import dataclass
from datetime import date

from guarantors.address import Address
from guarantors.domain import dates
from guarantors.domain.stance import label
from guarantors.pages.words import count_of, joined
from guarantors.queries.proposals import GuarantorBrief, ProposalRow
from guarantors.queries.stances import StanceRow


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of the proposal; `current` is the value of aria-current, "true" on a page beneath the tab's own."""

    title: str
    href: str
    current: str


@dataclass(frozen=True, slots=True)
class Masthead:
    slug: str
    path: str
    export: str
    title: str
    href: str
    made_on: str
    made_on_iso: str
    made_at: str
    makers: str
    status: str
    provisions: str
    summary: str
    derived_from: tuple[str, str] | None
    tabs: tuple[Tab, ...]


VIEWS: tuple[tuple[str, str], ...] = (
    ("guarantors", "Guarantors"),
    ("timeline", "Timeline"),
    ("provisions", "Provisions"),
    ("changes", "Changes"),
    ("compare", "Compare"),
    ("events", "Events"),
)
"""The views of a proposal with their tabs; each but the first is the word in the address after the slug."""


def of(proposal: ProposalRow, where: Address, *, current: str, beneath: bool = False) -> Masthead:
    """The masthead above one of `VIEWS`, or above a page `beneath` it; links keep the two clocks."""
    query = where.clocks().query()
    return Masthead(
        slug=proposal.slug,
        path=f"/{proposal.slug}/",
        export=f"/{proposal.slug}/export",
        title=proposal.title,
        href=f"/{proposal.slug}/{query}",
        made_on=dates.long_day(proposal.made_on),
        made_on_iso=proposal.made_on.isoformat(),
        made_at=proposal.made_at,
        makers=joined([name for _, name in proposal.makers]),
        status=label(proposal.status) if where.day >= where.now.date() else f"{label(proposal.status)} today",
        provisions=count_of(len(proposal.provisions), "provision"),
        summary=proposal.summary,
        derived_from=proposal.derived_from,
        tabs=tuple(
            Tab(title, _view(proposal.slug, view, where), _current(view == current, beneath)) for view, title in VIEWS
        ),
    )


def _view(slug: str, view: str, where: Address) -> str:
    """The address of a view. The day shown is the last day of the changes up to then."""
    kept = where.only("known_at").with_(to=where.as_of) if view == "changes" else where.clocks()
    return f"/{slug}/{kept.query()}" if view == VIEWS[0][0] else f"/{slug}/{view}/{kept.query()}"


def _current(is_current: bool, beneath: bool) -> str:
    return ("true" if beneath else "page") if is_current else ""


def part_note(part: GuarantorBrief, day: date) -> str:
    """What must be said of the part on that day: not yet asked, no longer asked, day not on record; else nothing."""
    verb = "asked" if part.gives_the_guarantee else "a party"
    if part.since is None:
        return f"day when {'asked' if verb == 'asked' else 'it became a party'} not on record"
    if day < part.since:
        return f"not yet {verb}; since {dates.short_day(part.since)}"
    if part.until and day > part.until:
        return f"no longer {verb} since {dates.short_day(part.until)}"
    return ""


def stance_detail(stance: StanceRow) -> str:
    """What qualifies the level: how it is bound, or why it is noncommittal."""
    if stance.legal_status:
        return label(stance.legal_status).lower()
    return label(stance.basis).lower() if stance.basis else ""
