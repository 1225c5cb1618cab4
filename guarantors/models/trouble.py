"""Whether the database could not do something for now: it is away, full, or busy. The same may well succeed later.

Told by the engines' own codes: SQLSTATE classes (PostgreSQL, appendix A) and SQLite's result codes
(https://www.sqlite.org/rescode.html). Anything else that it raises is a fault of ours.
"""

from django.db import DatabaseError, InterfaceError

_STATES = (
    *("08", "53", "57", "58"),  # the connection, resources such as room on the disk, an operator, the system
    *("40", "55P03"),  # two that were in each other's way
    "25006",  # a standby, or a primary that was set to be read alone
)
_CODES = frozenset({5, 6, 7, 8, 10, 13, 14})
"""Busy, locked, no memory, read-only, input or output, full, cannot open: the low byte of a result code."""


def is_for_now(error: BaseException | None) -> bool:
    """Whether the error says so, or was raised because of one that does."""
    while error is not None:
        if isinstance(error, InterfaceError):  # a connection that is gone already
            return True
        if isinstance(error, DatabaseError) and _says_so(error.__cause__):
            return True
        error = error.__cause__ or error.__context__
    return False


def _says_so(cause: BaseException | None) -> bool:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _CODES
    state: str | None = getattr(cause, "sqlstate", "")
    if state:
        return state.startswith(_STATES)
    # Of PostgreSQL's errors those without a state: no answer came at all, or no connection was free.
    return state is None and type(cause).__name__ in _UNANSWERED


_UNANSWERED = frozenset({"OperationalError", "PoolTimeout", "PoolClosed", "TooManyRequests", "ConnectionTimeout"})
