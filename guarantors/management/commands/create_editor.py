"""`manage.py create_editor NAME --email ADDRESS --role ROLE`: the first people of a site, and any after them."""

import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guarantors.actions import people
from guarantors.domain.errors import Refused
from guarantors.domain.roles import DeskRole

BY = "create_editor"


class Command(BaseCommand):
    help = (
        "Make a person who may sign in. Without --password-stdin a password is made and printed once, "
        "which works for some days unless it is changed. "
        "Exit code 1 when refused; nothing is written then."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="the user name, by which the record names the person for ever")
        parser.add_argument("--email", required=True, metavar="ADDRESS", help="for a lost password and for signing in")
        parser.add_argument(
            "--role",
            action="append",
            metavar="ROLE",
            help=f"may be given several times: {', '.join(DeskRole)}; editor if it is left out",
        )
        parser.add_argument("--password-stdin", action="store_true", help="read the password from the first line")

    def handle(self, *, name: str, email: str, role: list[str] | None, password_stdin: bool, **options: Any) -> None:
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else new_password()
        roles = sorted(set(role or [DeskRole.EDITOR.value]))
        try:
            person = people.create(
                username=name, email=email, roles=roles, password=password, by=BY, is_first=not password_stdin
            )
        except Refused as refused:
            for breach in refused.breaches:
                self.stderr.write(str(breach))
            raise CommandError("nothing was written.") from refused
        self.stdout.write(f"{person.get_username()}: {', '.join(roles)}.")
        if not password_stdin:
            days = people.FIRST_PASSWORD_HOLDS.days
            self.stdout.write(f"It works for {days} days unless it is changed, at /accounts/password/change/.")
            self.stdout.write(f"Password, shown this once: {password}")


def new_password() -> str:
    """About 96 bits that nobody chose."""
    return secrets.token_urlsafe(12)
