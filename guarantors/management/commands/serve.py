"""`manage.py serve`: from an empty folder to a running site in one command (`make run`, `make dev`)."""

import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from guarantors.actions import people
from guarantors.domain.roles import DeskRole
from guarantors.management.commands.create_editor import BY, new_password
from guarantors.models import Proposal
from guarantors.queries import people as people_on_record

DATA = Path(__file__).resolve().parents[2] / "data"
DEMO_PEOPLE = {"ada": DeskRole.EDITOR, "ben": DeskRole.REVIEWER, "cleo": DeskRole.ADMINISTRATOR}


class Command(BaseCommand):
    help = "Migrate, load the shipped datasets into an empty database, collect the static files and serve."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))
        parser.add_argument("--reload", action="store_true", help="Django's own server, for developers")

    def handle(self, *, host: str, port: str, reload: bool, **options: Any) -> None:
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise CommandError(f"PORT: “{port}” is not a port; give a number from 1 to 65535.")
        _check_free(host, int(port))
        self.prepare_database()
        self.stdout.write(f"Guarantor Tracker on http://{host}:{port}")
        if settings.DEMO:
            self.make_demo_people(f"http://{host}:{port}{reverse('account_login')}")
            connection.close()
        self.stdout.flush()
        if reload:
            call_command("runserver", f"{host}:{port}")
            return
        self.collect_static()
        os.environ |= {"HOST": host, "PORT": port}
        configuration = str(Path(settings.BASE_DIR) / "gunicorn.conf.py")
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--config", configuration])  # noqa: S606

    def prepare_database(self) -> None:
        Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                self.stdout.write("Migrating the database ...")
                call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        if not Proposal.objects.exists():
            self.stdout.write("Loading the shipped datasets ...")
            call_command("load_dataset", *sorted(DATA.glob("*.yaml")), stdout=self.stdout, stderr=self.stderr)
        connection.close()

    def make_demo_people(self, address: str) -> None:
        """Somebody to sign in as, in a database that has nobody yet. Passwords are printed here alone."""
        if people_on_record.anybody():
            return
        self.stdout.write(f"Sign in on {address} (these passwords are shown this once):")
        for name, role in DEMO_PEOPLE.items():
            password = new_password()
            people.create(username=name, email=f"{name}@example.org", roles=[role], password=password, by=BY)
            self.stdout.write(f"  {role.value}: {name}, password {password}")

    def collect_static(self) -> None:
        """Collect only when a file is newer than the last collection: it is most of a second's work."""
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        newest = max(
            Path(storage.path(name)).stat().st_mtime for finder in get_finders() for name, storage in finder.list([])
        )
        if not manifest.exists() or manifest.stat().st_mtime < newest:
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def _check_free(host: str, port: int) -> None:
    if os.environ.get("RUN_MAIN"):
        return  # the reloader's child: its parent has looked
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"{host}:{port} cannot be used ({error.strerror}); choose another port: make run PORT={port + 1}"
            ) from error
