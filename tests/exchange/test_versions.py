"""The recorded clocks of a file make one history that can have happened, or the file is refused by line and id."""

from pathlib import Path

import pytest

from guarantors.exchange.load import NotLoaded, load, read_and_check
from guarantors.models import Proposal
from tests.exchange.test_faults import SMALL, written

FIRST, SECOND, THIRD = (f"2020-0{month}-01T00:00:00Z" for month in (2, 3, 4))


def clock(version: int, at: str, closed: str = "", *more: str) -> str:
    lines = [f"version: {version}", f"recorded_at: {at}", "recorded_by: Ada"]
    lines += ["reason: Misread."] if version > 1 else []
    lines += [f"superseded_at: {closed}", "superseded_by: Ada"] if closed else []
    return "".join(f"  {line}\n" for line in [*lines, *more])


HEAD = SMALL[: SMALL.index("- id: aaa-1")].replace("stances:\n", clock(1, FIRST) + "stances:\n")
STANCE = SMALL[SMALL.index("- id: aaa-1") :]


def history(*clocks: str) -> str:
    return HEAD + "".join(STANCE + each for each in clocks)


SOUND = history(clock(1, FIRST, SECOND), clock(2, SECOND, THIRD, "withdrawal_reason: Not about it."))

FAULTS = [
    (history(clock(1, FIRST, SECOND), clock(3, SECOND)), "version: version 2 is not in the file"),
    (history(clock(2, SECOND)), "version: version 1 is not in the file"),
    (history(clock(1, FIRST), clock(2, SECOND)), "superseded_at: must be the moment at which version 2"),
    (history(clock(1, FIRST, SECOND), clock(2, THIRD)), "superseded_at: must be the moment at which version 2"),
    (SOUND.replace("superseded_by: Ada", "superseded_by: Ben", 1), "superseded_by: must be who recorded version 2"),
    (history(clock(1, FIRST, SECOND)), "superseded_at: nothing replaces it"),
    (
        history(clock(1, FIRST, SECOND, "withdrawal_reason: Wrong."), clock(2, SECOND)),
        "withdrawal_reason: a withdrawn entry has no version 2",
    ),
    (
        history(clock(1, SECOND, FIRST, "withdrawal_reason: Wrong.")),
        "superseded_at: a closed entry was recorded before",
    ),
    (history(clock(1, "2020-01-20T00:00:00Z")), "recorded_at: is before said was recorded"),
    (history("  version: 1\n", "  version: 2\n"), "recorded_at: is missing; each of several versions"),
    (HEAD.replace("source: paper", "source: paper\n  said_last: 2020-01-06"), "said_last: is not a day of 5 January"),
    (SMALL.replace("source: paper", "source: paper\n  said_last: 2020-01-05"), "said_last: is for a restored history"),
    (
        HEAD.replace(
            "stances:\n", f"  superseded_at: {SECOND}\n  superseded_by: Ada\n  withdrawal_reason: No.\nstances:\n"
        )
        + STANCE,
        "statements: a stance needs evidence",
    ),
]


def test_a_history_that_can_have_happened_is_taken(tmp_path: Path) -> None:
    assert read_and_check([written(tmp_path, SOUND)])[1] == []


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_a_history_that_cannot_have_happened_is_refused(tmp_path: Path, text: str, said: str) -> None:
    _, faults = read_and_check([written(tmp_path, text)])

    assert [fault for fault in faults if fault.where and fault.line > 1 and fault.message.startswith(said)], faults


def test_versions_of_one_id_are_of_one_guarantor(tmp_path: Path) -> None:
    other = "- actor: BBB\n  name: Land B\n  kind: state\n  role: proposed_guarantor\nsources:\n"
    head, tail = SOUND.replace("sources:\n", other).split("- id: aaa-1", 1)
    text = head + "- id: aaa-1" + tail[::-1].replace("guarantor: AAA"[::-1], "guarantor: BBB"[::-1], 1)[::-1]

    _, faults = read_and_check([written(tmp_path, text)])

    assert "aaa-1 is of AAA; choose another id." in [fault.message.removeprefix("guarantor: ") for fault in faults]


@pytest.mark.django_db
def test_a_moment_that_would_change_an_earlier_answer_is_refused_at_its_line(tmp_path: Path) -> None:
    load(read_and_check([written(tmp_path, SMALL)])[0], by="Ada")
    late = STANCE.replace("aaa-1", "aaa-2").replace("effective_on: 2020-01-05", "effective_on: 2020-01-06")
    text = HEAD.replace(clock(1, FIRST), "") + STANCE + late
    before = Proposal.objects.values("revision", "changed_at").get(slug="small-2020")

    for moment, said in ((FIRST, "is before the last change of small-2020"), ("2099-01-01T00:00:00Z", "in the future")):
        path = written(tmp_path, (text + clock(1, moment)).replace("stances:\n", clock(1, moment) + "stances:\n"))
        with pytest.raises(NotLoaded) as refused:
            load(read_and_check([path])[0], by="Ben")
        assert [(fault.where, said in fault.message) for fault in refused.value.faults][-1] == ("aaa-2", True)

    assert Proposal.objects.values("revision", "changed_at").get(slug="small-2020") == before
