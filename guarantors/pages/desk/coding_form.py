"""The form of a coding: one scale for the whole proposal, one for each provision, with what goes with a level.

The same for who logs a statement, who codes it blind and who adjudicates. A level chosen is read for every actor on
whose behalf the statement was made and who has a part in the proposal.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from guarantors.actions.typed import WHOLE, of_codings
from guarantors.domain.errors import Breach, refuse_any
from guarantors.domain.stance import (
    BASIS_RULES,
    CONDITION_RULES,
    RULES,
    Basis,
    ConditionKind,
    Confidence,
    LegalStatus,
    Level,
)
from guarantors.domain.submission import CodingGiven, ConditionGiven
from guarantors.exchange.spoken import gettext as _
from guarantors.pages.desk.fields import Data, Fault, Field, put, word_of, words
from guarantors.pages.labels import label
from guarantors.queries import proposals
from guarantors.queries.proposals import ProposalRow

_FIELD = re.compile(r"codings\.(\d+)\.(\w+)")
_CONDITIONS = {
    ConditionKind.CONSENT: gettext_noop("Conditions: consent"),
    ConditionKind.TRIGGER: gettext_noop("Conditions: trigger"),
    ConditionKind.SCOPE: gettext_noop("Conditions: scope"),
}


@dataclass(slots=True)
class Block:
    """What is asked on one unit. `provision` is None for the whole proposal."""

    provision: str | None
    title: str
    text: str
    level: Field
    basis: Field
    legal_status: Field
    confidence: Field
    rationale: Field
    conditions: list[Field]

    @property
    def fields(self) -> list[Field]:
        return [self.level, self.basis, self.legal_status, self.confidence, self.rationale, *self.conditions]

    @property
    def is_coded(self) -> bool:
        return bool(self.level.value)

    @property
    def has_conditions(self) -> bool:
        """Whether any is written or refused, so that they are not folded away."""
        return any(item.value or item.errors for item in self.conditions)

    @property
    def is_busy(self) -> bool:
        """Whether anything stands in it or is wrong with it, so that it is not folded away."""
        return any(item.value or item.errors for item in self.fields)


class CodingForm:
    """`data` is what was typed, if anything was; else `initial` stands in the fields.

    `unnamed` says that the speaker is unnamed, which makes low the confidence of a coding that gives none.
    """

    def __init__(
        self,
        proposal: ProposalRow,
        actors: Sequence[str],
        data: Data | None = None,
        initial: Sequence[CodingGiven] = (),
        *,
        unnamed: bool = False,
    ) -> None:
        self.proposal, self.actors, self.unnamed = proposal, tuple(actors), unnamed
        titles = [
            (None, _("Whole proposal"), ""),
            *((item.slug, item.title, item.summary) for item in proposal.provisions),
        ]
        self.blocks = [_block(*title) for title in titles]
        typed = data if data is not None else of_codings(initial)
        for block in self.blocks:
            for item in block.fields:
                item.fill(typed)
        self._index: list[Block] = []

    @property
    def whole(self) -> Block:
        return self.blocks[0]

    @property
    def provisions(self) -> list[Block]:
        return self.blocks[1:]

    @property
    def provisions_are_busy(self) -> bool:
        return any(block.is_busy for block in self.provisions)

    @property
    def rules(self) -> list[tuple[str, str, str]]:
        """What each level means: the word, its label, its rule."""
        return [(level.value, label(level), _(rule)) for level, rule in RULES.items()]

    @property
    def errors(self) -> list[Fault]:
        """Everything that is wrong, in the order of the form."""
        return [
            Fault(fault.id, fault.label if block is self.whole else f"{block.title}, {fault.label}", fault.message)
            for block in self.blocks
            for item in block.fields
            for fault in item.faults
        ]

    def codings(self) -> list[CodingGiven]:
        """One for each named actor with a part in the proposal, and each unit with a level chosen.

        Raises `Refused` for words that cannot be read, at `codings.N.field`.
        """
        coded = [block for block in self.blocks if block.is_coded]
        named = self._parties() if coded else ()
        self._index = [block for block in coded for _ in named]
        faults: list[Breach] = []
        read = [
            self._read(block, actor, f"codings.{index}", faults)
            for index, (block, actor) in enumerate((block, actor) for block in coded for actor in named)
        ]
        refuse_any(faults)
        return [coding for coding in read if coding is not None]

    def put(self, breaches: Iterable[Breach]) -> list[Breach]:
        """Say each refusal of a coding at its field; answers those that are of something else."""
        return put(breaches, self._meant)

    def _parties(self) -> tuple[str, ...]:
        """An actor without a part in the proposal may speak too, and has no stance on it."""
        parts = {guarantor.code for guarantor in proposals.guarantors(self.proposal)}
        return tuple(dict.fromkeys(actor for actor in self.actors if actor in parts)) or self.actors

    def _read(self, block: Block, actor: str, place: str, faults: list[Breach]) -> CodingGiven | None:
        level = word_of(block.level, Level, f"{place}.level", faults)
        confidence = word_of(block.confidence, Confidence, f"{place}.confidence", faults)
        if confidence is None and block is not self.whole:
            confidence = word_of(self.whole.confidence, Confidence, f"{place}.confidence", faults)
        basis = word_of(block.basis, Basis, f"{place}.basis", faults)
        legal_status = word_of(block.legal_status, LegalStatus, f"{place}.legal_status", faults)
        if level is None:
            return None
        return CodingGiven(
            guarantor=actor,
            provision=block.provision,
            level=level,
            confidence=confidence or (Confidence.LOW if self.unnamed else Confidence.HIGH),
            rationale=block.rationale.value.strip() or self.whole.rationale.value.strip(),
            # A word that goes with another level was hidden when the level was changed: it says nothing any more.
            basis=basis if level is Level.NONCOMMITTAL else None,
            legal_status=legal_status if level is Level.COMMITTED else None,
            conditions=tuple(_conditions(block)),
        )

    def _meant(self, field: str) -> Field | None:
        """The field of a coding's breach; one that is of no single coding is said at the scale of the whole."""
        match = _FIELD.fullmatch(field)
        if match and int(match[1]) < len(self._index):
            return self._at(self._index[int(match[1])], match[2])
        return self.whole.level if field.partition(".")[0] == "codings" else None

    def _at(self, block: Block, name: str) -> Field:
        """The field of a refusal; a provision that took the rationale of the whole is refused there."""
        if name == "rationale" and not block.rationale.value.strip() and self.whole.is_coded:
            return self.whole.rationale
        if name == "conditions":
            return max(block.conditions, key=lambda item: max(map(len, item.value.splitlines()), default=0))
        by_name = {"basis": block.basis, "legal_status": block.legal_status, "confidence": block.confidence}
        return {**by_name, "rationale": block.rationale}.get(name, block.level)


