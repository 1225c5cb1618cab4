"""`/sitemap.xml` and `/robots.txt`: every page that a search engine should know, with the day of its last change.

Pages are named in English. Each page's own head names it in every language (`hreflang`), which search engines take as
well; here it would make a file of the most pages as large as the protocol allows.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_resolver, reverse

from guarantors.address import read_address, read_only, written_moment
from guarantors.citing.answer import file
from guarantors.queries import site_map
from guarantors.queries.site_map import PageRow

MOST_IN_A_FILE = 50_000
"""The bound of the sitemaps protocol, version 0.9."""

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

SECTIONS: Mapping[str, tuple[tuple[str, ...], Callable[[], list[PageRow]]]] = {
    "site": (
        ("home", "method", "statements", "sources", "actors", "api_tutorial", "api_docs", "api_problems"),
        lambda: _once(),
    ),
    "proposals": (
        ("guarantor_table", "timeline", "provisions", "changes", "compare", "events", "export"),
        site_map.proposals,
    ),
    "guarantors": (("guarantor",), site_map.guarantors),
    "actors": (("actor",), site_map.actors),
    "statements": (("statement",), site_map.statements),
    "sources": (("source",), site_map.sources),
}
"""The names of the routes of each kind of page, and what fills in their addresses."""

ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /desk/
Disallow: /embed/
Disallow: /*?*sort=
Disallow: /*?*since=

Sitemap: {sitemap}
"""


@read_only
def index(request: HttpRequest) -> HttpResponse:
    read_address(request, allowed=())
    found = []
    for section in SECTIONS:
        pages = _pages(section)
        for number in range(0, len(pages), MOST_IN_A_FILE):
            end = "" if number == 0 else f"-{number // MOST_IN_A_FILE + 1}"
            last = max(changed_at for _, changed_at in pages[number : number + MOST_IN_A_FILE])
            found.append((request.build_absolute_uri(f"/sitemap-{section}{end}.xml"), last))
    return _answer("sitemapindex", "sitemap", found)


@read_only
def section(request: HttpRequest, section: str, number: int = 1) -> HttpResponse:
    read_address(request, allowed=())
    pages = _pages(section)[(number - 1) * MOST_IN_A_FILE : number * MOST_IN_A_FILE] if section in SECTIONS else []
    if not pages:
        raise Http404("There is no such part of the sitemap.")
    return _answer("urlset", "url", [(request.build_absolute_uri(path), last) for path, last in pages])


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    read_address(request, allowed=())
    return file(ROBOTS.format(sitemap=request.build_absolute_uri("/sitemap.xml")), "text/plain; charset=utf-8")


def _pages(section: str) -> list[tuple[str, datetime]]:
    """Address and last change of every page of a section."""
    routes, rows = SECTIONS[section]
    there = get_resolver().reverse_dict
    return [(reverse(route, kwargs=row.names), row.changed_at) for row in rows() for route in routes if route in there]


def _once() -> list[PageRow]:
    """The pages that are there once change with any proposal."""
    last = max((row.changed_at for row in site_map.proposals()), default=None)
    return [PageRow({}, last)] if last else []


def _answer(root: str, element: str, found: list[tuple[str, datetime]]) -> HttpResponse:
    lines = [
        f"<{element}><loc>{escape(address)}</loc><lastmod>{written_moment(changed_at)}</lastmod></{element}>"
        for address, changed_at in found
    ]
    body = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}">', *lines, f"</{root}>"])
    return file(body + "\n", "application/xml; charset=utf-8")
