"""What became of one statement or one stance record: who did what, when, why, and what changed from what to what?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from guarantors.domain.coding import Review, Round
from guarantors.domain.difference import Change, changes, said
from guarantors.domain.stance import Confidence, Level
from guarantors.models import (
    Amendment,
    Coding,
    LockedNoun,
    Outcome,
    Source,
    StanceRecord,
    Statement,
    StatementVersion,
    Submission,
)
from guarantors.queries import contents, locks

LONGEST_SHOWN = 600
"""A rationale is shown whole where it is of usual length."""


class Deed(StrEnum):
    """What was done."""

    HANDED_IN = "handed in"
    CODED = "coded"
    LOGGED = "logged"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    TOOK_IN = "took in"
    AMENDED = "amended"
    LOCKED = "locked"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Read:
    """What a coder read of one unit. `provision` is its title, "" on the whole proposal."""

    code: str
    name: str
    provision: str
    level: Level
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Past:
    """One act; `other` is the statement or source that it concerns besides, and `about` a source's title.

    `version` is the one that the act made, `review` how it was reviewed where that is new; `read` is what a coder read
    in that `round`, None where it was loaded.
    """

    at: datetime
    by: str
    deed: Deed
    why: str = ""
    about: str = ""
    review: Review | None = None
    round: Round | None = None
    read: tuple[Read, ...] = ()
    other: str = ""
    version: int | None = None
    changes: tuple[Change, ...] = ()
    is_public: bool = True


_ORDER = {deed: number for number, deed in enumerate(Deed)}


def of_statement(ref: str) -> list[Past]:
    """Everything that was done to a statement, to its source and in its reading, newest first."""
    versions = list(
        StatementVersion.objects.filter(statement__ref=ref)
        .select_related("statement", "source", "speaker", "relayed_by", "merged_into")
        .prefetch_related(*contents.STATEMENT_LINKS)
        .order_by("version")
    )
    if not versions:
        return []
    statement = versions[0].statement
    found = [
        *_versions(versions, Deed.LOGGED),
        *_took_in(statement),
        *_codings(statement),
        *_submission(statement),
        *_amendments(versions),
        *_locks(statement.proposal_id, LockedNoun.STATEMENT, ref),
    ]
    return _newest_first(found)


def of_stance(proposal_id: int, ref: str) -> list[Past]:
    """Everything that was done to a stance record, newest first."""
    records = list(
        StanceRecord.objects.filter(guarantor__proposal_id=proposal_id, ref=ref)
        .select_related("guarantor__actor", "provision")
        .prefetch_related(*contents.STANCE_LINKS)
        .order_by("version")
    )
    return _newest_first(
        [*_versions(records, Deed.PUBLISHED), *_locks(proposal_id, LockedNoun.STANCE, ref)] if records else []
    )


def of_source(ref: str) -> list[Past]:
    """Every amendment and marking of a source, newest first; what one amendment changed stands together."""
    return _newest_first(_grouped(Amendment.objects.filter(noun="source", ref=ref).order_by("recorded_at", "pk")))


def _newest_first(found: Sequence[Past]) -> list[Past]:
    return sorted(found, key=lambda past: (past.at, _ORDER[past.deed]), reverse=True)


def _versions(rows: Sequence[StatementVersion | StanceRecord], first: Deed) -> Iterator[Past]:
    row = rows[0]
    yield Past(row.recorded_at, row.recorded_by, first, review=_review(row), version=1)
    for earlier, row in pairwise(rows):
        yield Past(
            row.recorded_at,
            row.recorded_by,
            Deed.CORRECTED,
            why=row.reason,
            review=_review(row) if _review(row) != _review(earlier) else None,
            version=row.version,
            changes=tuple(changes(shape(earlier), shape(row), longest=LONGEST_SHOWN)),
        )
    last = rows[-1]
    if last.superseded_at is not None:
        into = last.merged_into if isinstance(last, StatementVersion) else None
        yield Past(
            last.superseded_at,
            last.superseded_by,
            Deed.MERGED if into else Deed.WITHDRAWN,
            why=last.withdrawal_reason,
            other=into.ref if into else "",
        )


def shape(row: StatementVersion | StanceRecord) -> contents.Shape:
    """What a version says, without what no editor chooses by itself."""
    found = contents.statement(row) if isinstance(row, StatementVersion) else contents.stance(row)
    return {name: value for name, value in found.items() if name not in ("id", "said_last", "review")}


def _review(row: StatementVersion | StanceRecord) -> Review | None:
    return Review(row.review) if isinstance(row, StanceRecord) and row.review else None


def _took_in(statement: Statement) -> Iterator[Past]:
    for row in StatementVersion.objects.filter(merged_into=statement).select_related("statement"):
        assert row.superseded_at is not None
        yield Past(row.superseded_at, row.superseded_by, Deed.TOOK_IN, row.withdrawal_reason, other=row.statement.ref)


def _codings(statement: Statement) -> Iterator[Past]:
    """The readings of each coder that came on record together."""
    sheets: dict[tuple[datetime, str, str], list[Coding]] = defaultdict(list)
    found = Coding.objects.filter(statement=statement).select_related("guarantor__actor", "provision")
    for coding in found.order_by("recorded_at", "pk"):
        sheets[coding.recorded_at, coding.coder, coding.round].append(coding)
    for (at, coder, round_), codings in sheets.items():
        read = tuple(
            Read(
                item.guarantor.actor.code,
                item.guarantor.actor.name,
                item.provision.title if item.provision else "",
                Level(item.level),
                Confidence(item.confidence),
            )
            for item in codings
        )
        yield Past(at, coder, Deed.CODED, round=Round(round_) if round_ else None, read=read)


def _submission(statement: Statement) -> Iterator[Past]:
    found = Submission.objects.filter(statement=statement, outcome=Outcome.PUBLISHED).first()
    if found is not None and found.decided_at is not None:
        yield Past(found.logged_at, found.logged_by, Deed.HANDED_IN, is_public=False)
        yield Past(found.decided_at, found.decided_by, Deed.PUBLISHED, why=found.reason)


def _amendments(versions: Sequence[StatementVersion]) -> list[Past]:
    """What was amended of the sources that it names, since it names them."""
    since: dict[str, datetime] = {}
    for row in versions:
        for source in (row.source, *(link.source for link in row.corroborations.all())):
            since.setdefault(source.ref, row.recorded_at)
    found = Amendment.objects.filter(noun="source", ref__in=since).order_by("recorded_at", "pk")
    return _grouped([item for item in found if item.recorded_at >= since[item.ref]])


def _grouped(found: Iterable[Amendment]) -> list[Past]:
    acts: dict[tuple[str, datetime, str, str], list[Amendment]] = defaultdict(list)
    for item in found:
        acts[item.ref, item.recorded_at, item.recorded_by, item.reason].append(item)
    titles = dict(Source.objects.filter(ref__in=[ref for ref, *_ in acts]).values_list("ref", "title"))
    return [
        Past(
            at,
            by,
            Deed.AMENDED,
            why=reason,
            about=titles.get(ref, ref),
            other=ref,
            changes=tuple(
                Change(item.field, said(item.was, longest=LONGEST_SHOWN), said(item.became, longest=LONGEST_SHOWN))
                for item in items
            ),
        )
        for (ref, at, by, reason), items in acts.items()
    ]


def _locks(proposal_id: int, noun: LockedNoun, ref: str) -> Iterator[Past]:
    for lock in locks.of(proposal_id, noun, ref):
        yield Past(lock.at, lock.by, Deed.LOCKED, why=lock.reason, is_public=False)
        if lock.released_at is not None:
            yield Past(lock.released_at, lock.released_by, Deed.RELEASED, why=lock.release_reason, is_public=False)
