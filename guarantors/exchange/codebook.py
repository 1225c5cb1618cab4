"""The codebook as a sheet: every vocabulary with its words and rules, from the constants that the code enforces."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from guarantors.domain.coding import REVIEW_RULES, ROUND_RULES, Review, Round
from guarantors.domain.stance import (
    BASIS_RULES,
    CONDITION_RULES,
    GUARANTOR_ROLES,
    ORDER,
    RULES,
    Basis,
    ConditionKind,
    ConditionStatus,
    Confidence,
    LegalStatus,
    Level,
    Obligation,
    ProposalStatus,
    Role,
    label,
)
from guarantors.domain.voice import (
    DIRECTNESS_RULES,
    IDENTIFICATION_RULES,
    SPEAKS_FOR_THE_STATE,
    Directness,
    Identification,
    Relation,
    SourceKind,
    SourceStatus,
    Voice,
)
from guarantors.exchange.sheet import Cell, Column, Kind, Sheet
from guarantors.exchange.spoken import gettext, pgettext
from guarantors.models import ActorKind, EventKind

SAYS = "The codebook: every word that a column may hold, and what it means."

COLUMNS = (
    Column("vocabulary", Kind.STRING, "The vocabulary: what its words tell, and mostly the name of the column."),
    Column("word", Kind.STRING, "The word as it stands in the tables."),
    Column("label", Kind.STRING, "The word as a reader sees it."),
    Column("order", Kind.INTEGER, "The rank of a level, 3 to -2: to compare and sort by, never to add."),
    Column("rule", Kind.STRING, "When it applies, or what follows from it."),
)
REQUIRED = frozenset({"vocabulary", "word", "label"})

VOCABULARIES: Mapping[str, type[StrEnum]] = {
    "level": Level,
    "basis": Basis,
    "legal_status": LegalStatus,
    "confidence": Confidence,
    "condition_kind": ConditionKind,
    "condition_status": ConditionStatus,
    "role": Role,
    "obligation": Obligation,
    "proposal_status": ProposalStatus,
    "voice": Voice,
    "identification": Identification,
    "directness": Directness,
    "relation": Relation,
    "round": Round,
    "review": Review,
    "source_kind": SourceKind,
    "source_status": SourceStatus,
    "actor_kind": ActorKind,
    "event_kind": EventKind,
}

CONTEXTS: Mapping[str, str] = {
    "condition_status": "a condition",
    "identification": "a speaker",
    "proposal_status": "a proposal",
    "review": "a coding",
    "source_kind": "a source",
    "source_status": "a source",
    "event_kind": "an event",
}
"""Vocabularies that have a word in common with another, or with the head of a column, where one language may need two:
what their words are said of."""

_CONTEXT_OF: Mapping[type[str], str] = {VOCABULARIES[name]: context for name, context in CONTEXTS.items()}

_RULES: Mapping[str, Mapping[Any, str]] = {
    "level": RULES,
    "basis": BASIS_RULES,
    "condition_kind": CONDITION_RULES,
    "identification": IDENTIFICATION_RULES,
    "directness": DIRECTNESS_RULES,
    "round": ROUND_RULES,
    "review": REVIEW_RULES,
    "voice": {
        voice: "Speaks for the state." if voice in SPEAKS_FOR_THE_STATE else "Is kept and shown, and moves no stance."
        for voice in Voice
    },
    "role": {
        role: "Gives the guarantee." if role in GUARANTOR_ROLES else "Is a party, and is not counted as a guarantor."
        for role in Role
    },
}


def said(wording: str, word: StrEnum | str) -> str:
    """The wording of a word in the language of the page."""
    context = _CONTEXT_OF.get(type(word))
    return pgettext(context, wording) if context else gettext(wording)


def within(word: StrEnum | str) -> str:
    """A word as it stands within a sentence or after another word: "in force". A message of its own, since not every
    language has the two alike but for the first letter."""
    return said(label(word).lower(), word)


def sheet() -> Sheet:
    """Every vocabulary, its words in their own order."""
    return Sheet("codebook", "Codebook", COLUMNS, list(_rows()))


def _rows() -> Iterator[tuple[Cell, ...]]:
    for name, vocabulary in VOCABULARIES.items():
        for word in vocabulary:
            order = ORDER[word] if isinstance(word, Level) else None
            yield name, word.value, label(word), order, _RULES.get(name, {}).get(word)
