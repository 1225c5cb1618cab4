"""One record, whoever shows it: page, API, files and data package say the same of any day as known at any moment.

Random editors log, review, correct, withdraw and mark; names, titles and roles are amended. Then each face is asked for
random days and moments, and the package is read by `tests.plain`, which knows nothing of the program.
"""

import json
import random
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from html import unescape
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from guarantors.actions import rows
from guarantors.actions.publication import publication
from guarantors.domain.dates import written_moment
from guarantors.domain.stance import ConditionKind, Confidence, LegalStatus, Level
from guarantors.domain.submission import ConditionGiven
from guarantors.models import Actor, Guarantor, Proposal, Source
from tests import plain
from tests.actions.test_random_editors import Editors
from tests.drawn import levels, picks, said
from tests.editors import PUBLISHED
from tests.engines import examples
from tests.exchange.packages import members, zipped
from tests.faces import SLUG, from_api, from_csv, from_file, from_page, on_page, read, without_latest
from tests.world import publish

DAYS = ["2020-01-02", "2020-01-03", "2020-01-31", "2020-05-01", "2020-12-31"]
LOOKED: Counter[str] = Counter()
"""What was ever seen: faces that agree on nothing prove nothing."""

amendments = st.sampled_from(
    [
        (Actor, "AA0", {"name": "Newland"}),
        (Actor, "AA0", {"name": "Land 0"}),
        (Actor, "AA1", {"name": "Größeres Land & Co.", "kind": "organisation"}),
        (Guarantor, "AA0", {"role": "signatory"}),
        (Guarantor, "AA0", {"role": "observer", "until": datetime(2020, 6, 1, tzinfo=UTC).date()}),
        (Guarantor, "AA1", {"role": "proposed_guarantor", "since": None}),
        (Proposal, "", {"title": "Renamed"}),
    ]
)


own = st.fixed_dictionaries(
    {
        "pick": picks,
        "level": levels,
        "day": st.sampled_from(["2020-01-03", "2020-01-03", "2020-01-31", "2020-04", "2020-12-31"]),
        "sequence": st.integers(1, 3),
        "whole": st.sampled_from([True, True, False]),
    }
)


class Shown(Editors):
    """Editors, and whoever looks at what they did."""

    @invariant()
    def the_record_keeps_its_promises(self) -> None:
        """Its own test asks that. Here the moments are kept, each of one act: files tell no order within a moment."""
        self.past[datetime.now(UTC)] = ""
        self.clock.shift(timedelta(microseconds=1))

    @initialize(
        words=st.lists(said(), min_size=2, max_size=4), own=st.lists(own, min_size=4, max_size=8), data=st.data()
    )
    def begin(self, words: list[dict[str, Any]], data: st.DataObject, own: list[dict[str, Any]]) -> None:
        """Much is on record before anything is corrected, and something is amended."""
        super().begin(words, data)
        for one_ in own:
            self.the_record_keeps_its_promises()
            self.assess(one_)
        self.amend((Actor, "AA0", {"name": "Newland"}))

    @rule(own=own)
    def assess(self, own: dict[str, Any]) -> None:
        """A record that rests on any statement, so that there are many, of one day too."""
        version = self.version(own["pick"])
        if version is None:
            return
        level, sequence = own["level"], own["sequence"]
        values = {
            "code": version.spoken_for.get(position=0).actor.code,
            "provision": None if own["whole"] else self.proposal.provisions.get(),
            "legal_status": LegalStatus.SIGNED if level is Level.COMMITTED else None,
            "conditions": [ConditionGiven(ConditionKind.TRIGGER, "If so: then <that>.")] if sequence > 1 else [],
            "confidence": Confidence.LOW,
        }
        made = partial(publish, self.proposal, f"own-{self.marks}", version.statement, level=level, sequence=sequence)
        self.mark()
        self.settle(lambda: made(effective_on=own["day"], **values), PUBLISHED)

    @rule(change=amendments)
    def amend(self, change: tuple[Any, str, dict[str, Any]]) -> None:
        model, code, values = change
        key, ref = {
            Actor: ({"code": code}, code),
            Guarantor: (
                {"proposal": self.proposal, "actor": Actor.objects.filter(code=code).first()},
                f"{SLUG}/{code}",
            ),
            Proposal: ({"slug": SLUG}, SLUG),
        }[model]

        def act() -> None:
            with publication(self.proposal) as at:
                rows.put(model, key=key, values=values, ref=ref, reason="A test.", by="ada", at=at)

        self.settle(act, PUBLISHED, must=True)

    @rule(pick=picks, title=st.sampled_from(["Another title", "A third <title>"]))
    def retitle(self, pick: int, title: str) -> None:
        found = list(
            Source.objects.filter(statement_versions__statement__proposal=self.proposal).distinct().order_by("ref")
        )
        if not found:
            return
        ref = found[pick % len(found)].ref

        def act() -> None:
            with publication(self.proposal) as at:
                values = {"title": title}
                rows.put(Source, key={"ref": ref}, values=values, ref=ref, reason="A test.", by="ada", at=at)

        self.settle(act, PUBLISHED, must=True)

    def teardown(self) -> None:
        try:
            look(sorted(self.past))
        finally:
            super().teardown()


