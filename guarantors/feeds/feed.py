"""What a feed says, whatever its form: from acts on our books to entries of ready text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from guarantors.address import permanent, written_moment
from guarantors.domain import dates
from guarantors.domain.acts import Act, Noun
from guarantors.domain.stance import label
from guarantors.domain.voice import SourceStatus
from guarantors.queries.acts import RecordedRow, Words


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` is the stable part of its id: the same act has the same key for ever. `url` is absolute."""

    key: str
    url: str
    title: str
    html: SafeString
    at: datetime
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """Addresses are absolute. `changed_at` is the moment of the newest entry, or of the last change where none is."""

    key: str
    title: str
    says: str
    home: str
    url: str
    entries: tuple[Entry, ...]
    changed_at: datetime
    host: str

    def tag(self, key: str) -> str:
        """A tag URI (RFC 4151) that stays the same wherever the entry's page may move to."""
        return f"tag:{self.host},2026:{key}"


def entry(row: RecordedRow, absolute: Callable[[str], str]) -> Entry:
    """One act as an entry that is whole without its page."""
    key, path, title = {Noun.STANCE: _stance, Noun.STATEMENT: _statement, Noun.SOURCE: _source}[row.noun](row)
    return Entry(
        key=f"{row.noun}/{key}{'/withdrawn' if row.act is Act.WITHDRAWN else ''}",
        url=absolute(path),
        title=f"{title} · {row.proposal}" if row.proposal else title,
        html=mark_safe("".join(_paragraphs(row, absolute))),  # noqa: S308 - every piece is made by format_html
        at=row.at,
        tags=tuple(dict.fromkeys([row.noun.value, row.act.value, *(name for _, name in row.actors)])),
    )


def _stance(row: RecordedRow) -> tuple[str, str, str]:
    """Stable key, address and title."""
    code = row.actors[0][0]
    path = permanent.of_stance(row.slug, code, row.ref, day=row.day, moment=row.at)
    return f"{row.slug}/{code}/{row.ref}/v{row.version}", path, _title_of_a_stance(row)


def _statement(row: RecordedRow) -> tuple[str, str, str]:
    return f"{row.ref}/v{row.version}", permanent.of_statement(row.ref, row.at), _title_of_a_statement(row)


def _source(row: RecordedRow) -> tuple[str, str, str]:
    standing = label(row.standing or "").lower()
    stands = row.standing is SourceStatus.STANDING
    title = f"Source standing again: {row.text}" if stands else f"Source {standing} by its publisher: {row.text}"
    return f"{row.ref}/{standing}/{written_moment(row.at)}", permanent.of_source(row.ref, row.at), title


def _title_of_a_stance(row: RecordedRow) -> str:
    who = f"{row.actors[0][1]}, on “{row.provision}”" if row.provision else row.actors[0][1]
    level = label(row.level or "").lower()
    if row.act is Act.WITHDRAWN:
        return f"Withdrawn by us: {who}, {level} from {dates.short(row.given)}"
    if row.act is Act.CORRECTED:
        was = label(row.was or "").lower()
        moved = f"{level}, not {was}" if row.was is not row.level else f"{level}, as before"
        return f"Corrected by us: {who}, {moved}, from {dates.short(row.given)}"
    if row.earlier is None:
        return f"{who}: first stance on record, {level}, from {dates.short(row.given)}"
    if row.earlier is row.level:
        return f"{who}: {level}, reaffirmed {dates.short(row.given)}"
    return f"{who}: from {label(row.earlier).lower()} to {level}, {dates.short(row.given)}"


def _title_of_a_statement(row: RecordedRow) -> str:
    names = [name for _, name in row.actors]
    on_behalf = ", ".join(names) if len(names) <= 3 else f"{len(names)} parties"
    said = f"{row.words[0].who} for {on_behalf}, {dates.short(row.given)}"
    return {
        Act.ADDED: f"Statement: {said}",
        Act.CORRECTED: f"Corrected by us: statement of {said}",
        Act.WITHDRAWN: f"Withdrawn by us: statement of {said}",
    }[row.act]


def _paragraphs(row: RecordedRow, absolute: Callable[[str], str]) -> Iterator[SafeString]:
    if row.reason:
        verb = {Act.WITHDRAWN: "Withdrawn by us", Act.AMENDED: "Our note"}.get(row.act, "Corrected by us")
        yield format_html("<p>{}: {}</p>", verb, row.reason)
    yield format_html("<p>{}</p>", row.text)
    if row.noun is Noun.STANCE:
        items = ((_words(item, absolute, row.at),) for item in row.words)
        yield format_html("<p>It rests on:</p><ul>{}</ul>", format_html_join("", "<li>{}</li>", items))
    elif row.noun is Noun.STATEMENT and row.words[0].quote:
        yield _quotation(row.words[0])
    elif row.noun is Noun.SOURCE:
        yield format_html("<p>{}</p>", "Its statements are kept and marked; no stance is dropped.")
    yield format_html(
        "<p>Recorded {}. Stances are editors’ assessments of cited statements, not positions declared by states.</p>",
        written_moment(row.at),
    )


def _words(item: Words, absolute: Callable[[str], str], at: datetime) -> SafeString:
    link = absolute(permanent.of_statement(item.ref, at))
    told = format_html('<a href="{}">{}, {}</a>: {}', link, item.who, dates.short(item.said_on), item.summary)
    return format_html("{}{}", told, _quotation(item)) if item.quote else told


def _quotation(item: Words) -> SafeString:
    return format_html('<blockquote lang="{}" dir="auto">“{}”</blockquote>', item.quote_language or "und", item.quote)
