"""A statement is corrected as a whole, from the same form in which one is handed in."""

from dataclasses import replace

from guarantors.actions import checking, corrections, entering, sources, statements
from guarantors.actions.publication import check_reason, publication
from guarantors.domain.errors import refuse_any
from guarantors.domain.submission import Given
from guarantors.models import Statement, StatementVersion


def recast(*, statement: Statement, given: Given, reason: str, by: str, seen: int | None = None) -> StatementVersion:
    """Correct a statement to what is given, with a source that may be new; its relations stay as they are.

    Whether a stored page confirmed it is said of the same words in the same source only. Raises `Refused` with dotted
    fields as in `checking`, `Stale`.
    """
    check_reason(reason)
    with publication(statement.proposal) as moment:
        latest = statements.current(statement)
        statements.check_seen(latest, seen)
        refuse_any(checking.breaches(statement.proposal, given, []))
        before = statements.content_of(latest)
        content = entering.content(given, sources.put(given.source, by=by, at=moment))
        same = (content.source, content.quote, content.summary) == (before.source, before.quote, before.summary)
        content = replace(content, verified=before.verified if same else None)
        return corrections.correct(statement=statement, content=content, reason=reason, by=by, seen=seen)
