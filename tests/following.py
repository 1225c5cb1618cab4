"""Editors publish at the same time and somebody follows the journal meanwhile (`python -m tests.following`).

Prints as JSON what the follower saw at each look that was not a whole beginning of the journal, how often it looked
while numbers were given out, and what became of every act.
"""

import json
import os
import random
import threading
import time
from typing import Any

import django

ACTS = 12
"""Of each editor."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection, transaction

    from guarantors.actions import sources
    from guarantors.domain.voice import SourceStatus
    from guarantors.models import Change, Ledger, Source
    from tests.world import log, make_proposal

    proposals = [make_proposal(f"followed-{number}") for number in range(3)]
    shared = Source.objects.get(ref="followed-0-source")
    for proposal in proposals:
        log(proposal, f"{proposal.slug}-first", source=shared)
    came: list[str] = []
    broken: list[list[int]] = []
    looks: set[int] = set()
    over = threading.Event()

    def each(name: str, act: Any) -> None:
        """One editor; every third act is taken back, and each is held open for a while once it has its numbers."""
        chance = random.Random(name)
        try:
            for number in range(ACTS):
                with transaction.atomic():
                    act(number)
                    time.sleep(chance.random() / 50)
                    transaction.set_rollback(number % 3 == 2)
                came.append("done")
        except Exception as error:
            came.append(f"{name}: {type(error).__name__}: {error}")
        finally:
            connection.close()

    def follow() -> None:
        while not over.is_set():
            seen = list(Change.objects.order_by("number").values_list("number", flat=True))
            looks.add(len(seen))
            if seen != list(range(1, len(seen) + 1)):
                broken.append(seen)
        connection.close()

    def logging(proposal: Any) -> Any:
        return lambda number: log(proposal, f"{proposal.slug}-{number}")

    def mark(number: int) -> None:
        # Names all three proposals, and so holds them all before it needs the ledger.
        status = SourceStatus.CORRECTED if shared.status == "standing" else SourceStatus.STANDING
        sources.mark(source=shared, status=status, reason="It says so.", by="ben")
        if number % 3 != 2:
            shared.status = status.value

    follower = threading.Thread(target=follow)
    editors = [threading.Thread(target=each, args=(proposal.slug, logging(proposal))) for proposal in proposals] + [
        threading.Thread(target=each, args=("marks", mark))
    ]
    for thread in (follower, *editors):
        thread.start()
    for thread in editors:
        thread.join()
    over.set()
    follower.join()
    told = {"broken": broken, "looks": len(looks), "came": sorted(set(came)), "last": Ledger.objects.get().last}
    print(json.dumps(told | {"changes": Change.objects.count()}))


if __name__ == "__main__":
    main()
