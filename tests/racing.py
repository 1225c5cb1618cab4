"""Two people at the same time: run as a program of its own, on a database of its own (`python -m tests.racing`).

Each race is run by threads with a connection each, which start together and hold their transaction open for a moment,
so that the acts truly overlap. Prints what became of every race as JSON, by name.
"""

import json
import os
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import django

ROUNDS = 3
HELD = 0.05
"""Seconds for which an act's transaction stays open: long enough for the other one to run into it."""

Act = Callable[[], object]


def race(*acts: Act) -> list[str]:
    """What each act came to: `done`, or the name of what it raised."""
    from django.db import connection, transaction

    start = threading.Barrier(len(acts))
    came: list[str] = [""] * len(acts)

    def run(place: int) -> None:
        try:
            start.wait()
            with transaction.atomic():
                acts[place]()
                time.sleep(HELD)
            came[place] = "done"
        except Exception as error:  # each kind is looked at by the test
            kind = type(error).__name__
            came[place] = kind if kind in ("Stale", "Refused") else f"{kind}: {error}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


class Races:
    """Each method is a race and answers what it came to, with what is on record afterwards."""

    def __init__(self) -> None:
        self.count = 0

    def proposal(self) -> Any:
        from tests.world import make_proposal

        self.count += 1
        return make_proposal(f"race-{self.count}")

    def corrections_of_one_version(self) -> Any:
        from guarantors.actions import corrections
        from guarantors.models import StatementVersion
        from tests.world import log, statement_content

        proposal = self.proposal()
        said = log(proposal, f"said-{self.count}")

        def correct(by: str) -> Act:
            content = statement_content(proposal, summary=f"As {by} reads it.")
            return lambda: corrections.correct(statement=said, content=content, reason="Misread.", by=by, seen=1)

        came = race(correct("ben"), correct("cleo"))
        versions = StatementVersion.objects.filter(statement=said).order_by("version")
        return came, [[item.version, item.recorded_by, item.summary] for item in versions][1:]

    def corrections_of_one_record(self) -> Any:
        from guarantors.actions import corrections
        from guarantors.domain.stance import Level
        from guarantors.models import StanceRecord
        from tests.world import log, publish, stance_content

        proposal = self.proposal()
        said = log(proposal, f"said-{self.count}")
        publish(proposal, "first", said)

        def correct(level: Level, by: str) -> Act:
            record = StanceRecord.objects.get(guarantor__proposal=proposal, version=1)
            content = stance_content(said, level=level)
            return lambda: corrections.correct_record(record=record, content=content, reason="Misread.", by=by)

        came = race(correct(Level.OPPOSED, "ben"), correct(Level.SUPPORTIVE, "cleo"))
        return came, StanceRecord.objects.filter(guarantor__proposal=proposal).count()

    def two_reviewers_publish(self) -> Any:
        from guarantors.actions import submissions
        from guarantors.models import Statement
        from tests.desk import coded, submission

        proposal = self.proposal()
        waiting = coded(submission(proposal))
        came = race(*(self._by(submissions.publish, by, submission=waiting) for by in ("ben", "cleo")))
        return came, Statement.objects.filter(proposal=proposal).count()

    def publishing_against_sending_back(self) -> Any:
        from guarantors.actions import submissions
        from guarantors.models import Statement, Submission
        from tests.desk import coded, submission

        proposal = self.proposal()
        waiting = coded(submission(proposal))
        back = self._by(submissions.give_back, "cleo", submission=waiting, reason="Wrong day.")
        came = race(self._by(submissions.publish, "ben", submission=waiting), back)
        outcome = Submission.objects.get(pk=waiting.pk).outcome
        return came, [outcome, Statement.objects.filter(proposal=proposal).count()]

    def two_second_codings(self) -> Any:
        from guarantors.actions import submissions
        from tests.desk import coding, submission

        waiting = submission(self.proposal())
        came = race(*(self._by(submissions.code, by, submission=waiting, codings=[coding()]) for by in ("ben", "cleo")))
        return came, waiting.sheets.filter(round="second").count()

    def one_draft_handed_in_twice(self) -> Any:
        from guarantors.actions import drafts, submissions
        from guarantors.models import Submission
        from tests.desk import coding, given

        proposal, draft = self.proposal(), str(uuid.uuid4())
        drafts.save(draft_id=draft, owner="ada", proposal=proposal, fields={"summary": ["x"]}, revision=0)
        values = {"proposal": proposal, "given": given(), "codings": [coding()], "draft_id": draft}
        came = race(*(self._by(submissions.submit, "ada", **values) for _ in range(2)))
        return came, Submission.objects.filter(proposal=proposal).count()

    def one_draft_saved_in_two_windows(self) -> Any:
        from guarantors.actions import drafts
        from guarantors.models import Draft

        proposal, draft = self.proposal(), str(uuid.uuid4())

        def save(text: str) -> Act:
            fields = {"summary": [text]}
            return lambda: drafts.save(draft_id=draft, owner="ada", proposal=proposal, fields=fields, revision=0)

        came = race(save("one"), save("other"))
        return came, Draft.objects.get(pk=draft).revision

    def locking_against_correcting(self) -> Any:
        from guarantors.actions import corrections, locks
        from guarantors.models import LockedNoun, StatementVersion
        from tests.world import log, statement_content

        proposal = self.proposal()
        said = log(proposal, f"said-{self.count}")
        lock = self._by(
            locks.lock, "ben", proposal=proposal, noun=LockedNoun.STATEMENT, ref=said.ref, reason="Under dispute."
        )
        content = statement_content(proposal, summary="Otherwise.")
        correct = self._by(corrections.correct, "cleo", statement=said, content=content, reason="Misread.", seen=1)
        came = race(lock, correct)
        corrected = StatementVersion.objects.filter(statement=said, version=2).first()
        stands = locks.standing(proposal, LockedNoun.STATEMENT, said.ref)
        in_order = corrected is None or (stands is not None and corrected.recorded_at <= stands.locked_at)
        return came, [corrected is not None, in_order]

    def two_locks(self) -> Any:
        from guarantors.actions import locks
        from guarantors.models import Lock, LockedNoun
        from tests.world import log

        proposal = self.proposal()
        said = log(proposal, f"said-{self.count}")
        values = {"proposal": proposal, "noun": LockedNoun.STATEMENT, "ref": said.ref, "reason": "Under dispute."}
        came = race(*(self._by(locks.lock, by, **values) for by in ("ben", "cleo")))
        return came, Lock.objects.filter(proposal=proposal).count()

    def merging_into_what_is_withdrawn(self) -> Any:
        from guarantors.actions import corrections
        from guarantors.models import StatementVersion
        from tests.world import log

        proposal = self.proposal()
        twin, other = log(proposal, f"twin-{self.count}"), log(proposal, f"other-{self.count}")
        merge = self._by(corrections.merge, "ben", duplicate=twin, into=other, reason="The same.")
        withdraw = self._by(corrections.withdraw, "cleo", statement=other, reason="Never said.")
        came = race(lambda: (time.sleep(HELD / 2), merge()), withdraw)
        gone = StatementVersion.objects.filter(statement=other, superseded_at__isnull=False).first()
        merged = StatementVersion.objects.filter(statement=twin, merged_into=other).first()
        in_order = not (gone and merged) or merged.superseded_at <= gone.superseded_at
        return came, in_order

    def the_same_new_source_and_speaker(self) -> Any:
        return self._published_together("Both are meant", "Both are meant", "https://paper.example/{}")

    def two_sources_of_one_publisher_and_day(self) -> Any:
        return self._published_together("One", "Other", "")

    def two_statements_that_would_be_called_alike(self) -> Any:
        return self._published_together("A", "A", "https://paper.example/known")

    def _published_together(self, title: str, other: str, url: str) -> Any:
        """In two proposals at once, words of one speaker on one day."""
        from guarantors.actions import submissions
        from guarantors.domain.submission import PersonGiven, SourceGiven
        from guarantors.models import Source, Speaker, Statement
        from tests.desk import coded, given, submission

        number, is_known = self.count, "known" in url
        publisher, url = "A paper" if is_known else f"Publisher {number}", url.format(number)
        speaker = PersonGiven("K. Nown" if is_known else f"N. Ewcomer{number}", "Minister")

        def waiting(name: str, day: int) -> Any:
            source = SourceGiven(title=name, publisher=publisher, language="en", url=url)
            what = given(source, speaker=speaker, said_on=f"2020-02-{day:02d}")
            return coded(submission(self.proposal(), what=what))

        if is_known:
            submissions.publish(submission=waiting(title, 28), by="ben")
        made = [waiting(name, number % 27 + 1) for name in (title, other)]
        came = race(*(self._by(submissions.publish, "ben", submission=item) for item in made))
        said = Statement.objects.filter(submission__in=made).count()
        people = Speaker.objects.filter(name=speaker.name).count()
        return came, [said, people, Source.objects.filter(publisher=publisher, url=url).count()]

    @staticmethod
    def _by(act: Callable[..., object], by: str, **values: Any) -> Act:
        return lambda: act(by=by, **values)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    races = Races()
    names = [name for name, made in vars(Races).items() if callable(made) and not name.startswith("_")]
    print(json.dumps({name: [getattr(races, name)() for _ in range(ROUNDS)] for name in names if name != "proposal"}))


if __name__ == "__main__":
    main()
