"""One publication: changes of one proposal that take effect together, at one recorded moment, under one revision.

Every action opens one; an action inside another's publication joins it. When the outermost one ends, each stance
record must still have its evidence, the revision rises by one, the journal is written, and only then is anything
committed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from guarantors.actions import evidence, gists, journal
from guarantors.domain.dates import written_moment
from guarantors.domain.errors import NotNow, gettext_noop, refuse, refuse_any
from guarantors.domain.text import text_breaches
from guarantors.models import Proposal, Statement

Seen = TypeVar("Seen")

SKEW = timedelta(seconds=5)
"""By how much the clocks of two servers may differ, or one may be set back: nobody's entry is refused for it."""


@dataclass(frozen=True, slots=True)
class _Publication:
    moment: datetime
    reworded: set[int]
    """The ids of statements that were corrected or withdrawn in it."""


_open: ContextVar[dict[int, _Publication] | None] = ContextVar("open publications", default=None)


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


def check_reason(reason: str) -> None:
    """Raises `Refused` for a correction or withdrawal that does not say why."""
    if not reason.strip():
        wording = gettext_noop("a correction or withdrawal says why; give a reason.")
        raise refuse("correction-gives-a-reason", "reason", wording)
    refuse_any(text_breaches("reason", reason))


def check_by(by: str) -> None:
    """Raises `Refused` for an entry by nobody: the record always says who made it."""
    if not by.strip():
        raise refuse("entry-names-who-recorded-it", "recorded_by", gettext_noop("say who makes the entry."))
    refuse_any(text_breaches("recorded_by", by, 150))


def rehearse(act: Callable[[], object], look: Callable[[], Seen]) -> Seen:
    """What `look` sees once `act` is done, with nothing written: both run in a transaction that is taken back.

    So an effect can be shown before it is had, by the very code that has it. Raises what `act` raises.
    """
    with transaction.atomic(), journal.unwritten():
        try:
            act()
        except NotNow as why:  # whoever only looks is told of it as of what else is in the way
            text, facts = why.said.text, dict(why.said.facts)
            raise refuse("recorded-clock-runs-forward", "recorded_at", text, **facts) from why
        seen = look()
        transaction.set_rollback(True)
    return seen


@contextmanager
def publication(proposal: Proposal, at: datetime | None = None) -> Iterator[datetime]:
    """Gives the recorded moment for all that is written inside.

    Raises `Refused` (rule `recorded-clock-runs-forward`) for a moment before the proposal's last change or in the
    future, since an entry slipped in behind an earlier `known_at` would change what a page of that moment showed; and
    for a stance record that would be left without evidence. Raises `NotNow` where no moment is given and the server's
    own clock is that far back.
    """
    opened = _open.get()
    if opened is not None and proposal.pk in opened:
        yield opened[proposal.pk].moment
        return
    with transaction.atomic(), journal.noting():
        moment = _moment(proposal, at)
        mine = _Publication(moment, set())
        token = _open.set({**(opened or {}), proposal.pk: mine})
        try:
            yield moment
        finally:
            _open.reset(token)
        refuse_any(evidence.unsupported(mine.reworded))
        gists.refresh_later(proposal.pk)
        Proposal.objects.filter(pk=proposal.pk).update(revision=F("revision") + 1, changed_at=moment)


def reworded(statement: Statement) -> None:
    """Say, in a publication, that other words stand: what rests on the statement is judged again when it ends."""
    (_open.get() or {})[statement.proposal_id].reworded.add(statement.pk)


def _moment(proposal: Proposal, at: datetime | None) -> datetime:
    # `no_key`, here and wherever a row is held: others may go on naming the row (a draft, an audit entry), and nobody
    # who holds one of them waits for us while we wait for theirs.
    latest = Proposal.objects.select_for_update(no_key=True).values_list("changed_at", flat=True).get(pk=proposal.pk)
    moment = at or now()
    if at is None and moment < latest <= moment + SKEW:
        moment = latest
    if at is None and moment < latest:
        wording = gettext_noop(
            "The server’s clock says %(now)s, which is before the last change on record, %(latest)s. Nothing was "
            "written; whoever runs the site must set the clock right."
        )
        raise NotNow(wording, now=written_moment(moment), latest=written_moment(latest))
    if moment < latest:
        wording = gettext_noop(
            "%(moment)s is before the last change of %(proposal)s, %(latest)s; "
            "leave recorded_at out and the entry is recorded now."
        )
        facts = {"moment": moment.isoformat(), "proposal": proposal.slug, "latest": latest.isoformat()}
        raise refuse("recorded-clock-runs-forward", "recorded_at", wording, **facts)
    if at and at > now():
        wording = gettext_noop("%(moment)s is in the future.")
        raise refuse("recorded-clock-runs-forward", "recorded_at", wording, moment=at.isoformat())
    return moment
