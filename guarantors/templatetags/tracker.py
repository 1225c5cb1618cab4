"""The small pieces of every page. Functions, since an include in a loop costs ten times more."""

from collections.abc import Iterable, Mapping

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.encoding import iri_to_uri
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from guarantors.address import Address, languages, naming, refusals, worded
from guarantors.exchange import chart_markup, markup, statement_markup
from guarantors.exchange.offered import ENDINGS

register = template.Library()

register.filter("named", naming.of)
register.filter("actor", naming.actor)
register.filter("capital", worded.capital)
register.filter("in_words", refusals.in_words)

register.simple_tag(markup.english, name="english")
register.simple_tag(markup.glyph, name="glyph")
register.simple_tag(markup.chip, name="chip")
register.simple_tag(markup.flag, name="flag")
register.simple_tag(markup.ruler, name="ruler")
register.simple_tag(statement_markup.statement, name="statement")
register.simple_tag(chart_markup.line, name="chart_line")
register.simple_tag(chart_markup.marks, name="chart_marks")


@register.simple_tag
def go(path: str, query: str = "") -> SafeString:
    """The attributes of a link to another view of the same page: whole without scripts, a swap with HTMX."""
    href = path + query
    return format_html('href="{}" hx-get="{}" hx-target="#view" hx-swap="outerHTML"', href, href)


@register.simple_tag
def carried(where: Address, *own: str) -> SafeString:
    """Hidden fields that keep the rest of the view when a form with its `own` parameters is sent."""
    kept = [pair for pair in where.given() if pair[0] not in own]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)


@register.simple_tag
def heads(*titles: str) -> SafeString:
    """The head of a table. Roles are spelt out, since rows that become cards on a narrow screen lose theirs."""
    cells = format_html_join("", '<th role="columnheader" scope="col">{}</th>', ((title,) for title in titles))
    return format_html('<thead role="rowgroup"><tr role="row">{}</tr></thead>', cells)


@register.simple_tag
def downloads(stem: str, where: Address, since: bool = False) -> SafeString:
    """Links to a view as a file in each format; `stem` is the file's address without its ending.

    `since` is left out but where the file's rows depend on it.
    """
    query = where.with_(since=where.since if since else None, after="").query()
    links = ((f"{stem}.{ending}{query}", ending.upper()) for ending in ENDINGS)
    return format_html_join(", ", '<a href="{}">{}</a>', links)


@register.simple_tag
def rests_on(links: Iterable[Mapping[str, str]]) -> SafeString:
    """The statements that a record rests on, as a sentence of links."""
    joined = format_html_join("; ", '<a href="{}">{}</a>', ((link["href"], link["text"]) for link in links))
    return SafeString(escape(_("Rests on %(statements)s.")) % {"statements": joined})


@register.simple_tag
def page_language() -> str:
    """The language of the page, for its `lang`."""
    return languages.active() or "en-GB"


@register.simple_tag(name="languages")
def languages_of(pages: Iterable[languages.Alternate]) -> SafeString:
    """The same page in each language, named in its own."""
    items = format_html_join(
        "",
        '<li><a hreflang="{0}" lang="{0}" href="{1}"{3}>{2}</a></li>\n',
        (
            (page.code, page.href, page.name, SafeString(' aria-current="true"' if page.is_current else ""))
            for page in pages
            if page.name
        ),
    )
    return format_html('<ul aria-label="{}">\n{}</ul>', _("Languages"), items)


@register.simple_tag(takes_context=True)
def languages_here(context: Context) -> SafeString:
    """The same for a page of the desk; nothing where it is in English alone."""
    request: HttpRequest = context["request"]
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    pages = languages.alternates(request.build_absolute_uri("/")[:-1], request.path, iri_to_uri(query))
    return languages_of(pages) if pages else SafeString()


@register.simple_tag(takes_context=True)
def text_of(context: Context, block: str) -> SafeString:
    """The text of a block a second time, where a page says the same in two places: its title, and that of its link."""
    blocks = context.render_context[BLOCK_CONTEXT_KEY]
    text: SafeString = blocks.get_block(block).nodelist.render(context)
    return text
