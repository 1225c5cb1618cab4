"""What stands above every page of a proposal: its title, who made it, and the tabs."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop

from guarantors.address import Address, naming, worded
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import counted
from guarantors.pages.labels import label, within
from guarantors.pages.words import joined
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
    ("guarantors", gettext_noop("Guarantors")),
    ("timeline", gettext_noop("Timeline")),
    ("provisions", gettext_noop("Provisions")),
    ("changes", gettext_noop("Changes")),
    ("compare", gettext_noop("Compare")),
    ("events", gettext_noop("Events")),
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
        made_on=worded.long_day(proposal.made_on),
        made_on_iso=proposal.made_on.isoformat(),
        made_at=proposal.made_at,
        makers=joined(naming.actors(proposal.makers)),
        status=label(proposal.status) if where.day >= where.now.date() else _today(proposal),
        provisions=counted.provisions(len(proposal.provisions)),
        summary=proposal.summary,
        derived_from=proposal.derived_from,
        tabs=tuple(
            Tab(_(title), _view(proposal.slug, view, where), _current(view == current, beneath))
            for view, title in VIEWS
        ),
    )


def _today(proposal: ProposalRow) -> str:
    return _("%(status)s today") % {"status": label(proposal.status)}


def _view(slug: str, view: str, where: Address) -> str:
    """The address of a view. The day shown is the last day of the changes up to then."""
    kept = where.only("known_at").with_(to=where.as_of) if view == "changes" else where.clocks()
    return f"/{slug}/{kept.query()}" if view == VIEWS[0][0] else f"/{slug}/{view}/{kept.query()}"


def _current(is_current: bool, beneath: bool) -> str:
    return ("true" if beneath else "page") if is_current else ""


def part_note(part: GuarantorBrief, day: date) -> str:
    """What must be said of the part on that day: not yet asked, no longer asked, day not on record; else nothing."""
    if part.since is None:
        if part.gives_the_guarantee:
            return _("day when asked not on record")
        return _("day when it became a party not on record")
    if day < part.since:
        since = {"day": worded.short_day(part.since)}
        if part.gives_the_guarantee:
            return _("not yet asked; since %(day)s") % since
        return _("not yet a party; since %(day)s") % since
    if part.until and day > part.until:
        until = {"day": worded.short_day(part.until)}
        if part.gives_the_guarantee:
            return _("no longer asked since %(day)s") % until
        return _("no longer a party since %(day)s") % until
    return ""


def stance_detail(stance: StanceRow) -> str:
    """What qualifies the level: how it is bound, or why it is noncommittal."""
    if stance.legal_status:
        return within(stance.legal_status)
    return within(stance.basis) if stance.basis else ""
