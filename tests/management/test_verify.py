"""`manage.py verify`: whatever is rewritten past the application is found, and nothing else is."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from guarantors.actions import gists, journal, sources, stances, statements
from guarantors.domain.chain import GENESIS
from guarantors.domain.stance import Level
from guarantors.domain.voice import SourceStatus
from guarantors.exchange.dump import dump
from guarantors.exchange.verify import Against, Report, verify
from guarantors.models import (
    Amendment,
    Change,
    Evidence,
    Ledger,
    LineGist,
    Proposal,
    SearchText,
    Source,
    StanceRecord,
    Statement,
    StatementActor,
    StatementVersion,
    contents,
)
from guarantors.models.journal import Noted
from tests.exchange.files import load_text
from tests.exchange.packages import zipped
from tests.exchange.test_dump import emptied
from tests.unguarded import unguarded
from tests.world import stance_content

pytestmark = pytest.mark.django_db

SAID = "deu-2022-03-30-scholz"
HELD = "deu-whole-2"


def said(report: Report) -> list[str]:
    return [str(finding) for finding in report.found]


def with_corrections() -> None:
    """Every kind of act beside those of a load."""
    proposal = Proposal.objects.get(slug="istanbul-2022")
    held = StanceRecord.objects.get(ref=HELD, guarantor__proposal=proposal)
    words = Statement.objects.get(ref=SAID)
    content = stance_content(words, level=Level.OPPOSED, effective_on="2022-03-30", sequence=9)
    right = stances.correct(record=held, content=content, reason="Misread.", by="Ben")
    stances.withdraw(record=right, reason="Of another proposal.", by="Ben")
    other = Statement.objects.get(ref="usa-2022-03-30-durbin")
    statements.withdraw(statement=other, reason="Never said.", by="Ben")
    source = Source.objects.get(ref="wsj-2022-03-30")
    sources.amend(source=source, values={"note": "Read.", "title": "Another"}, reason="Noted.", by="Ben")
    sources.amend(source=source, values={"title": "A third"}, reason="Noted again.", by="Ben")
    sources.mark(source=source, status=SourceStatus.CORRECTED, reason="They said so.", by="Ben")


def test_a_sound_record_is_found_sound_whatever_was_done_to_it() -> None:
    with_corrections()

    report = verify()

    assert said(report) == []
    assert (report.number, report.digest) == (Ledger.objects.get().last, bytes(Change.objects.last().digest))  # type: ignore[union-attr]
    assert report.number == Change.objects.count() > 400


def test_another_site_with_the_same_record_has_the_same_digest(tmp_path: Path) -> None:
    with_corrections()
    before = verify()
    texts = [dump(slug) for slug in Proposal.objects.order_by("made_on").values_list("slug", flat=True)]
    emptied()
    for text in texts:
        load_text(tmp_path, text)

    after = verify()

    assert said(after) == []
    assert (after.record, after.things) == (before.record, before.things)
    assert after.digest != before.digest


def reworded() -> None:
    StatementVersion.objects.filter(statement__ref=SAID).update(summary="He refused.")


def levelled() -> None:
    StanceRecord.objects.filter(ref=HELD).update(level="sceptical")


def redated() -> None:
    StanceRecord.objects.filter(ref=HELD, version=2).update(recorded_at=F("recorded_at") - timedelta(seconds=1))


def robbed_of_evidence() -> None:
    Evidence.objects.filter(stance__ref=HELD).delete()


def spoken_for_another() -> None:
    actor = StatementActor.objects.exclude(version__statement__ref=SAID).values("actor")[:1]
    StatementActor.objects.filter(version__statement__ref=SAID).update(actor=actor)


def slipped_in() -> None:
    record = StanceRecord.objects.get(ref=HELD, version=1)
    record.pk, record.ref = None, "deu-forged"
    record.save(force_insert=True)


def retitled() -> None:
    Source.objects.filter(ref="reuters-2022-03-30-germany").update(title="Berlin refuses")


def amended_otherwise() -> None:
    Amendment.objects.filter(field="note").update(became="Unread.")


def taken_out_of_the_journal() -> None:
    Change.objects.filter(number=40).delete()


def cut_short() -> None:
    Change.objects.filter(number__gt=Ledger.objects.get().last - 2).delete()


def told_otherwise() -> None:
    Change.objects.filter(act="withdrawn").update(reason="No reason.")


def ended_otherwise() -> None:
    StanceRecord.objects.exclude(withdrawal_reason="").update(withdrawal_reason="No reason.")


def unsearched() -> None:
    SearchText.objects.filter(version__statement__ref=SAID).update(text="nothing")


def drawn_otherwise() -> None:
    gists.refresh(Proposal.objects.get(slug="istanbul-2022").pk)
    gist = LineGist.objects.filter(guarantor__actor__code="DEU", provision=None).latest("pk")
    LineGist.objects.filter(pk=gist.pk).update(facts=gist.facts.replace("open", "opposed"))


@pytest.mark.parametrize(
    ("tamper", "what"),
    [
        (reworded, f"record: act {{}}, statement {SAID} v1: what was added is not what is on record now"),
        (levelled, f"record: act {{}}, stance {HELD} v1: what was added is not what is on record now"),
        (redated, f"clocks: stance {HELD} v2: it does not begin where the record that it replaces ends"),
        (robbed_of_evidence, f"no-stance-without-evidence: stance {HELD} v1"),
        (spoken_for_another, f"record: act {{}}, statement {SAID} v1: what was added is not"),
        (slipped_in, "record: stance, added: "),
        (amended_otherwise, "amendments: source wsj-2022-03-30: its note is not what it was amended to"),
        (taken_out_of_the_journal, "it follows act 39: what stood between is gone"),
        (cut_short, "journal: its end: it ends with act"),
        (told_otherwise, "its digest is not that of the act and of those before it"),
        (ended_otherwise, f"record: act {{}}, stance {HELD} v2: what was withdrawn is not what is on record now"),
        (unsearched, f"search: statement {SAID} v1: it is searched by other words"),
        (drawn_otherwise, "gists: istanbul-2022, the whole: they do not say what the record says"),
    ],
)
def test_what_is_rewritten_past_the_application_is_found(tamper: Callable[[], None], what: str) -> None:
    with_corrections()
    with unguarded():
        tamper()

    found = said(verify())

    words = what.split("{}")
    assert any(all(word in line for word in words) for line in found), found


def test_a_source_that_was_described_anew_in_silence_is_found() -> None:
    source = Source.objects.exclude(ref="wsj-2022-03-30").order_by("ref")[0]
    with_corrections()
    Source.objects.filter(pk=source.pk).update(title="Berlin refuses")
    Source.objects.filter(ref="wsj-2022-03-30").update(language="de")

    found = [line for line in said(verify()) if line.startswith("record: ")]

    assert {line.split(": ")[1].split(", ")[1] for line in found} == {f"source {source.ref}", "source wsj-2022-03-30"}


def test_a_forger_who_makes_the_chain_anew_is_found_by_whoever_kept_an_older_package(tmp_path: Path) -> None:
    kept, noted = tmp_path / "kept.zip", verify()
    kept.write_bytes(zipped("istanbul-2022"))
    with_corrections()
    call_command("verify", against=[str(kept), f"{noted.number}:{noted.digest.hex()}"], stdout=(out := StringIO()))
    assert "Nothing is wrong." in out.getvalue()
    with unguarded():
        reworded()
        before = GENESIS
        for change in Change.objects.select_related("proposal").order_by("number"):
            act = Noted.of(change)
            content = contents.of([act])[0]
            before = act.linked(before, change.number, content)
            Change.objects.filter(pk=change.pk).update(content=content, digest=before)

    alone = [line for line in said(verify()) if not line.startswith(("search", "gists"))]

    assert alone == [], "the forger was careful"
    for against in (str(kept), f"{noted.number}:{noted.digest.hex()}"):
        with pytest.raises(CommandError, match=" wrong"):
            call_command("verify", against=[against], stdout=StringIO(), stderr=(err := StringIO()))
        assert "it had another digest: what is up to it was rewritten since" in err.getvalue()


def test_a_record_that_was_put_back_to_an_earlier_state_is_found() -> None:
    with_corrections()
    later = verify()
    with unguarded():
        Change.objects.filter(number=later.number).delete()
        Ledger.objects.update(last=F("last") - 1)

    found = said(verify([Against(later.number, later.digest)]))

    assert f"chain: act {later.number}: it was on record, and the journal ends with {later.number - 1}" in found


def test_triggers_that_do_not_stand_are_named() -> None:
    with unguarded():
        found = said(verify())

    assert "triggers: guarantors_stancerecord_no_update: it does not stand" in " ".join(found)


@pytest.mark.parametrize("given", ["nowhere.zip", "12:abc", __file__])
def test_what_is_neither_a_package_nor_a_digest_is_refused(given: str) -> None:
    with pytest.raises(CommandError, match=f"--against: .*{Path(given).name}"):
        call_command("verify", against=[given])


def test_acts_of_a_journal_from_before_the_chain_are_given_their_digests() -> None:
    with_corrections()
    before = verify()
    with unguarded():
        Change.objects.update(content=None, digest=None)

    assert journal.complete() == before.number
    assert verify() == before
    assert journal.complete() == 0
