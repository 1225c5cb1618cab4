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


def secret(name: str) -> str:
    """A setting that nobody else may read, from the environment or the file that NAME_FILE names; "" if there is none.

    Containers and systemd hand secrets over as files: those stand in no list of processes and in no crash report.
    """
    given, place = str(env.str(name, default="")), str(env.str(f"{name}_FILE", default=""))
    if given and place:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set, and either could be meant; leave one out.")
    if not place:
        return given
    try:
        found = Path(place).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise ImproperlyConfigured(f"{name}_FILE: “{place}” cannot be read: {why}.") from None
    if not found:
        raise ImproperlyConfigured(f"{name}_FILE: “{place}” is empty; write the secret into it, or leave it out.")
    return found


def rate(name: str, *, default: str) -> tuple[int, int]:
    """How many requests in how many seconds, as in 600/minute."""
    text = env.str(name, default="").strip() or default
    number, _, period = text.partition("/")
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 10**9 and period in PERIODS):
        raise ImproperlyConfigured(f"{name}: “{text}” is no limit; write one such as {default} ({', '.join(PERIODS)}).")
    return int(number), PERIODS[period]


def minutes(name: str, *, default: int, most: int) -> int:
    """A number of minutes, from 1 to `most`."""
    text = env.str(name, default="").strip() or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise ImproperlyConfigured(f"{name}: “{text}” is no number of minutes; write one from 1 to {most}.")
    return int(text)


def contacts() -> list[str]:
    """Whom to tell of a weakness, as addresses of the web, of e-mail or of a telephone; none if nobody is named."""
    found = [each.strip() for each in env.str("SECURITY_CONTACT", default="").split(",") if each.strip()]
    for each in found:
        if (
            not (each.startswith(("mailto:", "https://", "tel:")) and each.isascii() and each.isprintable())
            or " " in each
        ):
            fix = "write mailto:security@example.org, https://… or tel:…, several separated by commas"
            raise ImproperlyConfigured(f"SECURITY_CONTACT: “{each}” is no address of somebody; {fix}.")
    return found


def log_format(given: str) -> str:
    """How log lines are written: plain, or json."""
    word = given.strip().lower() or "plain"
    if word not in ("plain", "json"):
        raise ImproperlyConfigured(f"LOG_FORMAT: “{given}” is no form of a log; write plain or json.")
    return word


def database(var_dir: Path) -> dict[str, Any]:
    """SQLite in `var/` by default, PostgreSQL through psycopg's pool by DATABASE_URL; nothing else differs."""
    url = secret("DATABASE_URL") or f"sqlite:///{var_dir / 'tracker.sqlite3'}"
    found: dict[str, Any] = env.db_url_config(url)
    options = found.setdefault("OPTIONS", {})
    if found["ENGINE"] == "django.db.backends.sqlite3":
        options |= {
            # Writers take their lock at once and wait their turn, instead of failing half way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;",
        }
    elif found["ENGINE"] == "django.db.backends.postgresql":
        # One connection a thread: gunicorn.conf.py runs no more threads than this.
        # A database that is away is soon known to be, and soon found again when it is back.
        pool = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=24), "timeout": 3, "reconnect_timeout": 1}
        options |= {"pool": pool}
        options.setdefault("connect_timeout", 3)
    else:
        raise ImproperlyConfigured(f"DATABASE_URL: {found['ENGINE']} is not supported; use sqlite:// or postgresql://.")
    return found


def databases(var_dir: Path) -> dict[str, dict[str, Any]]:
    """The database, and its replicas where there are any; they are asked for what anybody may read."""
    found = {"default": database(var_dir)}
    urls = [url.strip() for url in secret("DATABASE_REPLICA_URLS").split(",") if url.strip()]
    if urls and not found["default"]["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_REPLICA_URLS: only PostgreSQL has replicas; set DATABASE_URL to one.")
    for place, url in enumerate(urls, start=1):
        found[f"replica {place}"] = _replica(place, url)
    return found


def _replica(place: int, url: str) -> dict[str, Any]:
    found: dict[str, Any] = env.db_url_config(url)
    if found["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"DATABASE_REPLICA_URLS: the one in place {place} is no postgresql:// address.")
    from psycopg import IsolationLevel

    options = found.setdefault("OPTIONS", {})
    # All that one answer reads is of one moment. One that is gone must not keep readers waiting.
    options |= {"isolation_level": IsolationLevel.REPEATABLE_READ, "connect_timeout": 2, "tcp_user_timeout": 3000}
    # A connection a thread, kept: a pool would itself wait for one that is gone.
    return found | {"CONN_MAX_AGE": 600, "TEST": {"MIRROR": "default"}}


def caches(url: str) -> dict[str, dict[str, Any]]:
    """Where limits are counted: sign-in and writes for all worker processes together, in the shared cache or else the
    database; reads of the API in each process, since a write for every read would cost more than the read."""
    together: dict[str, Any] = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
    if url:
        together = {"BACKEND": "config.counts.Counts", "LOCATION": url}
    together["TIMEOUT"] = max(PERIODS.values())  # a count lives as long as its window
    alone = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "reads",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
    return {"default": together, "reads": alone}


def cache_url() -> str:
    """The shared cache, as the client of Redis takes it; Valkey speaks the same."""
    url = secret("CACHE_URL").strip()
    scheme, found, rest = url.partition("://")
    scheme = {"valkey": "redis", "valkeys": "rediss"}.get(scheme, scheme)
    if url and not (found and scheme in ("redis", "rediss", "unix")):
        raise ImproperlyConfigured(f"CACHE_URL: “{url}” is no cache; use redis://, rediss://, valkey:// or unix://.")
    return f"{scheme}://{rest}" if url else ""
