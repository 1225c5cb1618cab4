"""Which statements wait for review, and what may one person see of them, and do?

A coding is in an answer only for whom it may be shown to (`_shown`): coding is blind, so whoever may still code a
statement gets nothing of the first coding, nor of anything that was derived from it.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from guarantors.domain import risk
from guarantors.domain.coding import Round, agree
from guarantors.domain.errors import gettext_noop, refuse
from guarantors.domain.risk import Flag
from guarantors.domain.roles import Right
from guarantors.domain.submission import CodingGiven, Given, SourceGiven, codings_from_plain
from guarantors.models import CodingSheet, Outcome, StatementVersion, Submission
from guarantors.queries import handed_in
from guarantors.queries.people import Person
from guarantors.queries.statements import SourceBrief, StatementRow

PAGE = 50


class Turn(StrEnum):
    """What a person can do next with a statement that waits."""

    CODE = "code"
    PUBLISH = "publish"
    ADJUDICATE = "adjudicate"
    ALONE = "alone"
    OTHERS = "others"


class Whose(StrEnum):
    """Which of the waiting statements are asked for; all of them where none is named."""

    TODO = "todo"
    LOGGED = "logged"


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one coder read."""

    coder: str
    coded_at: datetime
    codings: tuple[CodingGiven, ...]


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A submission as one person may see it.

    `first` and `second` are None for a sheet that is not there, or that this person may not see; `coded_by` names the
    second coder either way. `source` is as on record where it is, and `also` are those that corroborate it.
    """

    id: uuid.UUID
    statement: StatementRow
    given: Given
    source: SourceGiven
    also: tuple[SourceBrief, ...]
    logged_by: str
    logged_at: datetime
    turn: Turn
    coded_by: str
    first: Sheet | None
    second: Sheet | None
    flags: tuple[Flag, ...]
    outcome: Outcome | None
    decided_by: str
    decided_at: datetime | None
    reason: str
    published_as: str

    @property
    def is_blind(self) -> bool:
        """Whether this person is to code it without having seen the first coding."""
        return self.turn is Turn.CODE


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of what waits, oldest first. `count` is of all pages; `after` continues, None on the last page."""

    rows: tuple[WaitingRow, ...]
    count: int
    after: uuid.UUID | None


def queue(
    person: Person,
    *,
    proposal: str | None = None,
    whose: Whose | None = None,
    after: uuid.UUID | None = None,
    size: int | None = None,
) -> Queue:
    """What waits, as this person may see it. A fixed number of SQL queries for any length. Raises `Refused`."""
    found = _asked(person, proposal, whose)
    count = found.count()
    size = size or PAGE
    rows = list(_beyond(found, after)[: size + 1])
    return Queue(_rows(rows[:size], person), count, rows[size - 1].pk if len(rows) > size else None)


def find(ident: uuid.UUID, person: Person) -> WaitingRow | None:
    """One submission, waiting or decided; None where there is none."""
    found = Submission.objects.filter(pk=ident).select_related("proposal", "statement")
    return next(iter(_rows(list(found), person)), None)


def count_to_do(person: Person) -> int:
    """How many wait for this person."""
    return _asked(person, None, Whose.TODO).count()


def following(ident: uuid.UUID, person: Person) -> uuid.UUID | None:
    """The next one that waits for this person, after that one or else from the oldest on; None where none does."""
    found = _asked(person, None, Whose.TODO)
    return next((item.pk for item in [*_beyond(found, ident)[:1], *found[:1]]), None)


def _asked(person: Person, proposal: str | None, whose: Whose | None) -> QuerySet[Submission]:
    found = Submission.objects.filter(outcome="").select_related("proposal", "statement")
    if proposal:
        found = found.filter(proposal__slug=proposal)
    if whose is Whose.LOGGED:
        found = found.filter(logged_by=person.username)
    if whose is Whose.TODO:
        second = CodingSheet.objects.filter(submission=OuterRef("pk"), round=Round.SECOND.value)
        own = Q(logged_by=person.username)
        mine = ~own & ~Exists(second.exclude(coder=person.username))
        alone = Q(pk__in=[]) if settings.REVIEW else own & ~Exists(second)
        found = found.filter(mine | alone) if person.may(Right.REVIEW) else found.none()
    return found.order_by("logged_at", "pk")


