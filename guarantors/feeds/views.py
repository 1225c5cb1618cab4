"""`/feed.atom`, `/<proposal>/feed.atom`, `/<proposal>/<CODE>/feed.atom` and the same as `.json`."""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from guarantors import address
from guarantors.address import read_only
from guarantors.feeds import atom, json_feed
from guarantors.feeds.feed import Feed, entry
from guarantors.queries import proposals
from guarantors.queries.proposals import ProposalRow
from guarantors.queries.recorded import recorded

MOST_ENTRIES = 100
A_WHILE = 300
"""Seconds for which a reader's program need not ask again."""


class Form(NamedTuple):
    content_type: str
    write: Callable[[Feed], bytes]


FORMS: Mapping[str, Form] = {
    "atom": Form(atom.CONTENT_TYPE, atom.write),
    "json": Form(json_feed.CONTENT_TYPE, json_feed.write),
}


@read_only
def site(request: HttpRequest, form: str) -> HttpResponse:
    changed_at = proposals.last_change() or datetime(2026, 1, 1, tzinfo=UTC)
    says = "Every stance record and statement that was recorded, corrected or withdrawn, newest first."
    return _feed(request, form, home="/", title="Guarantor Tracker", says=says, changed_at=changed_at)


@read_only
def proposal(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    row = _proposal(slug)
    return _feed(
        request,
        form,
        home=f"/{slug}/",
        title=row.title,
        says=f"What was recorded, corrected or withdrawn on the {row.title}, newest first.",
        changed_at=row.changed_at,
        proposal_id=row.pk,
    )


@read_only
def guarantor(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponse:
    row = _proposal(slug)
    part = proposals.guarantor(row, code)
    if part is None:
        raise Http404(f"{address.shown(code)} has no part in “{row.title}”.")
    return _feed(
        request,
        form,
        home=f"/{slug}/{code}/",
        title=f"{part.name}: {row.title}",
        says=f"What was recorded, corrected or withdrawn for {part.name} on the {row.title}, newest first.",
        changed_at=row.changed_at,
        proposal_id=row.pk,
        code=code,
    )


def _feed(
    request: HttpRequest,
    form: str,
    *,
    home: str,
    title: str,
    says: str,
    changed_at: datetime,
    proposal_id: int | None = None,
    code: str | None = None,
) -> HttpResponse:
    given = dict(request.GET.lists())
    where = address.read(given, now=datetime.now(UTC), allowed=("known_at", "since"))
    rows = recorded(known_at=where.moment, since=where.since, proposal_id=proposal_id, code=code, limit=MOST_ENTRIES)
    absolute = request.build_absolute_uri
    feed = Feed(
        key=f"feed{request.path.rpartition('.')[0].removesuffix('feed')}",
        title=title if title == atom.SITE else f"{title} · {atom.SITE}",
        says=says,
        home=absolute(home),
        url=absolute(request.path + where.query()),
        entries=tuple(entry(row, absolute) for row in rows),
        changed_at=rows[0].at if rows else changed_at,
        host=re.sub(r":\d+$|[^A-Za-z0-9.:-]", "", request.get_host()).lower(),
    )
    return _answer(request, FORMS[form], feed)


def _answer(request: HttpRequest, form: Form, feed: Feed) -> HttpResponse:
    """The feed, or a 304 where the reader's program has it already."""
    body = form.write(feed)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    modified = int(feed.changed_at.timestamp())
    response = HttpResponse(body, content_type=form.content_type)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    patch_cache_control(response, public=True, max_age=A_WHILE)
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response) or response


def _proposal(slug: str) -> ProposalRow:
    found = proposals.find(slug)
    if found is None:
        raise Http404(f"There is no proposal “{address.shown(slug)}”.")
    return found
