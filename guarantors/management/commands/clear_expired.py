"""`manage.py clear_expired [--dry-run]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from guarantors.actions import expired


class Command(BaseCommand):
    help = (
        "Delete what has run its time: sessions, tokens that expired a month ago, answers kept for requests that are "
        "sent again, and counts of limits whose window is over. Nothing that still holds is touched, and nothing of "
        "the record. To be run once a day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say how many there are, and delete nothing")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        for name, count in expired.clear(dry_run=dry_run).items():
            self.stdout.write(f"{'To be deleted' if dry_run else 'Deleted'}: {count} {name}.")