def _block(provision: str | None, title: str, text: str) -> Block:
    stem = f"u-{provision or WHOLE}-"
    whole = provision is None
    sure, why = _("As for the whole proposal"), _("Blank: as for the whole proposal.")
    if whole:
        sure = _("High, or low if the speaker is unnamed")
        why = _("Which words carry the level, and what speaks against it.")
    basis_rules = " ".join(f"{label(basis)}: {_(rule)}" for basis, rule in BASIS_RULES.items())
    one_a_line = _("One a line.")
    return Block(
        provision,
        title,
        text,
        level=Field(stem + "level", title, "scale", choices=words(Level, _("Not coded"))),
        basis=Field(stem + "basis", _("Why noncommittal"), "select", basis_rules, "h", words(Basis, _("Not known"))),
        legal_status=Field(
            stem + "legal_status",
            _("How it has bound itself"),
            "select",
            _("A committed state says how."),
            "h",
            words(LegalStatus, _("Choose one")),
        ),
        confidence=Field(stem + "confidence", _("Confidence"), "select", "", "h", words(Confidence, sure)),
        rationale=Field(stem + "rationale", _("Rationale"), "area", why),
        conditions=[
            Field(stem + kind, _(_CONDITIONS[kind]), "area", f"{_(CONDITION_RULES[kind])} {one_a_line}")
            for kind in ConditionKind
        ],
    )


def _conditions(block: Block) -> Iterator[ConditionGiven]:
    for kind, item in zip(ConditionKind, block.conditions, strict=True):
        for line in item.value.splitlines():
            if line.strip():
                yield ConditionGiven(kind, line.strip())
