"""The codebook's scale: levels, their order and rule, and the words that qualify a level.

Forms, API, dataset check, charts and the method page all read this module; nothing else lists a level.
"""

from enum import StrEnum


class Level(StrEnum):
    """A stance on a proposal or a provision, strongest for first. Ordinal: never averaged (see `ORDER`)."""

    COMMITTED = "committed"
    SUPPORTIVE = "supportive"
    OPEN = "open"
    NONCOMMITTAL = "noncommittal"
    SCEPTICAL = "sceptical"
    OPPOSED = "opposed"


ORDER: dict[Level, int] = {
    Level.COMMITTED: 3,
    Level.SUPPORTIVE: 2,
    Level.OPEN: 1,
    Level.NONCOMMITTAL: 0,
    Level.SCEPTICAL: -1,
    Level.OPPOSED: -2,
}
"""The rank of each level. Steps are not equal in meaning: ranks are compared and sorted, never added."""

RULES: dict[Level, str] = {
    Level.COMMITTED: "Has bound itself; the record names how: declared, initialled, signed, ratified or in force.",
    Level.SUPPORTIVE: "Says that it will or wants to be a guarantor.",
    Level.OPEN: "Willing in principle, usually on conditions.",
    Level.NONCOMMITTAL: "Addressed it and took no position: declined to answer, balanced, mixed, or not known which.",
    Level.SCEPTICAL: "Voices doubt or reluctance without ruling it out.",
    Level.OPPOSED: "Rules it out, be it “at this stage”.",
}

NO_STANCE = "none"
"""The word in addresses for a guarantor without a record. It is not a level: never stored, never ranked."""

NO_STANCE_LABEL = "No stance"
NO_STANCE_RULE = (
    "No stance on record: no statement of those on record sets one, or there is none at all. An absence: never stored, "
    "never drawn as zero, never counted as a position."
)

FOR = frozenset({Level.COMMITTED, Level.SUPPORTIVE, Level.OPEN})
NEITHER = frozenset({Level.NONCOMMITTAL})
AGAINST = frozenset({Level.SCEPTICAL, Level.OPPOSED})


class LegalStatus(StrEnum):
    """How a committed state has bound itself, in the order in which a treaty ripens."""

    DECLARED = "declared"
    INITIALLED = "initialled"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"


class Basis(StrEnum):
    """Why a stance is noncommittal. An absent basis means: not known."""

    DECLINED = "declined"
    BALANCED = "balanced"
    MIXED = "mixed"


BASIS_RULES: dict[Basis, str] = {
    Basis.DECLINED: "Asked, and declined to answer.",
    Basis.BALANCED: "Neither approved nor opposed.",
    Basis.MIXED: "Said things that point both ways.",
}


class Confidence(StrEnum):
    """How sure the editors are of the level."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ConditionKind(StrEnum):
    """What a condition does to the stance."""

    CONSENT = "consent"
    TRIGGER = "trigger"
    SCOPE = "scope"


CONDITION_RULES: dict[ConditionKind, str] = {
    ConditionKind.CONSENT: "The stance holds only if this is so (“only if Russia takes part”).",
    ConditionKind.TRIGGER: "The guarantee begins when this happens (“once a ceasefire is in force”).",
    ConditionKind.SCOPE: "The stance covers only this part.",
}


class ConditionStatus(StrEnum):
    """Whether a condition still stands."""

    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


class Role(StrEnum):
    """An actor's part in a proposal."""

    PROPOSED_GUARANTOR = "proposed_guarantor"
    SIGNATORY = "signatory"
    PROPOSER = "proposer"
    COUNTERPARTY = "counterparty"
    OBSERVER = "observer"


GUARANTOR_ROLES = frozenset({Role.PROPOSED_GUARANTOR, Role.SIGNATORY})
"""The roles that give the guarantee; the others are parties to it and are listed beneath, never counted."""


class Obligation(StrEnum):
    """What a provision would oblige a guarantor to do."""

    DEFENCE = "defence"
    CONSULTATION = "consultation"
    NEUTRALITY = "neutrality"
    NON_AGGRESSION = "non_aggression"
    ASSISTANCE = "assistance"
    OTHER = "other"


class ProposalStatus(StrEnum):
    """Where a proposal stands today."""

    PROPOSED = "proposed"
    IN_NEGOTIATION = "in_negotiation"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    BREACHED = "breached"


def label(word: StrEnum | str) -> str:
    """The word as a reader sees it: `in_force` is "In force", `none` is "No stance"."""
    if word == NO_STANCE:
        return NO_STANCE_LABEL
    text = str(word).replace("_", " ").replace("non aggression", "non-aggression")
    return text[:1].upper() + text[1:]


def standing(level: Level | None, has_spoken: bool) -> str:
    """The word for where somebody stands: the level, "No stance", or "No statement" where nothing was said at all."""
    return label(level) if level else NO_STANCE_LABEL if has_spoken else "No statement"


def direction(earlier: Level | None, later: Level | None) -> int:
    """1 when `later` is further for than `earlier`, -1 when further against, 0 when equal or when either is absent."""
    if earlier is None or later is None:
        return 0
    return (ORDER[later] > ORDER[earlier]) - (ORDER[later] < ORDER[earlier])
