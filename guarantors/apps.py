"""Wiring: the app's name, and what every database has after its migrations: the triggers that keep the record
append-only, the chain of the journal, the index of the search, the gists, the groups of the desk's roles, and the table
that counts for the rate limits."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig
from django.db.models.signals import post_migrate


class GuarantorsConfig(AppConfig):
    name = "guarantors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guarantors.models.triggers import install_triggers

        # After every migration, since SQLite drops a table's triggers whenever it rebuilds the table.
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="append-only triggers")
        post_migrate.connect(_link_journal, sender=self, dispatch_uid="chain of the journal")
        post_migrate.connect(_keep_search, sender=self, dispatch_uid="search index")
        post_migrate.connect(_draw_gists, sender=self, dispatch_uid="gists")
        auth = apps.get_app_config("auth")
        post_migrate.connect(_open_the_desk, sender=auth, dispatch_uid="groups of the desk")


def _link_journal(using: str, **_: Any) -> None:
    """The digests of a journal from before there were any."""
    from django.db import connections

    from guarantors.actions.journal import complete
    from guarantors.models import Change

    with connections[using].cursor() as cursor:
        tables = connections[using].introspection.table_names(cursor)
        table = Change._meta.db_table
        columns = connections[using].introspection.get_table_description(cursor, table) if table in tables else []
    if "digest" in {column.name for column in columns}:  # not when it was taken back
        complete()


def _keep_search(using: str, **_: Any) -> None:
    """The search of a new or an older database: its index, and the statements that are not in it yet."""
    from guarantors.actions.search import index_missing
    from guarantors.models.search import install_search

    if install_search(using):
        index_missing(using)


def _draw_gists(using: str, **_: Any) -> None:
    """The gists of a database from before there were any, or of an older form; and how its rows are spread."""
    from django.db import connections

    from guarantors.actions.gists import refresh_all
    from guarantors.models import ProposalGist
    from guarantors.models.statistics import gather_statistics

    if ProposalGist._meta.db_table in connections[using].introspection.table_names():  # not when it was taken back
        refresh_all(using)
    gather_statistics(using)


def _open_the_desk(using: str, **_: Any) -> None:
    """The groups of the roles, and the cache's table."""
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.db import connections

    from guarantors.actions.people import make_groups

    if Group._meta.db_table in connections[using].introspection.table_names():  # not when it was taken back
        make_groups(using)
    call_command("createcachetable", "cache", database=using, verbosity=0)  # though the counts be elsewhere for now


class AdminConfig(DjangoAdminConfig):
    """The admin behind the same door as the desk."""

    default_site = "guarantors.admin.site.DeskAdmin"

    def ready(self) -> None:
        super().ready()
        from guarantors.admin import people, record  # noqa: F401 - they register themselves, in the libraries' stead


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Leaves out what libraries bring and no page of ours uses: to pack it takes most of a minute."""

    ignore_patterns = [*DjangoStaticFilesConfig.ignore_patterns, "redoc", "rest_framework", "*.js.map"]
