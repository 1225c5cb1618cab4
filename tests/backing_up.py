"""A backup is made while editors write, and restored (`python -m tests.backing_up`). Prints what came of it."""

import io
import json
import os
import threading
from pathlib import Path

import django

WRITERS = 3


def written(stop: threading.Event, slug: str, acknowledged: list[str]) -> None:
    from django.db import connection

    from guarantors.models import Proposal
    from tests.world import log, publish

    try:
        proposal = Proposal.objects.get(slug=slug)
        for number in range(10_000):
            if stop.is_set():
                break
            said = log(proposal, f"{slug}-{number}")
            publish(proposal, f"{slug}-held-{number}", said, effective_on="2020-01-05", sequence=number + 1)
            acknowledged.append(f"{slug}-held-{number}")
    finally:
        connection.close()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    from guarantors.exchange.backup import back_up
    from guarantors.models import StanceRecord
    from tests.world import make_proposal

    folder = Path(os.environ["VAR_DIR"])
    call_command("load_dataset", "guarantors/data/budapest-1994.yaml", stdout=io.StringIO())
    call_command("createcachetable", "cache", verbosity=0)
    stop, acknowledged = threading.Event(), list[str]()
    for number in range(WRITERS):
        make_proposal(f"busy-{number}")
    threads = [
        threading.Thread(target=written, args=(stop, f"busy-{number}", acknowledged)) for number in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    try:
        while len(acknowledged) < WRITERS * 2:
            stop.wait(0.01)
        before = len(acknowledged)
        made = back_up(folder / "backups")
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    found = [str(finding) for finding in made.found if "act " in finding.where]
    told = {"file": str(made.path), "before": before, "after": StanceRecord.objects.count(), "found": found}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
