"""`/desk/drafts/`: one's own drafts, in work, sent back, laid aside, waiting for review, and published lately."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guarantors.address import naming, worded
from guarantors.domain.roles import Right
from guarantors.domain.stance import Level
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import pgettext
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.view import person_of, render_desk
from guarantors.pages.labels import label
from guarantors.queries import actors
from guarantors.queries import drafts as draft_rows
from guarantors.queries.drafts import DraftRow


@require_safe
@desk(Right.LOG)
def drafts(request: HttpRequest) -> HttpResponse:
    mine = draft_rows.of_owner(person_of(request).username)
    sections = [
        ("sent-back", _("Sent back"), _("With what the reviewer asks for."), mine.sent_back),
        ("in-work", _("In work"), _("Saved as you typed."), mine.in_work),
        ("waiting", _("Waiting for review"), _("A second person codes it before it is published."), mine.waiting),
        ("published", _("Published lately"), pgettext("of drafts that were published", "On record."), mine.published),
        ("laid-aside", _("Laid aside"), _("Kept, and out of the way."), mine.laid_aside),
    ]
    names = {actor.code: naming.of(actor) for actor in actors.briefs()}
    shown = [(name, title, text, [_line(row, names) for row in rows]) for name, title, text, rows in sections if rows]
    return render_desk(request, "drafts", {"sections": shown})


def _line(row: DraftRow, names: Mapping[str, str]) -> dict[str, Any]:
    level = row.first("u-whole-level")
    return {
        "row": row,
        "title": row.first("summary", "quote", "source_title", "source_url") or _("Nothing written yet"),
        "speaker": row.first("speaker", "office"),
        "actors": ", ".join(names.get(code, code) for code in row.fields.get("actors", ())),
        "said_on": row.first("said_on"),
        "level": level if level in set(Level) else "",
        "label": label(level),
        "when": worded.short_day(row.saved_at.date()),
        "clock": f"{row.saved_at:%H:%M} UTC",
    }
