"""`manage.py seal_second_factors [--dry-run]`."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from guarantors.actions import second_factors


class Command(BaseCommand):
    help = (
        "Encrypt the secrets of authenticator apps and recovery codes with the present SECRET_KEY, those that an "
        "earlier one of SECRET_KEY_FALLBACKS encrypted included. For the day on which SECRET_KEY is changed: once it "
        "has run, the earlier key may go. Exit code 1 when one can be read with none of the keys."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say how many there are, and write nothing")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        changed, unreadable = second_factors.seal_all(Authenticator, dry_run=dry_run)
        self.stdout.write(f"{'To be sealed' if dry_run else 'Sealed'} with the present key: {changed}.")
        if unreadable:
            raise CommandError(
                f"{unreadable} can be read with no key of SECRET_KEY and SECRET_KEY_FALLBACKS: add the key that is "
                "missing, or remove them in the admin, so that their people set up new ones."
            )
