"""A statement as a reader meets it: who, when, what, how it reached us, and what rests on it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from guarantors.address import naming, worded
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import words
from guarantors.pages.labels import label
from guarantors.queries.guarantor_said import Resting
from guarantors.queries.readings import Rest
from guarantors.queries.statements import SourceBrief, StatementRow

Mark = Callable[[str], str]
"""Shows a text with the words that were looked for marked; `str` marks nothing."""


def item(row: StatementRow, *, query: str, rests: Sequence[Mapping[str, str]] = (), mark: Mark = str) -> dict[str, Any]:
    """Ready strings of one statement. `query` holds the recorded clock for links; `rests` as `resting` gives it."""
    return {
        "ref": row.ref,
        "anchor": f"s-{row.ref}",
        "href": f"/statements/{row.ref}/{query}",
        "when": words.said_when(row),
        "when_iso": row.said_last.isoformat() if row.day_is_known else "",
        "speaker": mark(words.speaker(row)),
        "speaker_href": _statements_of(row.speaker, query) if row.speaker else "",
        "function": mark(words.function(row)),
        "summary": mark(row.summary),
        "quote": mark(row.quote),
        "quote_language": row.quote_language,
        "voice": label(row.voice),
        "manner": words.manner(row),
        "warnings": words.warnings(row),
        "for_the_state": row.for_the_state,
        "source": source(row.source, query, mark),
        "actors": [
            {"code": code, "name": naming.actor(code, name), "href": f"/actors/{code}/{query}"}
            for code, name in row.actors
        ],
        "proposal": {"title": row.proposal_title, "href": f"/{row.proposal_slug}/{query}"},
        "rests": rests,
    }


def _statements_of(speaker: str, query: str) -> str:
    """The search for all that a person said."""
    name = speaker.replace('"', " ")
    return "/statements/?" + urlencode({"q": f'"{name}"'}) + query.replace("?", "&")


def source(brief: SourceBrief, query: str, mark: Mark = str) -> dict[str, str]:
    """Ready strings of a citation's source."""
    return {
        "href": f"/sources/{brief.ref}/{query}",
        "publisher": mark(brief.publisher),
        "title": mark(brief.title),
        "published_on": worded.short_day(brief.published_on) if brief.published_on else _("no date on record"),
    }


def rests(records: Iterable[Rest]) -> list[dict[str, str]]:
    """Ready strings of the records that rest on a statement of one or several actors, those of one level together."""
    found: dict[tuple[str, str], list[str]] = {}
    for record in records:
        found.setdefault((record.level, record.provision_title or _("the whole proposal")), []).append(
            naming.actor(record.actor_code, record.actor_name)
        )
    return [
        {"level": level, "label": label(level), "on": f"{on}, {words.joined(list(dict.fromkeys(names)))}"}
        for (level, on), names in found.items()
    ]


def resting(records: Iterable[Resting], titles: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
    """For each statement, the records that rest on it: level and what it is on. `titles` are those of provisions."""
    found: dict[str, list[dict[str, str]]] = {}
    for record in records:
        on = titles.get(record.provision, record.provision) if record.provision else _("the whole proposal")
        found.setdefault(record.ref, []).append({"level": record.level, "label": label(record.level), "on": on})
    return found
