"""Wiring: the app's name, the triggers that keep the record append-only, and the index of the search."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GuarantorsConfig(AppConfig):
    name = "guarantors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guarantors.models.triggers import install_triggers

        # After every migration, since SQLite drops a table's triggers whenever it rebuilds the table.
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="append-only triggers")
        post_migrate.connect(_keep_search, sender=self, dispatch_uid="search index")


def _keep_search(using: str, **_: Any) -> None:
    """The search of a new or an older database: its index, and the statements that are not in it yet."""
    from guarantors.actions.search import index_missing
    from guarantors.models.search import install_search

    if install_search(using):
        index_missing(using)
