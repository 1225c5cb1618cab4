"""Which way this process knows the edition of the record (`edition_asked` says what that is).

A machine that has its database to itself maps a file. Where other machines write to the same database, the file would
not hear of it: they know the edition from the shared cache, or ask the database each time where they have none.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from guarantors.models.edition_asked import Edition
from guarantors.models.edition_leased import Leased
from guarantors.models.edition_mapped import Mapped
from guarantors.models.shared import Shared, shared

_HERE = ("", "localhost", "127.0.0.1", "::1")

_of_this_process: Edition | None = None


def edition() -> Edition:
    """The edition as this process knows it."""
    global _of_this_process
    if _of_this_process is None:
        _of_this_process = chosen(settings.DATABASES, shared())
    return _of_this_process


def chosen(databases: Mapping[str, Mapping[str, Any]], cache: Shared | None) -> Edition:
    """The way to know it that is right with these databases."""
    if cache is not None and databases["default"]["ENGINE"].endswith("postgresql"):
        return Leased(cache)
    return Mapped(Path(settings.VAR_DIR) / "edition") if _is_of_one_machine(databases) else Edition()


def _is_of_one_machine(databases: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the processes of this machine have the database to themselves: it is reached by a file, a socket or the
    loopback, and has no replicas. Whoever lets another machine in gives all of them its address in the network."""
    host = str(databases["default"].get("HOST", ""))
    return len(databases) == 1 and (host in _HERE or host.startswith("/"))
