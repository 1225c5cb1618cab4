"""The application server. Threads share a process's memory; config/crowd.py shares them out. DATABASE_POOL must not be
smaller than THREADS."""

import gc
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from gunicorn.http import message

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from config.watch.logs import logging_settings  # noqa: E402 - found by the line above, wherever gunicorn is started

wsgi_app = "config.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS") or "2")
threads = int(os.environ.get("THREADS") or "24")
timeout = 30
graceful_timeout = 10
keepalive = 5
accesslog = None
errorlog = "-"
logconfig_dict = logging_settings(os.environ.get("LOG_FORMAT") or "plain", os.environ.get("LOG_LEVEL") or "INFO")
control_socket_disable = True  # it would open a socket in the home directory, which may not be writable

# An overlong address must reach the application, whose page says what is wrong with it; gunicorn's own bound of
# 8190 bytes answers a bare line. Unlimited (0) would let one request fill the memory.
message.MAX_REQUEST_LINE = limit_request_line = 65_536


# Where the worker processes count for /metrics; the library looks for this name when it is first imported.
COUNTS = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve() / "metrics" / (os.environ.get("POOL") or "web")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(COUNTS)


def on_starting(server: object) -> None:
    """Counts begin anew with the server; what monitors it knows of counters that do."""
    shutil.rmtree(COUNTS, ignore_errors=True)
    COUNTS.mkdir(parents=True, exist_ok=True)


def child_exit(server: object, worker: Any) -> None:
    """What a process that ended held is held no more; what it counted stays counted."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def post_worker_init(worker: object) -> None:
    """Loads what the first reader would else wait for, and keeps it out of the search for garbage.

    A full search of all that is loaded takes 60 ms, in the middle of somebody's request; of what comes later, next to
    nothing.
    """
    from django.urls import get_resolver

    from config.watch import counters

    _ = get_resolver().url_patterns
    counters.look()
    gc.collect()
    gc.freeze()
