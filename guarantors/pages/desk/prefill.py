"""What the desk fills in for an editor: from the page's address, from a known speaker, from a draft of one's own."""

from django.http import HttpRequest

from guarantors.address import worded
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.desk import statement_fields
from guarantors.pages.desk.posted import clean
from guarantors.pages.labels import label
from guarantors.queries import drafts, proposals, sources
from guarantors.queries.last_said import LastSaid, last_said
from guarantors.queries.proposals import ProposalRow

Typed = dict[str, list[str]]


def at_first(request: HttpRequest, owner: str) -> Typed:
    """An untouched form for `?proposal=&actor=&source=`, or with the source of one's own draft, `?like=`."""
    asked = {name: clean(request.GET.get(name, "")) for name in ("proposal", "actor", "source", "like")}
    typed: Typed = {**statement_fields.at_first(), "proposal": [asked["proposal"] or _last_proposal(owner)]}
    if asked["like"]:
        typed |= _source_of(asked["like"], owner)
    if asked["source"]:
        row = sources.find(asked["source"])
        typed["source_url"] = [(row.url or row.ref) if row else asked["source"]]
    if asked["actor"]:
        typed["actors"] = [asked["actor"].upper()]
    return typed


def completed(typed: Typed, proposal: ProposalRow) -> Typed:
    """The form with what a known speaker's last statement says, where the form is blank."""
    said = said_by(typed.get("speaker", [""])[0], proposal)
    if said is None:
        return typed
    spoken = {"office": [said.office], "voice": [said.voice.value], "actors": list(said.actors)}
    return typed | {name: values for name, values in spoken.items() if not any(typed.get(name, ()))}


def said_by(speaker: str, proposal: ProposalRow) -> LastSaid | None:
    """How that person spoke last, or None for nobody and for a new name."""
    return last_said(clean(speaker).strip(), proposal.pk) if speaker.strip() else None


def sentence(said: LastSaid) -> str:
    """What was filled in, and where it comes from."""
    # Translators: %(office)s is an office, or a function of those who speak.
    wording = _("%(office)s, as in the statement of %(day)s.")
    return wording % {"office": said.office or label(said.voice), "day": worded.long(said.said_on)}


def proposal_of(typed: Typed) -> ProposalRow | None:
    """The proposal that the form is about, the newest where it names none; None where there is none at all."""
    asked = typed.get("proposal", [""])[0]
    found = proposals.find(asked) if asked else None
    newest = proposals.slugs()[:1] if found is None else []
    return proposals.find(newest[0]) if newest else found


def _last_proposal(owner: str) -> str:
    """The proposal of the draft that was saved last: one works on one proposal for a while."""
    mine = drafts.of_owner(owner)
    rows = [*mine.in_work, *mine.sent_back, *mine.waiting, *mine.published]
    return max(rows, key=lambda row: row.saved_at).proposal_slug if rows else ""


def _source_of(ident: str, owner: str) -> Typed:
    row = drafts.find_by_text(ident)
    if row is None or row.owner != owner:
        return {}
    return {name: values for name, values in row.fields.items() if name.startswith("source_")}
