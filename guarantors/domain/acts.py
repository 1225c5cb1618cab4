"""Acts on our books: what can be done to what. The list of changes, the feeds and the webhooks have these words."""

from enum import StrEnum


class Noun(StrEnum):
    """What an act is done to. The first three are what readers follow; a mirror follows all."""

    STANCE = "stance"
    STATEMENT = "statement"
    SOURCE = "source"
    PROPOSAL = "proposal"
    PROVISION = "provision"
    ACTOR = "actor"
    GUARANTOR = "guarantor"
    NOMINATION = "nomination"
    EVENT = "event"
    CODING = "coding"
    RELATION = "relation"


class Act(StrEnum):
    """`corrected`: we were wrong. A state that changed its mind is a new record, `added`.

    `amended`: a row without versions is described anew, or a publisher corrected or withdrew what we had read.
    """

    ADDED = "added"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    AMENDED = "amended"


class Happening(StrEnum):
    """What a webhook tells: an act on what the public sees, in the past tense."""

    STATEMENT_PUBLISHED = "statement.published"
    STATEMENT_CORRECTED = "statement.corrected"
    STATEMENT_WITHDRAWN = "statement.withdrawn"
    STANCE_PUBLISHED = "stance.published"
    STANCE_CORRECTED = "stance.corrected"
    STANCE_WITHDRAWN = "stance.withdrawn"


_TOLD: dict[Act, str] = {Act.ADDED: "published", Act.CORRECTED: "corrected", Act.WITHDRAWN: "withdrawn"}


def happening(noun: Noun, act: Act) -> Happening | None:
    """What a webhook tells of the act; None where it tells nothing."""
    word = f"{noun}.{_TOLD.get(act, '')}"
    return Happening(word) if word in set(Happening) else None
