"""The chain of the journal: each act carries the digest of its content and, with it, of every act before it.

Whoever has kept the digest of one act can see later whether anything up to it was rewritten: the same acts in the same
order give the same digest, and nothing else is known to (SHA-256, FIPS 180-4). What is hashed is JSON with sorted keys
and no spaces, in UTF-8, so that it can be told again without this program.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from guarantors.domain.dates import written_moment

GENESIS = bytes(32)
"""What stands in the place of the act before the first."""

NOTHING: tuple[Any, ...] = (None, "", [], {})
"""What is left out of a content: so a column that comes later leaves the digests of what lacks it as they are."""


def content_digest(facts: Mapping[str, Any]) -> bytes:
    """The digest of what an act put on record: values are texts, numbers, days, moments, and lists or maps of them."""
    return hashlib.sha256(canonical({name: value for name, value in facts.items() if value not in NOTHING})).digest()


def link(
    before: bytes,
    *,
    number: int,
    noun: str,
    act: str,
    proposal: str,
    ref: str,
    version: int,
    reason: str,
    recorded_at: datetime,
    recorded_by: str,
    content: bytes,
) -> bytes:
    """The digest of an act: of the one before it, of all that the journal says of it, and of its content.

    `proposal` is the slug, "" for what belongs to none.
    """
    said = [number, noun, act, proposal, ref, version, reason, written_moment(recorded_at), recorded_by, content.hex()]
    return hashlib.sha256(before + canonical(said)).digest()


def record_digest(things: list[bytes]) -> bytes:
    """One digest of many things, in whatever order they are given."""
    return hashlib.sha256(b"".join(sorted(things))).digest()


def canonical(value: Any) -> bytes:
    """The one way in which a value is written to be hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_written).encode()


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return written_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a content")