def _beyond(found: QuerySet[Submission], after: uuid.UUID | None) -> QuerySet[Submission]:
    if after is None:
        return found
    last = Submission.objects.filter(pk=after).values_list("logged_at", flat=True).first()
    if last is None:
        wording = gettext_noop("names no statement that was handed in; leave it out.")
        raise refuse("after-is-in-the-list", "after", wording)
    return found.filter(Q(logged_at__gt=last) | Q(logged_at=last, pk__gt=after))


def _rows(stored: Sequence[Submission], person: Person) -> tuple[WaitingRow, ...]:
    sheets: dict[uuid.UUID, dict[Round, Sheet]] = defaultdict(dict)
    for sheet in CodingSheet.objects.filter(submission__in=[item.pk for item in stored]):
        read = Sheet(sheet.coder, sheet.coded_at, codings_from_plain(sheet.codings))
        sheets[sheet.submission_id][Round(sheet.round)] = read
    readings = handed_in.read(stored)
    rows = [_row(item, person, sheets[item.pk], readings[item.pk]) for item in stored]
    return _flagged(rows, stored)


def _row(item: Submission, person: Person, sheets: dict[Round, Sheet], reading: handed_in.HandedIn) -> WaitingRow:
    second = sheets.get(Round.SECOND)
    first_shown, second_shown = _shown(item, person, second)
    return WaitingRow(
        id=item.pk,
        statement=reading.statement,
        given=reading.given,
        source=reading.source,
        also=reading.also,
        logged_by=item.logged_by,
        logged_at=item.logged_at,
        turn=_turn(item, person, sheets),
        coded_by=second.coder if second else "",
        first=sheets.get(Round.FIRST) if first_shown else None,
        second=second if second_shown else None,
        flags=(),
        outcome=Outcome(item.outcome) if item.outcome else None,
        decided_by=item.decided_by,
        decided_at=item.decided_at,
        reason=item.reason,
        published_as=item.statement.ref if item.statement else "",
    )


def _shown(item: Submission, person: Person, second: Sheet | None) -> tuple[bool, bool]:
    """Whether this person may see the first coding, and the second.

    One's own is one's own. Both are shown once the second is made, and what is published is public; but what was sent
    back is handed in again and coded again, so that those who had no part in it do not get to see it.
    """
    own = person.username == item.logged_by
    has_coded = second is not None and person.username == second.coder
    open_to_reviewers = person.may(Right.REVIEW) and item.outcome != Outcome.RETURNED
    both = item.outcome == Outcome.PUBLISHED or (second is not None and (own or has_coded or open_to_reviewers))
    return both or own, both


def _turn(item: Submission, person: Person, sheets: dict[Round, Sheet]) -> Turn:
    if item.outcome or not person.may(Right.REVIEW):
        return Turn.OTHERS
    second = sheets.get(Round.SECOND)
    if person.username == item.logged_by:
        return Turn.OTHERS if settings.REVIEW or second else Turn.ALONE
    if second is None:
        return Turn.CODE
    return Turn.PUBLISH if agree(sheets[Round.FIRST].codings, second.codings) else Turn.ADJUDICATE


def _flagged(rows: Sequence[WaitingRow], stored: Sequence[Submission]) -> tuple[WaitingRow, ...]:
    """The rows with their risk flags; those that tell a coding only where both codings are shown."""
    editors = {row.logged_by for row in rows}
    logged = StatementVersion.objects.filter(version=1, recorded_by__in=editors)
    published = Counter(logged.order_by().values_list("recorded_by", flat=True))
    shown = {
        row.id: [coding for sheet in (row.first, row.second) if sheet for coding in sheet.codings]
        for row in rows
        if row.first and row.second
    }
    steps = handed_in.steps(
        [(item, row.statement, shown.get(row.id, ())) for item, row in zip(stored, rows, strict=True)]
    )
    found = []
    for item, row in zip(stored, rows, strict=True):
        sources = {row.source.id or row.source.url or row.source.title: row.statement.source.status}
        raised = risk.flags(
            risk.Waiting(
                steps=steps.get(row.id, ()),
                identifications=[row.statement.identification],
                sources=list((sources | {brief.ref: brief.status for brief in row.also}).values()),
                editor=row.logged_by,
                published=published[row.logged_by],
                said_last=row.statement.said_last,
                made_on=item.proposal.made_on,
            )
        )
        found.append(replace(row, flags=tuple(raised if row.id in shown else risk.before_coding(raised))))
    return tuple(found)
