"""A statement as an item of a list, as HTML: made without a template, since lists have many (see `markup`)."""

import html
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString

from guarantors.exchange import markup
from guarantors.exchange.spoken import gettext as _


def escape(text: str) -> str:
    """The text as HTML; what is HTML already stays as it is."""
    return text if isinstance(text, SafeString) else html.escape(text)


def statement(
    item: Mapping[str, Any], show_actors: bool = False, show_proposal: bool = False, show_title: bool = False
) -> SafeString:
    """One `<li>` of ready strings (`pages.said.item`); words that are marked already stay so.

    The actors are named where there are several, or where `show_actors` asks for it.
    """
    when = escape(item["when"])
    if item["when_iso"]:
        when = f'<time datetime="{escape(item["when_iso"])}">{when}</time>'
    return SafeString(
        f'<li class="st" id="{escape(item["anchor"])}">\n<p class="when">{when}</p>\n<div>\n'
        f'<h3><span class="sp">{_linked(item["speaker_href"], item["speaker"])}</span> '
        f'<span class="sub">{escape(item["function"])}</span></h3>\n'
        f"<p{markup.english()}>{escape(item['summary'])}</p>\n{_quote(item)}"
        f'<ul class="tags">\n{_tags(item)}</ul>\n'
        f"{_on_behalf_of(item, show_proposal) if show_actors or len(item['actors']) > 1 else ''}"
        f"{_cited(item, show_title)}</div>\n</li>\n"
    )


def _linked(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>' if href else escape(text)


def _quote(item: Mapping[str, Any]) -> str:
    if not item["quote"]:
        return ""
    language = f' lang="{escape(item["quote_language"])}"' if item["quote_language"] else ""
    return f'<blockquote dir="auto"{language}>“{escape(item["quote"])}”</blockquote>\n'


def _tags(item: Mapping[str, Any]) -> str:
    wording = _("on %(what)s") if item["for_the_state"] else _("on %(what)s, in support only")
    parts = [
        f"<li>{markup.chip(record['level'], record['label'])} "
        f'<span class="sub">{wording % {"what": escape(record["on"])}}</span></li>\n'
        for record in item["rests"]
    ]
    parts += [f'<li class="tag">{escape(text)}</li>\n' for text in (item["voice"], item["manner"])]
    parts += [f'<li class="tag warn">{escape(text)}</li>\n' for text in item["warnings"]]
    return "".join(parts)


def _on_behalf_of(item: Mapping[str, Any], show_proposal: bool) -> str:
    actors = ", ".join(_linked(actor["href"], actor["name"]) for actor in item["actors"])
    proposal = item["proposal"]
    wording = _("On behalf of %(actors)s")
    if show_proposal:
        wording = _("On behalf of %(actors)s, about %(proposal)s")
    told = {"actors": actors, "proposal": _linked(proposal["href"], proposal["title"])}
    return f'<p class="cite">{wording % told}</p>\n'


def _cited(item: Mapping[str, Any], show_title: bool) -> str:
    source = item["source"]
    told = {
        "publisher": _linked(source["href"], source["publisher"]),
        "title": escape(source["title"]),
        "day": escape(source["published_on"]),
    }
    wording = _("Source: %(publisher)s, “%(title)s”, %(day)s.") if show_title else _("Source: %(publisher)s, %(day)s.")
    link = _linked(item["href"], _("Statement %(ref)s") % {"ref": item["ref"]})
    return f'<p class="cite">{wording % told}\n{link}</p>\n'
