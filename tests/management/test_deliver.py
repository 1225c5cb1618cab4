"""`manage.py deliver`: what it says, when it fails, and that two at once or a killed one lose and repeat nothing."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from guarantors.actions import webhooks
from guarantors.domain.acts import Happening
from guarantors.models import Delivery
from tests.receiver import receiver
from tests.scratch import told_by
from tests.world import log, make_proposal


@pytest.mark.django_db
def test_it_says_what_it_does_and_fails_where_something_was_given_up(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE_ADDRESSES = True
    proposal = make_proposal()
    with receiver([200, 410]) as there:
        webhooks.add(url=there.url, title="A paper", happenings=list(Happening), by="cleo")
        log(proposal, "one")
        call_command("deliver", "--dry-run", stdout=(out := StringIO()))
        assert out.getvalue() == "Changes to look through: 1. Messages due: 0.\n"
        assert not Delivery.objects.exists()

        call_command("deliver", stdout=(out := StringIO()))
        assert out.getvalue().endswith("1 message made; 1 delivered, 0 to be tried again, 0 given up.\n")

        log(proposal, "two")
        with pytest.raises(CommandError, match="1 message given up"):
            call_command("deliver", stdout=StringIO(), stderr=(err := StringIO()))
        assert "change" in err.getvalue()
        assert "try 1, given up: Answered 410." in err.getvalue()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--once", "--every", "5"), "exclude each other"),
        (("--every", "0"), "is no pause"),
        (("--every", "x"), "is no"),
    ],
)
def test_what_cannot_be_meant_is_refused(given: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("deliver", *given)


def test_two_at_once_send_each_message_once_and_one_that_is_killed_sends_it_again(tmp_path: Path) -> None:
    told = told_by("tests.delivering", tmp_path)

    assert told["both"] == [0, 0], told["errors"]
    assert sorted(told["together"]) == sorted(set(told["together"]))
    assert len(told["together"]) == 20
    assert told["claims"] == 2, "both processes had the same message, or one of them waited for the other in vain"
    assert told["killed"] < 0, "it was not at work any more, so nothing is proved"
    assert told["while_claimed"] == 1
    [first, again] = told["around_the_kill"]
    assert first == again
    assert told["stopped"] == 0
    assert told["states"] == {"delivered": 24}
