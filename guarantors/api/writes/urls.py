"""The addresses at which something is done, and those of the desk's own: what waits for review, and drafts."""

from django.urls import path

import guarantors.address.converters  # noqa: F401 - `ref`
from guarantors.api.writes.bulk import BulkStatements
from guarantors.api.writes.corrections import CorrectStatement, MergeStatement, WithdrawStatement
from guarantors.api.writes.drafts import Drafts, OneDraft
from guarantors.api.writes.sources import DescribeSource, MarkSource
from guarantors.api.writes.stances import CorrectStance, WithdrawStance
from guarantors.api.writes.submissions import Adjudicate, Code, OneSubmission, Publish, Return, Submissions

STATEMENT, STANCE, SOURCE = "statements/<ref:id>", "stances/<slug:proposal>/<ref:id>", "sources/<ref:id>"
SUBMISSION = "submissions/<uuid:ident>"

urlpatterns = [
    path("bulk/statements/", BulkStatements.as_view(), name="api_bulk_statements"),
    path("submissions/", Submissions.as_view(), name="api_submissions"),
    path(f"{SUBMISSION}/", OneSubmission.as_view(), name="api_submission"),
    path(f"{SUBMISSION}/code/", Code.as_view(), name="api_submission_code"),
    path(f"{SUBMISSION}/publish/", Publish.as_view(), name="api_submission_publish"),
    path(f"{SUBMISSION}/adjudicate/", Adjudicate.as_view(), name="api_submission_adjudicate"),
    path(f"{SUBMISSION}/return/", Return.as_view(), name="api_submission_return"),
    path("drafts/", Drafts.as_view(), name="api_drafts"),
    path("drafts/<uuid:ident>/", OneDraft.as_view(), name="api_draft"),
    path(f"{STATEMENT}/correct/", CorrectStatement.as_view(), name="api_statement_correct"),
    path(f"{STATEMENT}/withdraw/", WithdrawStatement.as_view(), name="api_statement_withdraw"),
    path(f"{STATEMENT}/merge/", MergeStatement.as_view(), name="api_statement_merge"),
    path(f"{STANCE}/correct/", CorrectStance.as_view(), name="api_stance_correct"),
    path(f"{STANCE}/withdraw/", WithdrawStance.as_view(), name="api_stance_withdraw"),
    path(f"{SOURCE}/mark/", MarkSource.as_view(), name="api_source_mark"),
    path(f"{SOURCE}/describe/", DescribeSource.as_view(), name="api_source_describe"),
]
