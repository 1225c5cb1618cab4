"""The settings as an operator meets them: the example as it stands, and values that cannot work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


OWN = (
    "DATABASE_URL",
    "DATABASE_REPLICA_URLS",
    "CACHE_URL",
    "DEBUG",
    "SECRET_KEY",
    "DEMO",
    "REQUIRE_MFA",
    "REVIEW",
    "EMAIL_URL",
    "SECRET_KEY_FALLBACKS",
    "METRICS_TOKEN",
)


def check(tmp_path: Path, *command: str, **given: str) -> subprocess.CompletedProcess[str]:
    bare = {key: value for key, value in os.environ.items() if key.removesuffix("_FILE") not in OWN}
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ("check",))],
        cwd=ROOT,
        env={**bare, "VAR_DIR": str(tmp_path), **given},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_example_starts_the_site_as_it_stands(tmp_path: Path) -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    done = check(tmp_path, **{**example, "VAR_DIR": str(tmp_path)})

    assert done.returncode == 0, done.stderr


def test_a_database_that_cannot_work_is_named(tmp_path: Path) -> None:
    done = check(tmp_path, DATABASE_URL="mysql://user@host/name")

    assert done.returncode != 0
    assert "is not supported; use sqlite:// or postgresql://" in done.stderr


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"DATABASE_REPLICA_URLS": "postgresql://user@host/name"}, "only PostgreSQL has replicas; set DATABASE_URL"),
        (
            {"DATABASE_URL": "postgresql://user@host/name", "DATABASE_REPLICA_URLS": "postgresql://a/b, sqlite:///c"},
            "DATABASE_REPLICA_URLS: the one in place 2 is no postgresql:// address.",
        ),
        ({"CACHE_URL": "memcached://host"}, "is no cache; use redis://, rediss://, valkey:// or unix://."),
    ],
)
def test_what_several_machines_share_is_named_if_it_cannot_work(
    tmp_path: Path, given: dict[str, str], refused: str
) -> None:
    done = check(tmp_path, **given)

    assert done.returncode != 0
    assert refused in done.stderr


def test_a_switch_that_is_neither_on_nor_off_is_named(tmp_path: Path) -> None:
    done = check(tmp_path, REVIEW="maybe")

    assert done.returncode != 0
    assert "REVIEW: “maybe” is neither on nor off; write 1 or 0." in done.stderr


@pytest.mark.parametrize(
    "given", ["600", "many/minute", "-1/minute", "0/minute", "600/fortnight", "²/minute", "9999999999/hour"]
)
def test_a_limit_that_is_none_is_named(tmp_path: Path, given: str) -> None:
    done = check(tmp_path, API_READS=given)

    assert done.returncode != 0
    assert f"API_READS: “{given}” is no limit; write one such as 600/minute (second, minute, hour)." in done.stderr


def test_a_number_of_minutes_that_is_none_is_named(tmp_path: Path) -> None:
    done = check(tmp_path, SESSION_IDLE_MINUTES="0")

    assert done.returncode != 0
    assert "SESSION_IDLE_MINUTES: “0” is no number of minutes; write one from 1 to 720." in done.stderr


def test_limits_are_read_from_the_environment(tmp_path: Path) -> None:
    ask = "from django.conf import settings as s; print(s.API_READS, s.API_TOKEN_READS, s.API_WRITES)"

    done = check(
        tmp_path, "shell", "--no-imports", "-c", ask, API_READS="5/second", API_WRITES="7/hour", API_TOKEN_READS=""
    )

    assert done.stdout.strip() == "(5, 1) (3000, 60) (7, 3600)", done.stderr


def test_the_secret_is_made_once_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert check(tmp_path).returncode == 0
    kept = tmp_path / "secret_key"
    first = kept.read_text(encoding="utf-8")

    assert check(tmp_path).returncode == 0
    assert kept.read_text(encoding="utf-8") == first
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("given", "asks_for_two", "reviews"),
    [
        ({}, True, True),
        ({"DEMO": "", "REQUIRE_MFA": "", "REVIEW": ""}, True, True),
        ({"DEMO": "1"}, False, True),
        ({"DEMO": "1", "REQUIRE_MFA": "1"}, True, True),
        ({"REQUIRE_MFA": "0", "REVIEW": "off"}, False, False),
        ({"REQUIRE_MFA": "", "REVIEW": "on"}, True, True),
    ],
)
def test_a_second_factor_and_a_second_coder_are_asked_for_unless_said_otherwise(
    tmp_path: Path, given: dict[str, str], asks_for_two: bool, reviews: bool
) -> None:
    ask = "from django.conf import settings; print(settings.REQUIRE_MFA, settings.REVIEW)"

    done = check(tmp_path, "shell", "--no-imports", "-c", ask, **given)

    assert done.stdout.split() == [str(asks_for_two), str(reviews)], done.stderr


def test_mail_goes_where_the_environment_says(tmp_path: Path) -> None:
    ask = "from django.conf import settings as s; print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_TIMEOUT)"

    done = check(tmp_path, "shell", "--no-imports", "-c", ask, EMAIL_URL="smtp+tls://me:secret@mail.example.org:587")

    assert done.stdout.split() == ["mail.example.org", "587", "True", "10"], done.stderr


def test_production_settings_leave_the_deploy_check_nothing_to_say(tmp_path: Path) -> None:
    given = {"HTTPS": "1", "ALLOWED_HOSTS": "tracker.example", "SITE_URL": "https://tracker.example", "DEMO": "0"}

    done = check(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **given)

    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_behind_https_cookies_are_of_this_host_alone_and_every_answer_asks_for_tls(tmp_path: Path) -> None:
    ask = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, "
        "s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS)"
    )

    done = check(tmp_path, "shell", "--no-imports", "-c", ask, HTTPS="1")

    said = "__Host-sessionid __Host-csrftoken True True True Lax / None True 31536000"
    assert done.stdout.strip() == said, done.stderr
