"""The record that is written to while things break, made and looked at by a program of its own, on any database.

`python -m tests.faults.record prepare` prints a token; `look` prints what is on record of the stream, and what `verify`
finds.
"""

import io
import json
import os
import sys
from typing import Any

SLUG, ACTOR = "budapest-1994", "USA"


def prepare() -> str:
    from django.core.management import call_command

    from guarantors.domain.roles import DeskRole, Scope
    from tests.tokens import token_of

    call_command("migrate", verbosity=0)
    call_command("load_dataset", f"guarantors/data/{SLUG}.yaml", stdout=io.StringIO())
    return token_of(DeskRole.EDITOR, DeskRole.REVIEWER, scopes=[Scope.LOG, Scope.REVIEW])


def look() -> dict[str, Any]:
    """How often each statement was handed in, which are on record and which withdrawn, and what is half written."""
    from guarantors.exchange.verify import verify
    from guarantors.models import StanceRecord, StatementVersion, Submission

    handed_in = [item["said"]["summary"] for item in Submission.objects.values_list("content", flat=True)]
    said = StatementVersion.objects.filter(statement__submission__isnull=False)
    held = StanceRecord.objects.filter(statements__submission__isnull=False)
    report = verify()
    return {
        "handed_in": {summary: handed_in.count(summary) for summary in handed_in},
        "published": list(said.values_list("summary", flat=True)),
        "withdrawn": list(said.exclude(withdrawal_reason="").values_list("summary", flat=True)),
        "held": list(held.values_list("rationale", flat=True)),
        "found": [str(finding) for finding in report.found],
        "acts": report.number,
        "digest": report.digest.hex(),
    }


def main(asked: str) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps({"prepare": prepare, "look": look}[asked]()))


if __name__ == "__main__":
    main(sys.argv[1])
