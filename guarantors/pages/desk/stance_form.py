"""The form of a stance record: from a record to fields, and from what is typed to what it shall say."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from django.utils.translation import gettext_noop

from guarantors.actions import named, stances
from guarantors.actions.stances import Content
from guarantors.domain.errors import Breach, Refused, refuse_any
from guarantors.domain.stance import (
    BASIS_RULES,
    CONDITION_RULES,
    Basis,
    ConditionKind,
    ConditionStatus,
    Confidence,
    LegalStatus,
    Level,
)
from guarantors.domain.submission import ConditionGiven
from guarantors.exchange.spoken import gettext as _
from guarantors.exchange.spoken import pgettext
from guarantors.models import Provision, StanceRecord, Statement
from guarantors.pages.desk.fields import Data, Fault, Field, put, word_of, words
from guarantors.pages.desk.statement_fields import lines
from guarantors.pages.desk.typed_dates import edtf
from guarantors.pages.labels import label
from guarantors.queries.proposals import ProposalRow

MOST_CONDITIONS = 20
Row = tuple[Field, Field, Field]


class StanceForm:
    """`data` is what was typed; without it the fields say what the record says."""

    def __init__(self, proposal: ProposalRow, record: StanceRecord, data: Data | None = None) -> None:
        typed = _typed(stances.content_of(record)) if data is None else data
        basis = " ".join(f"{label(item)}: {_(rule)}" for item, rule in BASIS_RULES.items())
        clauses = [("", _("The whole proposal")), *((item.slug, item.title) for item in proposal.provisions)]
        self.proposal = proposal
        self.level = Field("level", _("Level"), "scale", choices=words(Level))
        self.basis = Field("basis", _("Why noncommittal"), "select", basis, "h", words(Basis, _("Not known")))
        self.legal_status = Field(
            "legal_status", _("How it has bound itself"), "select", "", "h", words(LegalStatus, _("Choose one"))
        )
        self.rest = [
            Field("provision", pgettext("what a stance is on", "On"), "select", span="h", choices=tuple(clauses)),
            Field("confidence", _("Confidence"), "select", span="h", choices=words(Confidence)),
            Field("effective_on", _("In effect from"), span="h", hint=_("2022-03-30, 2022-03 or 2022.")),
            Field("sequence", _("Place in the day"), "number", span="h", hint=_("2 for the second record of a day.")),
            Field(
                "rationale",
                _("Rationale"),
                "area",
                _("Which words carry the level, and what speaks against it."),
                rows=4,
            ),
            Field("statements", _("Statements that it rests on"), "area", _("Their ids, one a line.")),
        ]
        self.conditions = _condition_fields(typed)
        self.by_name = {item.name: item for item in self._fields()}
        for item in self.by_name.values():
            item.fill(typed)

    @property
    def errors(self) -> list[Fault]:
        """Everything that is wrong, in the order of the form."""
        return [fault for item in self._fields() for fault in item.faults]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What each kind of condition means."""
        return [(label(kind), _(rule)) for kind, rule in CONDITION_RULES.items()]

    def content(self, was: Content) -> Content:
        """What the record shall say; what the form does not ask stays as it was. Raises `Refused`."""
        faults: list[Breach] = []
        level = word_of(self.level, Level, "level", faults)
        if level is None and not faults:
            faults.append(Breach("stance-names-its-level", "level", gettext_noop("choose a level.")))
        basis = word_of(self.basis, Basis, "basis", faults)
        legal_status = word_of(self.legal_status, LegalStatus, "legal_status", faults)
        confidence = word_of(self.by_name["confidence"], Confidence, "confidence", faults)
        conditions = list(self._conditions(faults))
        found = replace(
            was,
            provision=self._provision(was, faults),
            effective_on=edtf(self._text("effective_on")),
            sequence=self._sequence(faults),
            level=level or was.level,
            # A word that goes with another level was hidden when the level was changed: it says nothing any more.
            basis=basis if level is Level.NONCOMMITTAL else None,
            legal_status=legal_status if level is Level.COMMITTED else None,
            confidence=confidence or was.confidence,
            rationale=self._text("rationale"),
            statements=self._statements(faults),
            conditions=conditions,
        )
        refuse_any(faults)
        return found

    def put(self, breaches: Iterable[Breach]) -> list[Breach]:
        """Say each refusal at its field; answers those that are of something else."""
        return put(breaches, self._at)

    def _at(self, field: str) -> Field | None:
        """Which condition is meant is not said; the longest is the likeliest."""
        if field == "conditions":
            return max((row[1] for row in self.conditions), key=lambda item: len(item.value))
        return self.by_name.get(field)

    def _fields(self) -> list[Field]:
        rows = [item for row in self.conditions for item in row]
        return [self.level, self.basis, self.legal_status, *self.rest, *rows]

    def _text(self, name: str) -> str:
        return self.by_name[name].value.strip()

    def _provision(self, was: Content, faults: list[Breach]) -> Provision | None:
        try:
            return named.provision(was.statements[0].proposal_id, self._text("provision"))
        except Refused as refused:
            faults += refused.breaches
            return None

    def _sequence(self, faults: list[Breach]) -> int:
        text = self._text("sequence")
        if text.isascii() and text.isdigit() and len(text) < 5:
            return int(text)
        wording = gettext_noop("write a whole number, such as 1.")
        faults.append(Breach("sequence-counts-from-one", "sequence", wording))
        return 1

    def _statements(self, faults: list[Breach]) -> list[Statement]:
        try:
            return named.statements(lines(self.by_name["statements"].values), "statements")
        except Refused as refused:
            faults += refused.breaches
            return []

    def _conditions(self, faults: list[Breach]) -> Iterable[ConditionGiven]:
        for kind, text, status in self.conditions:
            if text.value.strip():
                named = word_of(kind, ConditionKind, kind.name, faults)
                if named is None:
                    wording = gettext_noop("say of which kind the condition is.")
                    faults.append(Breach("word-is-known", kind.name, wording))
                how = word_of(status, ConditionStatus, status.name, faults)
                yield ConditionGiven(named or ConditionKind.SCOPE, text.value.strip(), how or ConditionStatus.OPEN)


def _condition_fields(typed: Data) -> list[Row]:
    """A row for each condition, and one more to write."""
    there = [n for n in range(MOST_CONDITIONS) if any(typed.get(f"condition-{n}", ()))]
    free = next(n for n in count() if n not in there)
    return [
        (
            Field(
                f"condition-{n}-kind", _("Condition"), "select", span="h", choices=words(ConditionKind, _("Choose one"))
            ),
            Field(f"condition-{n}", _("Its text")),
            Field(
                f"condition-{n}-status",
                pgettext("of a condition", "Standing"),
                "select",
                span="h",
                choices=words(ConditionStatus),
            ),
        )
        for n in [*there, free][:MOST_CONDITIONS]
    ]


def _typed(content: Content) -> dict[str, list[str]]:
    """The fields as somebody would have typed them who made the record."""
    values: dict[str, object] = {
        "level": content.level,
        "basis": content.basis or "",
        "legal_status": content.legal_status or "",
        "provision": content.provision.slug if content.provision else "",
        "confidence": content.confidence,
        "effective_on": content.effective_on,
        "sequence": content.sequence,
        "rationale": content.rationale,
        "statements": "\n".join(statement.ref for statement in content.statements),
    }
    for number, hinge in enumerate(content.conditions):
        stem = f"condition-{number}"
        values |= {stem: hinge.text, f"{stem}-kind": hinge.kind, f"{stem}-status": hinge.status}
    return {name: [str(value)] for name, value in values.items()}
