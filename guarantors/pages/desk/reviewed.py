"""What the page of a review shows of the statement, its source and its codings: ready strings."""

from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from guarantors.actions.typed import NOTHING
from guarantors.address import naming, refusals, worded
from guarantors.domain.coding import agree
from guarantors.exchange.spoken import gettext as _
from guarantors.models import Outcome
from guarantors.pages import said, words
from guarantors.pages.desk import compared, waiting_words
from guarantors.pages.desk.coding_form import CodingForm
from guarantors.pages.desk.fields import Data
from guarantors.pages.desk.languages import name_of
from guarantors.pages.flags import flag
from guarantors.pages.labels import label
from guarantors.queries import similar
from guarantors.queries.people import Person
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.waiting import Turn, WaitingRow


def context(row: WaitingRow, proposal: ProposalRow, who: Person) -> dict[str, Any]:
    """What this person may see, and whose turn it is. A coding that is not theirs to see is not in it."""
    own = row.logged_by == who.username
    return {
        "row": row,
        "turn": row.turn.value,
        "own": own,
        "item": said.item(row.statement, query=""),
        "title": f"{words.speaker(row.statement)}, {words.said_when(row.statement)}",
        "proposal": proposal,
        "actors": [(code, naming.actor(code, name), flag(code)) for code, name in row.statement.actors],
        "source": _source(row),
        "also": [said.source(brief, "") for brief in row.also],
        "relations": [
            (label(link.relation), link.earlier, reverse("statement", args=[link.earlier]))
            for link in row.given.relations
        ],
        "logged": waiting_words.moment(row.logged_at),
        "waits": waiting_words.waits(row.logged_at, datetime.now(UTC)),
        "state": waiting_words.state(row, who.username),
        "flags": [(waiting_words.risk(raised.risk), refusals.in_words(raised.wording)) for raised in row.flags],
        "lines": compared.lines(row, proposal),
        "alike": row.first is not None and row.second is not None and agree(row.first.codings, row.second.codings),
        "outcome": _outcome(row),
        "alike_others": [] if row.outcome else _duplicates(row, proposal),
        "gives_back": row.outcome is None and (own or row.turn is not Turn.OTHERS),
    }


def _duplicates(row: WaitingRow, proposal: ProposalRow) -> list[dict[str, str]]:
    """Others that may be the same statement, on record or waiting."""
    found = similar.similar(proposal.pk, similar.sketch_of(row.given), known_at=datetime.now(UTC), but=row.id)
    return [
        {
            "href": reverse("statement", args=[item.ref]) if item.ref else reverse("review", args=[item.submission]),
            "name": f"{item.who}, {worded.short(item.said_on)}",
            "summary": item.summary,
            "why": _why_alike(item),
        }
        for item in found
    ]


def _why_alike(item: similar.Similar) -> str:
    reasons = words.joined([_(reason) for reason in item.likeness.reasons])
    if item.ref:
        text = _("%(reasons)s; on record as %(ref)s.") % {"reasons": reasons, "ref": item.ref}
    else:
        text = _("%(reasons)s; waits, logged by %(name)s.") % {"reasons": reasons, "name": item.logged_by}
    return worded.capital(text)


def _source(row: WaitingRow) -> dict[str, Any]:
    source = row.source
    return {
        "href": reverse("source", args=[source.id]) if source.id else "",
        "title": source.title,
        "publisher": source.publisher,
        "authors": words.joined(source.authors),
        "published": worded.short_day(source.published_on) if source.published_on else _("no date given"),
        "kind": label(source.kind),
        "language": name_of(source.language),
        "url": source.url,
        "archived_url": source.archived_url,
    }


def _outcome(row: WaitingRow) -> dict[str, str] | None:
    """What became of it, None while it waits."""
    if row.outcome is None or row.decided_at is None:
        return None
    if row.outcome is Outcome.PUBLISHED:
        wording = _("Published by %(name)s on %(moment)s.")
    elif row.decided_by == row.logged_by:
        wording = _("Taken back by %(name)s on %(moment)s.")
    else:
        wording = _("Sent back by %(name)s on %(moment)s.")
    return {
        "text": wording % {"name": row.decided_by, "moment": waiting_words.moment(row.decided_at)},
        "reason": row.reason,
        "ref": row.published_as,
    }


def kept(typed: Data, form: CodingForm) -> list[tuple[str, str]]:
    """What was typed and can no longer be sent, field by field in words, so that it can be copied."""
    found = [
        (block.title if item is block.level else f"{block.title}: {item.label}", dict(item.choices).get(value, value))
        for block in form.blocks
        for item in block.fields
        for value in item.values
    ]
    if typed.get(NOTHING):
        found.append((_("Whole proposal"), _("The words take no level on any unit")))
    found += [(_("Reason"), text) for text in typed.get("reason", ())]
    return [(name, text) for name, text in found if text.strip()]
