"""`clear_expired`: what has run its time goes, what still holds stays."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from guarantors.domain.roles import DeskRole
from guarantors.models import KeptAnswer, Session, Token
from tests.people import client_of
from tests.tokens import token_of

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("clear_expired", *arguments, stdout=out)
    return out.getvalue().splitlines()


def left() -> tuple[int, int, int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache")
        counts = cursor.fetchone()[0]
    return Session.objects.count(), Token.objects.count(), KeptAnswer.objects.count(), counts


def some(moment: datetime) -> None:
    """One of each, made at that moment."""
    with time_machine.travel(moment, tick=False):
        client_of(DeskRole.EDITOR)
        KeptAnswer.objects.create(owner="ada", key=str(moment), request="x", made_at=moment)
        caches["default"].set(f"count-{moment:%Y-%m-%d}", 1, 60)


def test_what_ran_out_is_counted_then_deleted_and_the_rest_stays() -> None:
    today = datetime.now(UTC)
    caches["default"].clear()
    some(today - timedelta(days=100))
    some(today)
    token_of(DeskRole.EDITOR)
    token_of(DeskRole.REVIEWER)
    Token.objects.filter(user__username="ada").update(expiry=today - timedelta(days=31))
    Token.objects.filter(user__username="ben").update(expiry=today - timedelta(days=29))
    before = left()

    found = ["1 sessions.", "1 tokens.", "1 answers kept for requests sent again.", "1 counts of limits."]
    assert run("--dry-run") == [f"To be deleted: {each}" for each in found]
    assert left() == before
    assert run() == [f"Deleted: {each}" for each in found]
    assert left() == tuple(count - 1 for count in before)
    assert run() == [f"Deleted: 0 {each.partition(' ')[2]}" for each in found]
