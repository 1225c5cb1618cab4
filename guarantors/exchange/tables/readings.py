"""How it was read: codings, stance records with what they rest and hang on, and the events beside them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from guarantors.domain.coding import Review, Round
from guarantors.domain.stance import Basis, ConditionKind, ConditionStatus, Confidence, LegalStatus, Level
from guarantors.exchange.tables.parties import PROPOSAL_LINK, of
from guarantors.exchange.tables.table import (
    CLOCK,
    Amended,
    Link,
    Scope,
    Table,
    day,
    flag,
    given,
    moment,
    number,
    text,
    word,
)
from guarantors.exchange.tables.words import events_in
from guarantors.models import Coding, Condition, Event, EventKind, Evidence, StanceRecord

GUARANTOR_LINK = Link(("proposal", "guarantor"), "guarantors", ("proposal", "actor"))


def _records(scope: Scope) -> QuerySet[StanceRecord]:
    """Every record that stood in our books at some time up to the moment."""
    return StanceRecord.objects.filter(
        scope.among("guarantor__proposal"), scope.until("effective_day"), recorded_at__lte=scope.known_at
    )


def _codings(scope: Scope) -> QuerySet[Coding]:
    """Those made by the moment, of what was said up to the day as it was first logged."""
    found = Coding.objects.filter(scope.among("guarantor__proposal"), recorded_at__lte=scope.known_at)
    said = scope.until("statement__versions__said_last")
    return found.filter(said, statement__versions__version=1) if said else found


CODINGS = Table(
    name="codings",
    says=gettext_noop("What each coder read in a statement, before the readings were compared."),
    attributes=(
        of("guarantor__"),
        text("statement", "The id of the statement.", "statement__ref"),
        text("guarantor", "The code of the guarantor.", "guarantor__actor__code"),
        text("provision", "The provision; empty for the whole proposal.", "provision__slug", required=False),
        text("coder", "Who read it."),
        word("round", "In which round it was made; empty where it is not known to be blind.", Round, required=False),
        word("level", "The level read.", Level),
        word("basis", "Why it is noncommittal, where that is known.", Basis, required=False),
        word("confidence", "How sure the coder is.", Confidence),
        text("rationale", "Why the words were read so.", required=False),
        moment("recorded_at", "When it came into our books (UTC)."),
    ),
    query=lambda scope: _codings(scope),
    key=(),
    order=("statement", "guarantor", "provision", "coder", "round"),
    links=(Link(("statement",), "statements", ("id",)), GUARANTOR_LINK),
)

STANCES = Table(
    name="stances",
    says="The published assessments: every version of every record. Two clocks: effective_day is the state's, "
    "recorded_at and superseded_at are ours.",
    attributes=(
        of("guarantor__"),
        text("id", "The id of the record within its proposal, the same for each of its versions.", "ref"),
        number("version", "1 for the first version; each correction of ours adds one.", least=1),
        text("guarantor", "The code of the guarantor.", "guarantor__actor__code"),
        text("provision", "The provision; empty for the whole proposal.", "provision__slug", required=False),
        given("effective_on", "From when the stance is in force, as given (EDTF)."),
        day("effective_day", "The last day that the date covers: the stance counts from then."),
        number("sequence", "The place within the day, from 1.", least=1),
        word("level", "The level assessed.", Level),
        word("basis", "Why it is noncommittal, where that is known.", Basis, required=False),
        word("legal_status", "How a committed guarantor has bound itself.", LegalStatus, required=False),
        word("confidence", "How sure the editors are of the level.", Confidence),
        text("rationale", "Why the words were read so."),
        flag("verified", "Whether a stored page confirmed the entry; empty where nobody has said."),
        word(
            "review", "How it was reviewed before it was published; empty where it was loaded.", Review, required=False
        ),
        *CLOCK,
    ),
    query=_records,
    key=("proposal", "id", "version"),
    links=(GUARANTOR_LINK,),
)

STANCE = (
    of("stance__guarantor__"),
    text("stance", "The id of the stance record.", "stance__ref"),
    number("version", "The version of the stance record.", "stance__version", least=1),
    number("position", "The place in the order of the editors, from 0.", least=0),
)
STANCE_LINK = Link(("proposal", "stance", "version"), "stances", ("proposal", "id", "version"))

EVIDENCE = Table(
    name="evidence",
    says="The statements that each stance record rests on.",
    attributes=(*STANCE, text("statement", "The id of the statement.", "statement__ref")),
    query=lambda scope: Evidence.objects.filter(stance__in=_records(scope).order_by()),
    key=("proposal", "stance", "version", "statement"),
    order=("proposal", "stance", "version", "position"),
    links=(STANCE_LINK, Link(("statement",), "statements", ("id",))),
)

CONDITIONS = Table(
    name="conditions",
    says="What each stance record hangs on.",
    attributes=(
        *STANCE,
        word("kind", "What the condition does to the stance.", ConditionKind),
        text("text", "The condition."),
        word("status", "Whether it still stands.", ConditionStatus),
    ),
    query=lambda scope: Condition.objects.filter(stance__in=_records(scope).order_by()),
    key=("proposal", "stance", "version", "position"),
    links=(STANCE_LINK,),
)

EVENTS = Table(
    name="events",
    says=gettext_noop("What happened beside the statements."),
    attributes=(
        of(""),
        text("id", "The id of the event within its proposal.", "ref"),
        given("happened_on", "When, as given (EDTF)."),
        day("first_day", "The first day that the date covers."),
        day("last_day", "The last day that the date covers."),
        word("kind", "What it was.", EventKind),
        text(
            "actor",
            "The code of the one that it concerns alone; empty where it concerns all.",
            "actor__code",
            required=False,
        ),
        text("title", "What happened."),
        text("source", "The id of the source; empty where none is on record.", "source__ref", required=False),
    ),
    query=events_in,
    key=("proposal", "id"),
    order=("proposal", "last_day", "id"),
    amended=Amended(Event, ("proposal", "id")),
    links=(PROPOSAL_LINK, Link(("actor",), "actors", ("code",)), Link(("source",), "sources", ("id",))),
)

TABLES = (CODINGS, STANCES, EVIDENCE, CONDITIONS, EVENTS)
