"""How log lines are written: plain for people, or one JSON object a line for programs (LOG_FORMAT=json).

Nothing in them says who reads: no address of a client, no browser, no query string.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("the number of the present request", default="")

OF_A_REQUEST = ("method", "route", "status", "ms")
"""What a line of `guarantors.access` has beside its words."""

_CLIENT = re.compile(r"\b(from ip=)\S+?(?=:?(?:\s|$))")


class WithoutReaders(logging.Filter):
    """Takes the client's address out of what the server itself says of a request that it cannot read."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        record.msg, record.args = _CLIENT.sub(r"\1(left out)", said), None
        record.request_id = request_id.get()
        return True


_UNSEEN = {code: f"\\x{code:02x}" for code in (*range(9), *range(10, 32), *range(127, 160))}


class Plain(logging.Formatter):
    """A line for people; it ends with the number of the request where there is one.

    What ends a line or steers a terminal is written out: whatever was sent, it can look like no line of ours.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        number = getattr(record, "request_id", "")
        return super().formatMessage(record).translate(_UNSEEN) + (f" [{number}]" if number else "")

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        lines = super().formatException(ei).split("\n")
        return "\n".join("  " + line.translate(_UNSEEN) for line in lines)


class Json(logging.Formatter):
    """One JSON object a line, whatever was said."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        number = getattr(record, "request_id", "")
        said |= {"request_id": number} if number else {}
        said |= {name: getattr(record, name) for name in OF_A_REQUEST if hasattr(record, name)}
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def logging_settings(form: str, level: str) -> dict[str, Any]:
    """For the application and the server around it alike: everything to standard error, in one form."""
    plain = {"()": "config.watch.logs.Plain", "format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without readers": {"()": "config.watch.logs.WithoutReaders"}},
        "formatters": {"plain": plain, "json": {"()": "config.watch.logs.Json"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": form, "filters": ["without readers"]},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # A refused or missing address is the reader's news, not the operator's.
            "django.request": {"level": "ERROR"},
            "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
            "gunicorn.access": {"handlers": [], "propagate": False},
        },
    }
