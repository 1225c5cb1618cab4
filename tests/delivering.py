"""`manage.py deliver` as processes: two at once, one that is killed in the middle, one that is told to stop
(`python -m tests.delivering`). Prints as JSON what the receiver heard of each, and what is kept.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import Any

import django

MESSAGES = 20


def deliver(*options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "manage.py", "deliver", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def until(ready: Any) -> None:
    """Wait for it, for a minute at most."""
    end = time.monotonic() + 60
    while not ready() and time.monotonic() < end:
        time.sleep(0.02)
    assert ready(), "waited in vain"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["WEBHOOK_PRIVATE_ADDRESSES"] = "1"
    django.setup()
    from guarantors.actions import deliveries, webhooks
    from guarantors.domain.acts import Happening
    from guarantors.models import Delivery
    from tests.racing import race
    from tests.receiver import receiver
    from tests.world import log, make_proposal

    proposal = make_proposal()
    found: dict[str, Any] = {}
    with receiver() as there:
        webhook = webhooks.add(url=there.url, title="A paper", happenings=list(Happening), by="cleo")
        for number in range(MESSAGES):
            log(proposal, f"said-{number}")
        there.slow = 0.05
        pair = [deliver(), deliver()]
        found["errors"] = [process.communicate(timeout=120)[1] for process in pair]
        found["both"] = [process.returncode for process in pair]
        found["together"] = list(there.ids)

        claims: list[Any] = []
        for number in range(2):
            log(proposal, f"raced-for-{number}")
        deliveries.make()
        race(*[lambda: claims.append(deliveries.claim(webhook.pk))] * 2)
        found["claims"] = len({claim.delivery for claim in claims if claim})
        Delivery.objects.filter(state="waiting").update(next_try_at=webhook.made_at)
        deliver().communicate(timeout=60)

        there.heard.clear()
        there.slow = 3.0
        log(proposal, "killed-meanwhile")
        victim = deliver()
        until(lambda: there.heard)
        victim.send_signal(signal.SIGKILL)
        victim.communicate()
        found["killed"] = victim.returncode
        there.slow = 0.0
        deliver().communicate(timeout=60)
        found["while_claimed"] = len(there.heard)
        Delivery.objects.filter(state="waiting").update(next_try_at=Delivery.objects.latest("change").last_tried_at)
        deliver().communicate(timeout=60)  # as if the claim had ended
        found["around_the_kill"] = list(there.ids)

        there.heard.clear()
        there.slow = 0.5
        log(proposal, "stopped-meanwhile")
        stopped = deliver("--every", "0.1")
        until(lambda: there.heard)
        stopped.send_signal(signal.SIGTERM)
        stopped.communicate(timeout=60)
        found["stopped"] = stopped.returncode
    found["states"] = Counter(Delivery.objects.values_list("state", flat=True))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
