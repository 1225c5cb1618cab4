"""An editor corrects a statement and the record that rests on it together, again and again (`tests.correcting`).

Both then say the same number. `prepare` makes them; a number corrects that many times, counting on.
"""

import os
import sys
import time
from dataclasses import replace

import django

SLUG = "corrected-2020"
PAUSE = 0.03
"""Seconds between two corrections: quicker than any desk, and slow enough for readers to come between."""


def main(asked: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    from guarantors.actions import stances, statements
    from guarantors.actions.publication import publication
    from guarantors.models import Proposal, StanceRecord, Statement
    from tests.world import log, make_proposal, publish

    if asked == "prepare":
        call_command("migrate", verbosity=0)
        proposal = make_proposal(SLUG)
        said = log(proposal, "said", summary="Number 0.")
        publish(proposal, "stance", said, rationale="Number 0.")
        return
    proposal = Proposal.objects.get(slug=SLUG)
    said = Statement.objects.get(ref="said")
    reached = int(statements.current(said).summary.removeprefix("Number ").removesuffix("."))
    for number in range(reached + 1, reached + int(asked) + 1):
        words = f"Number {number}."
        with publication(proposal):
            before = statements.content_of(statements.current(said))
            content = replace(before, summary=words)
            statements.correct(statement=said, content=content, reason="Counting.", by="counter")
            record = StanceRecord.objects.get(ref="stance", superseded_at=None)
            assessed = replace(stances.content_of(record), rationale=words)
            stances.correct(record=record, content=assessed, reason="Counting.", by="counter")
        time.sleep(PAUSE)


if __name__ == "__main__":
    main(sys.argv[1])
