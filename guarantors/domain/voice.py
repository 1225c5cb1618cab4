"""Who speaks and how it reached us: which words can set a state's stance, and how they are introduced."""

from enum import StrEnum


class Voice(StrEnum):
    """The speaker's function at the time of speaking."""

    HEAD_OF_STATE = "head_of_state"
    HEAD_OF_GOVERNMENT = "head_of_government"
    MINISTER = "minister"
    SPOKESPERSON = "spokesperson"
    NEGOTIATOR = "negotiator"
    OFFICIAL = "official"
    INSTITUTION = "institution"
    LEGISLATOR = "legislator"
    PARTY_FIGURE = "party_figure"
    FORMER_OFFICIAL = "former_official"


SPEAKS_FOR_THE_STATE = frozenset(
    {
        Voice.HEAD_OF_STATE,
        Voice.HEAD_OF_GOVERNMENT,
        Voice.MINISTER,
        Voice.SPOKESPERSON,
        Voice.NEGOTIATOR,
        Voice.OFFICIAL,
        Voice.INSTITUTION,
    }
)
"""Legislators, party figures and former officials are kept and shown, and move nothing (DESIGN section 2, rule 1)."""


class Identification(StrEnum):
    """Whether the source says who spoke."""

    NAMED = "named"
    UNNAMED = "unnamed"
    INSTITUTION = "institution"


class Directness(StrEnum):
    """How the words reached the source."""

    DIRECT = "direct"
    REPORTED = "reported"
    RELAYED = "relayed"
    THIRD_PARTY = "third_party"


class Relation(StrEnum):
    """How a statement answers an earlier one."""

    CLARIFIES = "clarifies"
    WALKS_BACK = "walks_back"
    REAFFIRMS = "reaffirms"
    CONTRADICTS = "contradicts"
    SUPERSEDES = "supersedes"


class SourceKind(StrEnum):
    """What was read."""

    ARTICLE = "article"
    OFFICIAL = "official"
    TREATY = "treaty"
    INTERVIEW = "interview"
    POST = "post"


class SourceStatus(StrEnum):
    """Whether the publisher still stands by it."""

    STANDING = "standing"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


IDENTIFICATION_RULES: dict[Identification, str] = {
    Identification.NAMED: "The source names the speaker.",
    Identification.UNNAMED: "The source describes the speaker without a name.",
    Identification.INSTITUTION: "A government, ministry or joint text speaks, and no person.",
}

DIRECTNESS_RULES: dict[Directness, str] = {
    Directness.DIRECT: "The source gives the speaker's words.",
    Directness.REPORTED: "The source paraphrases the speaker.",
    Directness.RELAYED: "Another person speaks for the speaker.",
    Directness.THIRD_PARTY: "Somebody else claims that it was said.",
}


def speaks_for_the_state(voice: Voice, directness: Directness) -> bool:
    """Whether such words can set a state's stance: the voice binds the state and is not a third party's claim."""
    return voice in SPEAKS_FOR_THE_STATE and directness is not Directness.THIRD_PARTY