def look(moments: list[datetime]) -> None:
    """Ask every face for a few days and moments, and for now."""
    chance = random.Random(len(moments))
    client, whole = Client(), members(zipped(SLUG))
    for moment in {moments[3], moments[-1], *chance.choices(moments[2:], k=2)}:
        known_at = written_moment(moment + timedelta(microseconds=chance.choice([0, 0, 1])))
        of_then = members(zipped(SLUG, datetime.fromisoformat(known_at)))
        as_of, provision = chance.choice(DAYS), chance.choice(["", "", "clause"])
        view = f"as_of={as_of}&known_at={known_at}" + (f"&provision={provision}" if provision else "")
        then = plain.Tables(whole, known_at)

        expected = plain.guarantors(then, SLUG, provision, as_of)
        assert plain.guarantors(plain.Tables(of_then, known_at), SLUG, provision, as_of) == expected
        assert from_csv(client, f"/{SLUG}/export.csv?{view}") == expected
        assert from_csv(client, f"/api/v1/guarantors/?proposal={SLUG}&format=csv&{view}") == expected
        assert from_file(client, view) == expected
        assert from_api(client, view) == without_latest(expected)
        assert from_page(client, view) == {code: on_page(row) for code, row in expected.items()}
        sources_agree(client, then, plain.Tables(of_then, known_at), known_at)
        LOOKED.update(row["level"] for row in expected.values())
        LOOKED["amended"] += bool(then.was)


def sources_agree(client: Client, *tables_then: Any) -> None:
    """Title and standing of each source that a statement names."""
    *tables, known_at = tables_then
    told = [{row["id"]: (row["title"], row["status"]) for row in read_.rows("sources")} for read_ in tables]
    found = json.loads(read(client, f"/api/v1/sources/?known_at={known_at}&page_size=1000"))["results"]
    listed = {row["id"]: (row["title"], row["status"]) for row in found}
    assert told[1].items() <= listed.items()
    assert told[1].items() <= told[0].items()
    for ref, (title, status) in told[1].items():
        page = read(client, f"/sources/{ref}/?known_at={known_at}")
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", page)
        assert heading
        assert unescape(heading[1]) == title
        assert (f"{status.capitalize()} by its publisher" in page) is (status != "standing")
        LOOKED[status] += 1


@pytest.mark.django_db
def test_every_face_says_the_same_of_any_day_as_known_at_any_moment() -> None:
    LOOKED.clear()
    few = settings(
        phases=[phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)],
        max_examples=examples(9),
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Shown, settings=few)
    assert LOOKED["amended"]
    assert len(LOOKED) > 4
