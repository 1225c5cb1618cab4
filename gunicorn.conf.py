"""The application server. Threads share a process's memory; DATABASE_POOL must not be smaller than THREADS."""

import gc
import os

from gunicorn.http import message

wsgi_app = "config.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = int(os.environ.get("THREADS", "4"))
timeout = 30
graceful_timeout = 10
keepalive = 5
accesslog = None
errorlog = "-"
control_socket_disable = True  # it would open a socket in the home directory, which may not be writable

# An overlong address must reach the application, whose page says what is wrong with it; gunicorn's own bound of
# 8190 bytes answers a bare line. Unlimited (0) would let one request fill the memory.
message.MAX_REQUEST_LINE = limit_request_line = 65_536


def post_worker_init(worker: object) -> None:
    """Loads what the first reader would else wait for, and keeps it out of the search for garbage.

    A full search of all that is loaded takes 60 ms, in the middle of somebody's request; of what comes later, next to
    nothing.
    """
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
