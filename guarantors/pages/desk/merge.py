"""`/desk/statements/<id>/merge/`: a statement that is on record twice gives way to the other."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from guarantors.actions import corrections, named
from guarantors.address import naming
from guarantors.domain import dates
from guarantors.domain.errors import refuse
from guarantors.domain.roles import Right
from guarantors.exchange.spoken import gettext as _
from guarantors.models import Statement
from guarantors.pages import words
from guarantors.pages.desk import subject
from guarantors.pages.desk.access import desk
from guarantors.pages.desk.fields import Field
from guarantors.pages.desk.subject import Subject
from guarantors.pages.desk.verb import Verb, answer
from guarantors.pages.labels import within
from guarantors.queries import readings, statements
from guarantors.queries.readings import Reading

OFFERED = 40
"""So many statements are offered; any other is named by its id."""


class Merge(Verb[Subject]):
    name = gettext_noop("Merge with another statement")
    does = gettext_noop("Do it: merge with another statement")
    says = gettext_noop(
        "It is on record a second time. It is withdrawn, what rests on it rests on the other instead, and its address "
        "leads there from now on."
    )
    done = gettext_noop("%(ref)s is merged: its address leads to the other from now on.")

    def ask(self) -> list[Field]:
        hint = _("Its id or address. Those of the same actors are offered, the nearest in time first.")
        return [Field("into", _("Keep which statement?"), hint=hint, suggests="statement")]

    def context(self) -> dict[str, Any]:
        """(id, words) of the statements that it may be the same as."""
        shape, now = self.subject.shape, datetime.now(UTC)
        day = dates.parse(shape["said_on"]).last
        rows = statements.of_proposal(self.subject.proposal.pk, as_of=now.date(), known_at=now)
        near = [
            row for row in rows if row.ref != self.subject.ref and {code for code, _ in row.actors} & {*shape["actors"]}
        ]
        near.sort(key=lambda row: abs(dates.days_between(row.said_last, day)))
        return {"offered": [(row.ref, words.in_short(row)) for row in near[:OFFERED]]}

    def effects(self) -> list[str]:
        """A sentence for each two records of one guarantor on the same thing that would rest on the same words."""
        now, mine, proposal = datetime.now(UTC), subject.statement_of(self.subject), self.subject.proposal
        other = Statement.objects.get(ref=self._into())
        theirs = {_unit(reading): reading for reading in readings.records(other.pk, proposal, now)}
        found = [(reading, theirs.get(_unit(reading))) for reading in readings.records(mine.pk, proposal, now)]
        return [_of_two(one, two) for one, two in found if two is not None and two.stance.ref != one.stance.ref]

    def _into(self) -> str:
        """The id that was typed, by itself or within an address."""
        return self.value("into").split("?")[0].rstrip("/").rpartition("/")[2]

    def act(self, *, reason: str, by: str, seen: int) -> None:
        into = self._into()
        if not into:
            raise refuse("merge-joins-two-statements", "into", gettext_noop("name the statement that stays."))
        other = named.statement(into, "into")
        duplicate = subject.statement_of(self.subject)
        corrections.merge(duplicate=duplicate, into=other, reason=reason, by=by, seen=seen)


def _unit(reading: Reading) -> tuple[str, str | None]:
    return reading.actor_code, reading.stance.provision


def _of_two(one: Reading, two: Reading) -> str:
    told = {"name": naming.actor(one.actor_code, one.actor_name), "one": _record(one), "two": _record(two)}
    if one.provision_title:
        wording = _(
            "%(name)s, on %(provision)s: %(one)s and %(two)s rest on the same words then. Withdraw the one that says "
            "it less well."
        )
        return wording % {**told, "provision": one.provision_title}
    wording = _(
        "%(name)s, on the whole proposal: %(one)s and %(two)s rest on the same words then. Withdraw the one that says "
        "it less well."
    )
    return wording % told


def _record(reading: Reading) -> str:
    return f"{reading.stance.ref} ({within(reading.stance.level)})"


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.CORRECT)
def merge(request: HttpRequest, ref: str) -> HttpResponse:
    about = subject.of_statement(ref)
    return answer(request, lambda typed: Merge(about, typed))
