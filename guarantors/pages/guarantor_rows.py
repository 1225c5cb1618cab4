"""The rows of the guarantor table as HTML, each made from its facts once and kept for as long as it is asked for."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from html import escape
from threading import Lock

from guarantors.address import naming, worded
from guarantors.address.languages import active
from guarantors.domain import chart, dates
from guarantors.domain.stance import NO_STANCE
from guarantors.exchange import markup
from guarantors.exchange.spoken import gettext as _
from guarantors.pages import confidence, counted, masthead, words
from guarantors.pages.flags import flag
from guarantors.pages.labels import standing, within
from guarantors.pages.lines import spark
from guarantors.queries.table_row import TableRow


@dataclass(frozen=True, slots=True)
class Seen:
    """What all rows of a view share: the proposal, the day, the scale of the lines, and what links carry on.

    `view` is the query of a link to a guarantor, `known` that of one to a statement. `nothing_found` is said where
    nothing was.
    """

    slug: str
    day: date
    on: chart.Scale
    view: str
    known: str
    nothing_found: str


class Kept:
    """Rows of one process, those asked for last; `most` bytes of them and of their facts."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[Hashable, tuple[bytes, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, html: bytes, size: int) -> None:
        """Keep the row; `size` is that of its key."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = html, len(html) + size
                self._size += len(html) + size
            while self._size > self._most:
                self._size -= self._kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0


KEPT = Kept(16 * 1024 * 1024)


def row_html(row: TableRow, seen: Seen) -> bytes:
    """The row, in UTF-8. What is kept is never stale: it is found by all that it is made from, and by nothing else."""
    key = active(), row.guarantor, row.line, row.said, row.government_changed, seen
    html = KEPT.get(key)
    if html is None:
        html = made(row, seen).encode()
        KEPT.put(key, html, len(row.line) + len(row.said))
    return html


def made(row: TableRow, seen: Seen) -> str:
    """The row as it is made."""
    href = escape(f"/{seen.slug}/{row.guarantor.code}/{seen.view}")
    return (
        f'<tr role="row" id="row-{escape(row.guarantor.code)}"{"" if row.stance else _QUIET}>'
        f'<th role="rowheader" scope="row" class="c-state">{_state(row, seen, href)}</th>'
        f'<td role="cell" class="c-stance">{_stance(row)}</td>'
        f'<td role="cell" class="c-since">{_since(row, seen)}</td>'
        f'<td role="cell" class="c-spark">{_spark(row, seen)}</td>'
        f'<td role="cell" class="c-latest">{_latest(row, seen)}</td>'
        f'<td role="cell" class="c-cond"{_conditions(row)}</td>'
        f'<td role="cell" class="c-n num" data-l="{escape(_("Statements:"))}">{_count(row, href)}</td></tr>\n'
    )


_QUIET = ' class="quiet"'


def _state(row: TableRow, seen: Seen, href: str) -> str:
    part = row.guarantor
    note = masthead.part_note(part, seen.day)
    return (
        f'<span class="who">{markup.flag(flag(part.code))}<a href="{href}">{escape(naming.of(part))}</a></span>'
        f"{_small('sub part', note)}"
    )


def _stance(row: TableRow) -> str:
    stance = row.stance
    if stance is None:
        return markup.chip(NO_STANCE, standing(None, bool(row.statement_count)))
    sure = confidence.in_words(stance.confidence)
    if detail := masthead.stance_detail(stance):
        sure += f", {detail}"
    return (
        f"{markup.chip(stance.level, standing(stance.level, True))}"
        f"{_small('conf', sure)}{_small('conf', _moves_that_day(row))}"
        f"{_small('conf', words.previous_government(row.government_changed))}"
    )


def _small(css: str, text: str) -> str:
    """A line of its own beneath a cell's first, where there is something to say."""
    return f' <span class="{css}">{escape(text)}</span>' if text else ""


def _moves_that_day(row: TableRow) -> str:
    """`after supportive the same day`, when the level moved more than once on the day since which it holds."""
    before, since = row.before, row.since
    if before is None or since is None:
        return ""
    certain = before.day_is_known and since.day_is_known
    wording = _("after %(level)s the same day") if certain else _("after %(level)s on or before that day")
    return wording % {"level": within(before.level)}


def _since(row: TableRow, seen: Seen) -> str:
    """Since when the stance holds; without one, since when the guarantor is asked."""
    part, since = row.guarantor, row.since
    if since:
        ago = worded.span_in_words(dates.days_between(since.effective_day, seen.day))
        return f"{_time(since.effective_day, words.begun(since))}{_small('sub', ago)}"
    if part.gives_the_guarantee and part.since and part.since <= seen.day:
        asked = escape(_("asked %(day)s")) % {"day": _time(part.since, worded.short_day(part.since))}
        return f'<span class="sub">{asked}</span>'
    return ""


def _time(day: date, text: str) -> str:
    return f'<time datetime="{day.isoformat()}">{escape(text)}</time>'


def _spark(row: TableRow, seen: Seen) -> str:
    part = row.guarantor
    return spark(
        naming.of(part),
        row.steps,
        on=seen.on,
        asked_on=part.since if part.is_asked_on(seen.day) else None,
        earlier=row.earlier,
    )


def _latest(row: TableRow, seen: Seen) -> str:
    said = row.latest
    if said is None:
        return f'<span class="sub">{escape(seen.nothing_found)}</span>'
    how = words.brief_manner(said) if said.for_the_state else _("does not set the state’s stance")
    href = escape(f"/statements/{said.ref}/{seen.known}")
    return (
        f'{escape(said.summary)} <span class="by"><a href="{href}">{escape(words.speaker(said))}</a>'
        f" · {escape(how)} · {escape(words.said_when(said))}</span>"
    )


def _conditions(row: TableRow) -> str:
    """The rest of the cell: its label, where it is one of a card, is left out with the conditions."""
    texts = row.stance.conditions if row.stance else ()
    items = "".join(f"<li{markup.english()}>{escape(item.text)}</li>" for item in texts)
    return f' data-l="{escape(_("Conditions:"))}"><ul>{items}</ul>' if items else ">"


def _count(row: TableRow, href: str) -> str:
    count = row.statement_count
    if not count:
        return "0"
    told = {"statements": counted.statements(count), "name": naming.of(row.guarantor)}
    said = escape(_("%(statements)s of %(name)s") % told)
    return f'<a href="{href}#statements" aria-label="{said}">{count}</a>'
