"""A stance record as a row of its guarantor's page, as HTML: made without a template, since a page has many."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from guarantors.exchange import markup
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.labels import label, within

Link = tuple[str, str]
"""Text and address."""


def html(record: Mapping[str, Any], links: Sequence[Link], forms: Sequence[Link], desk: str) -> SafeString:
    """The row of ready strings (`guarantor_lists`): `links` are the words that it rests on, `forms` those of citations,
    `desk` is where editors find it.
    """
    sure = f"{record['confidence']}, {record['detail']}" if record["detail"] else record["confidence"]
    rests = escape(_("Rests on %(statements)s.")) % {"statements": "; ".join(_linked(*link) for link in links)}
    cite = escape(_("Cite as %(forms)s.")) % {"forms": ", ".join(_linked(*link, rel=_UNFOLLOWED) for link in forms)}
    return SafeString(
        f'<tr role="row" id="r-{escape(record["ref"])}">\n<th role="rowheader" scope="row">'
        f'<time datetime="{record["effective_iso"]}">{escape(record["effective"])}</time></th>\n'
        f'<td role="cell" class="c-stance">{markup.chip(record["level"], record["label"])}\n'
        f'<span class="conf">{escape(sure)}</span></td>\n<td role="cell">{escape(record["on"])}</td>\n'
        f'<td role="cell"><span{markup.english()}>{escape(record["rationale"])}</span>\n{_conditions(record)}'
        f'<span class="by">{rests}\n{_recorded(record)}\n'
        f"{cite} {_linked(_('For editors'), desk, rel=_UNFOLLOWED)}</span>\n{_tags(record)}</td></tr>\n"
    )


def closed_html(record: Mapping[str, Any]) -> SafeString:
    """A record that we closed, as an item of their list."""
    told = {
        "chip": markup.chip(record["level"], record["label"]),
        "day": escape(record["effective"]),
        "on": escape(record["on"]),
        "recorded": record["recorded"],
        "closed": record["closed"],
    }
    wording = _("%(chip)s from %(day)s on %(on)s, recorded %(recorded)s, superseded %(closed)s.")
    why = record["withdrawal_reason"]
    withdrawn = f" {escape(_('Withdrawn: %(reason)s') % {'reason': why})}" if why else ""
    return SafeString(f"<li>{escape(wording) % told}{withdrawn}</li>\n")


_UNFOLLOWED = ' rel="nofollow"'


def _linked(text: str, href: str, *, rel: str = "") -> str:
    return f'<a href="{escape(href)}"{rel}>{escape(text)}</a>'


def _conditions(record: Mapping[str, Any]) -> str:
    return "".join(
        f'<span class="by">{escape(label(item.kind))}: <span{markup.english()}>{escape(item.text)}</span>'
        f"{'' if item.status == 'open' else f' ({escape(within(item.status))})'}</span>\n"
        for item in record["conditions"]
    )


def _recorded(record: Mapping[str, Any]) -> str:
    told = {name: escape(str(record[name])) for name in ("recorded", "version", "reason")}
    if record["version"] > 1:
        return escape(_("Recorded %(recorded)s, version %(version)s: %(reason)s.")) % told
    return escape(_("Recorded %(recorded)s.")) % told


def _tags(record: Mapping[str, Any]) -> str:
    reviewed = f'<span class="tag{" warn" if record["once"] else ""}">{escape(record["reviewed"])}</span>\n'
    unconfirmed = f'<span class="tag warn">{escape(_("Not confirmed by a stored page"))}</span>'
    return (reviewed if record["reviewed"] else "") + (unconfirmed if record["unconfirmed"] else "")
