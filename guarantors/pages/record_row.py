"""A stance record as a row of its guarantor's page, as HTML: made without a template, since a page has many."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from guarantors.exchange import markup

Link = tuple[str, str]
"""Text and address."""


def html(record: Mapping[str, Any], links: Sequence[Link], forms: Sequence[Link], desk: str) -> SafeString:
    """The row of ready strings (`guarantor_lists`): `links` are the words that it rests on, `forms` those of citations,
    `desk` is where editors find it.
    """
    sure = f"{record['confidence']} confidence" + (f", {record['detail']}" if record["detail"] else "")
    return SafeString(
        f'<tr role="row" id="r-{escape(record["ref"])}">\n<th role="rowheader" scope="row">'
        f'<time datetime="{record["effective_iso"]}">{escape(record["effective"])}</time></th>\n'
        f'<td role="cell" class="c-stance">{markup.chip(record["level"], record["label"])}\n'
        f'<span class="conf">{escape(sure)}</span></td>\n<td role="cell">{escape(record["on"])}</td>\n'
        f'<td role="cell">{escape(record["rationale"])}\n{_conditions(record)}'
        f'<span class="by">Rests on {"; ".join(_linked(*link) for link in links)}.\n{_recorded(record)}\n'
        f"Cite as {', '.join(_linked(*link, rel=_UNFOLLOWED) for link in forms)}. "
        f"{_linked('For editors', desk, rel=_UNFOLLOWED)}</span>\n{_tags(record)}</td></tr>\n"
    )


def closed_html(record: Mapping[str, Any]) -> SafeString:
    """A record that we closed, as an item of their list."""
    why = f" Withdrawn: {escape(record['withdrawal_reason'])}" if record["withdrawal_reason"] else ""
    return SafeString(
        f"<li>{markup.chip(record['level'], record['label'])} from {escape(record['effective'])} "
        f"on {escape(record['on'])}, recorded {record['recorded']}, superseded {record['closed']}.{why}</li>\n"
    )


_UNFOLLOWED = ' rel="nofollow"'


def _linked(text: str, href: str, *, rel: str = "") -> str:
    return f'<a href="{escape(href)}"{rel}>{escape(text)}</a>'


def _conditions(record: Mapping[str, Any]) -> str:
    return "".join(
        f'<span class="by">{escape(item.kind.capitalize())}: {escape(item.text)}'
        f"{'' if item.status == 'open' else f' ({item.status})'}</span>\n"
        for item in record["conditions"]
    )


def _recorded(record: Mapping[str, Any]) -> str:
    version = f", version {record['version']}: {escape(record['reason'])}" if record["version"] > 1 else ""
    return f"Recorded {record['recorded']}{version}."


def _tags(record: Mapping[str, Any]) -> str:
    reviewed = f'<span class="tag{" warn" if record["once"] else ""}">{escape(record["reviewed"])}</span>\n'
    unconfirmed = '<span class="tag warn">Not confirmed by a stored page</span>'
    return (reviewed if record["reviewed"] else "") + (unconfirmed if record["unconfirmed"] else "")
