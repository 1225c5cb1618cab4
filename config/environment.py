"""How settings are read from the environment: what cannot be meant is named, never guessed."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

PERIODS = {"second": 1, "minute": 60, "hour": 3600}


def switch(name: str, *, default: bool) -> bool:
    """On or off; left out or empty, the default. A word that is neither is no setting, since either could be meant."""
    word = env.str(name, default="").strip().lower()
    if word in ("1", "on", "yes", "true"):
        return True
    if word in ("0", "off", "no", "false"):
        return False
    if word:
        raise ImproperlyConfigured(f"{name}: “{word}” is neither on nor off; write 1 or 0.")
    return default


def rate(name: str, *, default: str) -> tuple[int, int]:
    """How many requests in how many seconds, as in 600/minute."""
    text = env.str(name, default="").strip() or default
    number, _, period = text.partition("/")
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 10**9 and period in PERIODS):
        raise ImproperlyConfigured(f"{name}: “{text}” is no limit; write one such as {default} ({', '.join(PERIODS)}).")
    return int(number), PERIODS[period]


def database(var_dir: Path) -> dict[str, Any]:
    """SQLite in `var/` by default, PostgreSQL through psycopg's pool by DATABASE_URL; nothing else differs."""
    url = env.str("DATABASE_URL", default="") or f"sqlite:///{var_dir / 'tracker.sqlite3'}"
    found: dict[str, Any] = env.db_url_config(url)
    options = found.setdefault("OPTIONS", {})
    if found["ENGINE"] == "django.db.backends.sqlite3":
        options |= {
            # Writers take their lock at once and wait their turn, instead of failing half way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;",
        }
    elif found["ENGINE"] == "django.db.backends.postgresql":
        # One connection a thread: gunicorn.conf.py runs no more threads than this.
        options |= {"pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8), "timeout": 10}}
    else:
        raise ImproperlyConfigured(f"DATABASE_URL: {found['ENGINE']} is not supported; use sqlite:// or postgresql://.")
    return found
