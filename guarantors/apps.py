"""Wiring: the app's name, and the triggers that keep the record append-only."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GuarantorsConfig(AppConfig):
    name = "guarantors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guarantors.models.triggers import install_triggers

        # After every migration, since SQLite drops a table's triggers whenever it rebuilds the table.
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="append-only triggers")
