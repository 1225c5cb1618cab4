"""A program of somebody who knows nothing but the generated client: lists, logs, reviews and corrects; prints JSON.

`python client_user.py ADDRESS` with the client's package on the path, and ADA and BEN in the environment as tokens.
"""

import json
import os
import sys
from datetime import date
from uuid import UUID

from tracker_client import AuthenticatedClient, Client
from tracker_client.api.correct import correct_statement
from tracker_client.api.hand_in import hand_in_statement
from tracker_client.api.record import get_stance, list_guarantors, list_statement_versions
from tracker_client.api.review import code_submission, list_submissions, publish_submission
from tracker_client.models import (
    Basis,
    CodingGiven,
    CodingsGiven,
    Confidence,
    Directness,
    Identification,
    Level,
    NothingGiven,
    PersonGiven,
    Problem,
    SourceGiven,
    StatementCorrected,
    StatementCorrection,
    StatementGiven,
    Voice,
    Whose,
)

site = sys.argv[1]
anybody = Client(base_url=site, raise_on_unexpected_status=True)
ada, ben = (
    AuthenticatedClient(base_url=site, token=os.environ[name], raise_on_unexpected_status=True)
    for name in ("ADA", "BEN")
)

table = list_guarantors.sync(client=anybody, proposal="istanbul-2022", as_of=date(2022, 3, 30))
open_to_it = sorted(row.actor.code for row in table.results if row.stance and row.stance.level is Level.OPEN)
unknown = get_stance.sync(client=anybody, proposal="istanbul-2022", id="nothing-of-that-name")

reading = CodingGiven(
    guarantor="DEU",
    level=Level.NONCOMMITTAL,
    basis=Basis.DECLINED,
    confidence=Confidence.MEDIUM,
    rationale="Takes no position: too early.",
)
said = {
    "source": SourceGiven(id="wsj-2022-03-30"),
    "actors": ["DEU"],
    "said_on": "2022-03-30",
    "sequence": 3,
    "speaker": PersonGiven(name="Steffen Hebestreit", office="Spokesman of the Federal Government of Germany"),
    "voice": Voice.SPOKESPERSON,
    "identification": Identification.NAMED,
    "summary": "It is too early to discuss commitments of that kind.",
}
statement = StatementGiven(proposal="istanbul-2022", directness=Directness.DIRECT, codings=[reading], **said)
handed_in = hand_in_statement.sync(client=ada, body=statement, idempotency_key="generated-1")
again = hand_in_statement.sync(client=ada, body=statement, idempotency_key="generated-1")

waiting = list_submissions.sync(client=ben, whose=Whose.TODO)
ident = UUID(str(handed_in.id))
coded = code_submission.sync(id=ident, client=ben, body=CodingsGiven(codings=[reading]))
published = publish_submission.sync(id=ident, client=ben, body=NothingGiven())

corrected = correct_statement.sync(
    id=published.published_as,
    client=ben,
    body=StatementCorrection(
        version=1,
        reason="The source paraphrases him.",
        statement=StatementCorrected(directness=Directness.REPORTED, **said),
    ),
)
versions = list_statement_versions.sync(id=published.published_as, client=anybody)
refused = hand_in_statement.sync(client=ada, body=StatementGiven.from_dict({**statement.to_dict(), "said_on": "soon"}))

print(
    json.dumps(
        {
            "open": open_to_it,
            "unknown": isinstance(unknown, Problem) and unknown.status,
            "again": again == handed_in,
            "waiting": ident in [row.id for row in waiting.results],
            "blind": [row.codings.first for row in waiting.results],
            "turn": coded.turn.value,
            "outcome": published.outcome.value,
            "version": corrected.version,
            "directness": [row.directness.value for row in versions.results],
            "refused": [error.field for error in refused.errors],
        }
    )
)
