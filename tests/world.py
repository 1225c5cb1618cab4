"""The world of the tests: the datasets that the project ships, loaded through the actions.

    Istanbul 2022, 29 March    ten asked, Ukraine proposes, Russia is counterparty; all moves within weeks
      Germany     30 March     supportive, then open the same afternoon; supportive again from the 31st
      United Kingdom           supportive ("March 2022", an ambassador), then sceptical the same day
      Canada                   nothing on record, ever
      United States            noncommittal; two senators speak and move nothing
    G7, Vilnius 2023           forty parties, a joint declaration, organisations, late joiners with an unknown day
    Budapest 1994              signatories; months and years without a day

People: Ada edits, Ben codes second, Cleo reads.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from guarantors.actions import stances, statements
from guarantors.domain.stance import Confidence, Level
from guarantors.domain.submission import PersonGiven
from guarantors.domain.voice import Directness, Identification, Voice
from guarantors.exchange.load import load, read_and_check
from guarantors.models import Actor, ActorKind, Guarantor, Proposal, Provision, Source, Statement

DATA = Path(__file__).resolve().parent.parent / "guarantors" / "data"
FILES = sorted(DATA.glob("*.yaml"))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def build() -> None:
    """Load the shipped datasets, as `make run` does."""
    datasets, faults = read_and_check(FILES)
    assert not [fault for fault in faults if not fault.warning]
    load(datasets, by="Ada")


def make_proposal(slug: str = "test-2020", guarantors: int = 1, **values: Any) -> Proposal:
    """A proposal of 1 January 2020 with so many guarantors (AA0, AA1 ...), one provision `clause`, one source."""
    given = {"title": f"Test {slug}", "made_on": date(2020, 1, 1), "status": "proposed", "summary": "A test."}
    proposal = Proposal.objects.create(slug=slug, changed_at=LONG_AGO, **given | values)
    Provision.objects.create(proposal=proposal, slug="clause", title="A clause", obligation="defence", position=0)
    for number in range(guarantors):
        actor, _ = Actor.objects.get_or_create(
            code=f"AA{number}", defaults={"name": f"Land {number}", "kind": ActorKind.STATE}
        )
        Guarantor.objects.create(
            proposal=proposal, actor=actor, role="proposed_guarantor", since=date(2020, 1, 1), position=number
        )
    Source.objects.get_or_create(
        ref=f"{slug}-source",
        defaults={
            "kind": "article",
            "title": "An article",
            "publisher": "A paper",
            "language": "en",
            "published_on": date(2030, 1, 1),
            "recorded_at": LONG_AGO,
        },
    )
    return proposal


def statement_content(proposal: Proposal, code: str = "AA0", **values: Any) -> statements.Content:
    """A minister speaks on 2 January 2020."""
    given: dict[str, Any] = {
        "said_on": "2020-01-02",
        "source": Source.objects.get(ref=f"{proposal.slug}-source"),
        "actors": [Actor.objects.get(code=code)],
        "speaker": PersonGiven("A. Minister", "Minister"),
        "voice": Voice.MINISTER,
        "identification": Identification.NAMED,
        "directness": Directness.DIRECT,
        "summary": "Says so.",
    }
    return statements.Content(**given | values)


def log(proposal: Proposal, ref: str, code: str = "AA0", at: datetime | None = None, **values: Any) -> Statement:
    """Ada logs a statement."""
    return statements.log(
        proposal=proposal, ref=ref, content=statement_content(proposal, code, **values), by="Ada", at=at
    )


def stance_content(*evidence: Statement, **values: Any) -> stances.Content:
    """Open on the whole proposal from 2 January 2020."""
    given: dict[str, Any] = {
        "provision": None,
        "effective_on": "2020-01-02",
        "sequence": 1,
        "level": Level.OPEN,
        "confidence": Confidence.HIGH,
        "rationale": "Reads so.",
        "statements": evidence,
    }
    return stances.Content(**given | values)


def publish(
    proposal: Proposal, ref: str, *evidence: Statement, code: str = "AA0", at: datetime | None = None, **values: Any
) -> Any:
    """Ada publishes a stance record."""
    guarantor = Guarantor.objects.get(proposal=proposal, actor__code=code)
    return stances.publish(guarantor=guarantor, ref=ref, content=stance_content(*evidence, **values), by="Ada", at=at)
