"""Atom, RFC 4287."""

from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from guarantors.feeds.feed import Feed

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
SITE = "Guarantor Tracker"


class _Atom(Atom1Feed):
    """Django's writer with whole entries as content, and the moment of an empty feed given rather than now."""

    def latest_post_date(self) -> datetime:
        moment: datetime = self.feed["changed_at"]
        return moment

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})


def write(feed: Feed) -> bytes:
    """The feed, UTF-8."""
    written = _Atom(
        title=feed.title,
        link=feed.home,
        description=None,
        language="en-GB",
        author_name=SITE,
        subtitle=feed.says,
        feed_url=feed.url,
        feed_guid=feed.tag(feed.key),
        changed_at=feed.changed_at,
    )
    for entry in feed.entries:
        written.add_item(
            title=entry.title,
            link=entry.url,
            description=None,  # type: ignore[arg-type]  # the content says it all
            unique_id=feed.tag(entry.key),
            pubdate=entry.at,
            updateddate=entry.at,
            categories=entry.tags,
            html=entry.html,
        )
    return written.writeString("utf-8").encode()
