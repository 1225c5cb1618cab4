"""The walk through the whole record: every check in turn, and the digests that two sites can compare."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from guarantors.domain.chain import record_digest
from guarantors.exchange.verify import chain, derived
from guarantors.exchange.verify.finding import Finding, Progress
from guarantors.exchange.verify.rules import rules
from guarantors.models.snapshot import snapshot

MOST = 100
"""Findings that are named one by one: what runs through a whole record is said so often, and counted."""


@dataclass(frozen=True, slots=True)
class Against:
    """An act and the digest that it had, as somebody has kept them: in an older package, or noted down."""

    number: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Report:
    """`record` is the digest of what is on record: another site that holds the same record has the same. `number` and
    `digest` are of the journal's last act: of this site alone, since each tells in its own order. `found` are the first
    `MOST` of `count` findings.
    """

    record: bytes
    number: int
    digest: bytes
    things: int
    found: tuple[Finding, ...]
    count: int


def verify(against: Collection[Against] = (), progress: Progress = lambda *_: None) -> Report:
    """Look at everything, as of one moment, while others go on writing."""
    walked = chain.Walked()
    found, count = list[Finding](), 0
    with snapshot():
        for finding in _findings(walked, against, progress):
            count += 1
            if count <= MOST:
                found.append(finding)
    things = list(walked.things)
    return Report(record_digest(things), walked.number, walked.digest, len(things), tuple(found), count)


def _findings(walked: chain.Walked, against: Collection[Against], progress: Progress) -> Iterator[Finding]:
    yield from derived.guards()
    yield from chain.walk(walked, frozenset(item.number for item in against), progress)
    yield from chain.untold(walked)
    for item in against:
        if item.number > walked.number:
            yield Finding("chain", f"act {item.number}", f"it was on record, and the journal ends with {walked.number}")
        elif walked.passed.get(item.number) != item.digest:
            yield Finding("chain", f"act {item.number}", "it had another digest: what is up to it was rewritten since")
    yield from rules(progress)
    yield from derived.derived(walked.number, progress)
