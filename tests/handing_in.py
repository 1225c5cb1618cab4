"""A client that hands in two hundred statements, each request under a key of its own: run as a program, and killed.

`python -m tests.handing_in ADDRESS` begins at the beginning each time; it says a line for each answer. `NAME` in the
environment is of the keys and of the statements, `REQUESTS` how many are sent. With `prepare` in place of an address it
makes the person, prints their token and ends; with `count`, how often each statement of that name was handed in.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

BATCHES, IN_A_BATCH, SINGLE = 10, 10, 100
STATEMENTS = BATCHES * IN_A_BATCH + SINGLE
REQUESTS = BATCHES + SINGLE


def statement(name: str, number: int) -> dict[str, Any]:
    """The minister speaks for the so many-th time."""
    return {
        "proposal": "test-2020",
        "source": {"title": f"Paper {number}", "publisher": "A paper", "language": "en", "published_on": "2020-05-01"},
        "actors": ["AA0"],
        "said_on": "2020-04-30",
        "speaker": {"name": "A. Minister", "office": "Minister"},
        "voice": "minister",
        "identification": "named",
        "directness": "direct",
        "summary": f"{name} {number}.",
        "codings": [{"guarantor": "AA0", "level": "open", "confidence": "high", "rationale": "Says so."}],
    }


def requests(name: str) -> Iterator[tuple[str, str, Any]]:
    """(key, address, what is sent), batches and single ones by turns."""
    numbers = iter(range(STATEMENTS))
    for turn in range(SINGLE):
        yield f"{name}-single-{turn}", "statements/", statement(name, next(numbers))
        if turn % (SINGLE // BATCHES) == 0:
            mode = ("all", "each")[turn // (SINGLE // BATCHES) % 2]
            batch = [statement(name, next(numbers)) for _ in range(IN_A_BATCH)]
            yield f"{name}-batch-{turn}", f"bulk/statements/?mode={mode}", {"statements": batch}


def hand_in(address: str, token: str) -> None:
    for key, path, sent in islice(requests(os.environ["NAME"]), int(os.environ["REQUESTS"])):
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key}
        request = urllib.request.Request(f"{address}/api/v1/{path}", json.dumps(sent).encode(), headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            content = json.load(answer)
            replayed = answer.headers.get("Idempotency-Replayed", "")
        ids = [item["id"] for item in content.get("results", [content])]
        print(json.dumps([key, answer.status, replayed, ids]), flush=True)


def prepare() -> str:
    from guarantors.domain.roles import DeskRole, Scope
    from tests.tokens import token_of
    from tests.world import make_proposal

    make_proposal()
    return token_of(DeskRole.EDITOR, scopes=[Scope.LOG])


def count() -> dict[str, int]:
    from guarantors.models import Submission

    said = [item.content["said"]["summary"] for item in Submission.objects.all()]
    return Counter(summary for summary in said if summary.startswith(os.environ["NAME"]))


def main(asked: str) -> None:
    if asked.startswith("http"):
        hand_in(asked, os.environ["TOKEN"])
        return
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps({"prepare": prepare, "count": count}[asked]()))


if __name__ == "__main__":
    main(sys.argv[1])
