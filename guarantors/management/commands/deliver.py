"""`manage.py deliver [--every SECONDS] [--dry-run]`."""

import signal
from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from guarantors.actions import deliveries
from guarantors.actions.deliveries import Claim
from guarantors.exchange.webhooks.delivering import deliver
from guarantors.models import DeliveryState

SAID = {
    DeliveryState.DELIVERED: "delivered",
    DeliveryState.WAITING: "to be tried again",
    DeliveryState.GIVEN_UP: "given up",
}


class Command(BaseCommand):
    help = (
        "Tell webhooks what was published, corrected and withdrawn: make a message of each change that they were not "
        "yet told, and send what is due, retries included. One round, or round after round with --every. Several may "
        "run at once. Exit code 1 when a message was given up; the desk lists those under /desk/webhooks/."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, which is the default")
        parser.add_argument("--every", type=_seconds, metavar="SECONDS", help="go on, with so long a pause after each")
        parser.add_argument("--dry-run", action="store_true", help="say how much is due, and make and send nothing")

    def handle(self, *, once: bool, every: float | None, dry_run: bool, **options: Any) -> None:
        if once and every is not None:
            raise CommandError("--once and --every exclude each other; give one.")
        if dry_run:
            self.stdout.write(f"Changes to look through: {deliveries.untold()}. Messages due: {deliveries.waiting()}.")
            return
        stopped = Event()
        if every is not None:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stopped.set())  # the message at hand is settled first
        given_up = self.round(stopped)
        while every is not None and not stopped.wait(every):
            close_old_connections()
            try:
                given_up += self.round(stopped)
            except DatabaseError as error:  # it comes back; nothing is lost meanwhile
                self.stderr.write(f"The database: {error}")
        if given_up:
            raise CommandError(f"{_messages(given_up)} given up; see /desk/webhooks/.")

    def round(self, stopped: Event) -> int:
        """Make, send and forget; answers how many messages were given up."""
        made = deliveries.make()
        became = deliver(self.said, lambda: not stopped.is_set())
        deliveries.forget()
        if made or became:
            counts = ", ".join(f"{became[state]} {words}" for state, words in SAID.items())
            self.stdout.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {_messages(made)} made; {counts}.")
        return became[DeliveryState.GIVEN_UP]

    def said(self, claimed: Claim, state: DeliveryState, error: str) -> None:
        """A line for each message that did not get through."""
        if state is not DeliveryState.DELIVERED:
            self.stderr.write(f"{claimed.url}: change {claimed.change}, try {claimed.tries}, {SAID[state]}: {error}")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 86400:
        raise ArgumentTypeError(f"“{text}” is no pause; give seconds from 0.1 to 86400.")
    return seconds


def _messages(count: int) -> str:
    return f"{count} message{'' if count == 1 else 's'}"
