"""A database from before the desk is migrated: its record says what it said, and is as well guarded as a new one.

Its journal tells all of it.
"""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder

from guarantors.actions import corrections, sources, statements
from guarantors.models import Change, Ledger, Proposal, SearchText, Source, Statement
from guarantors.models.desk import AuditEntry, CodingSheet, Draft, Lock, Submission
from guarantors.models.triggers import CLOSABLE, FROZEN, trigger_names
from tests.scratch import Holds, told_by
from tests.upgrading import TOLD

LATER = (AuditEntry, Change, CodingSheet, Draft, Ledger, Lock, Submission, SearchText)
"""Tables that came with the desk and the journal; and the search, which every migration completes by itself."""


class Exact(DjangoJSONEncoder):
    """Moments to the microsecond."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


@pytest.mark.django_db
def test_an_older_record_is_unchanged_and_guarded_after_an_upgrade(tmp_path: Path) -> None:
    said = Statement.objects.get(ref="deu-2022-03-30-scholz")
    shorter = replace(statements.content_of(statements.current(said)), quote="", quote_language="")
    corrections.correct(statement=said, content=shorter, reason="Misquoted.", by="ben")
    corrections.withdraw(statement=Statement.objects.get(ref="usa-2022-03-30-durbin"), reason="Not said.", by="ben")
    sources.amend(source=Source.objects.get(ref="wsj-2022-03-30"), values={"note": "Read."}, reason="Noted.", by="ben")
    rows = {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("guarantors").get_models()
        if model not in LATER
    }
    dumps = {}
    for slug in Proposal.objects.values_list("slug", flat=True):
        dumps[slug] = io.StringIO()
        call_command("dump_dataset", slug, stdout=dumps[slug])

    told = told_by("tests.upgrading", tmp_path, json.loads(json.dumps(rows, cls=Exact)), Holds.NOTHING)

    assert len(dumps) > 2
    assert told["dumps"] == {slug: dump.getvalue() for slug, dump in dumps.items()}
    tables = [model._meta.db_table for model in (*CLOSABLE, *FROZEN)]
    assert set().union(*map(trigger_names, tables)) <= set(told["triggers"])
    assert told["out_of_step"] == []
    journal = [[str(value) for value in row] for row in Change.objects.values_list(*TOLD)]
    assert sorted(told["journal"]) == sorted(journal), "the migration tells what the actions noted"
    moments = [row[TOLD.index("recorded_at")] for row in told["journal"]]
    assert moments == sorted(moments)
    assert told["numbers"] == list(range(1, told["last"] + 1))
    assert told["afterwards"] == told["last"]
