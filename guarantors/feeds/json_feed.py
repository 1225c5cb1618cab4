"""JSON Feed, version 1.1."""

import json
from datetime import datetime
from typing import Any

from guarantors.address import written_moment
from guarantors.feeds.feed import Feed

CONTENT_TYPE = "application/feed+json; charset=utf-8"
AUTHORS = [{"name": "Guarantor Tracker"}]


def write(feed: Feed) -> bytes:
    """The feed, UTF-8."""
    found: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "description": feed.says,
        "language": "en-GB",
        "authors": AUTHORS,
        "items": [
            {
                "id": feed.tag(entry.key),
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.html,
                "date_published": _moment(entry.at),
                "date_modified": _moment(entry.at),
                "tags": list(entry.tags),
            }
            for entry in feed.entries
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _moment(moment: datetime) -> str:
    """RFC 3339."""
    return written_moment(moment)
