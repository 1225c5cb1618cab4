"""Statements at the desk, for tests: Ada logs them, Ben codes them, and both say so through the actions.

The minister of Land 0 speaks on 2 January 2020; a paper prints it the day after (`tests.world.make_proposal`).
"""

from typing import Any

from django.test import Client

from guarantors.actions import submissions
from guarantors.domain.stance import Confidence, Level
from guarantors.domain.submission import CodingGiven, Given, PersonGiven, RelationGiven, SaidGiven, SourceGiven
from guarantors.domain.voice import Directness, Identification, Voice
from guarantors.models import Proposal, Submission


def given(source: SourceGiven | None = None, relations: tuple[RelationGiven, ...] = (), **said: Any) -> Given:
    """What is handed in; `said` replaces any of its words."""
    words: dict[str, Any] = {
        "said_on": "2020-01-02",
        "actors": ("AA0",),
        "speaker": PersonGiven("A. Minister", "Minister"),
        "voice": Voice.MINISTER,
        "identification": Identification.NAMED,
        "directness": Directness.DIRECT,
        "summary": "Doubts it.",
    }
    paper = SourceGiven(title="Land 0 hesitates", publisher="A paper", language="en", url="https://paper.example/1")
    return Given(source or paper, SaidGiven(**words | said), relations)


def coding(**values: Any) -> CodingGiven:
    """Sceptical on the whole proposal, with high confidence."""
    reading: dict[str, Any] = {
        "guarantor": "AA0",
        "provision": None,
        "level": Level.SCEPTICAL,
        "confidence": Confidence.HIGH,
        "rationale": "Voices doubt.",
    }
    return CodingGiven(**reading | values)


def submission(
    proposal: Proposal, *codings: CodingGiven, by: str = "ada", what: Given | None = None, **said: Any
) -> Submission:
    """Handed in with this coding of it, or with the plain one."""
    made = what or given(**said)
    return submissions.submit(proposal=proposal, given=made, codings=codings or (coding(),), by=by)


def coded(waiting: Submission, *codings: CodingGiven, by: str = "ben") -> Submission:
    """Coded a second time, alike unless a coding is given."""
    submissions.code(submission=waiting, codings=codings or (coding(),), by=by)
    return waiting


def typed(level: str = "", provision: str = "whole", **more: str) -> dict[str, str]:
    """The fields of a coding form as a browser sends them: `typed("open", rationale="Says so.")`."""
    stem = f"u-{provision}-"
    return {f"{stem}{name}": value for name, value in ({"level": level} | more).items()}


def review_of(item: Submission) -> str:
    """The address at which it is reviewed."""
    return f"/desk/review/{item.pk}/"


def press(client: Client, item: Submission, button: str, fields: dict[str, str] | None = None) -> Any:
    """The answer to a button of its review, with these fields of the form."""
    return client.post(review_of(item), {"do": button} | (fields or {}))
