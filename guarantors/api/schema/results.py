"""What writes answer, as JSON Schema: what waits, drafts, and what became of a deed."""

from guarantors.api.schema.answers import PROBLEM
from guarantors.api.schema.given import explained
from guarantors.api.schema.rows import NEXT, whole
from guarantors.domain.risk import Risk
from guarantors.exchange import forms
from guarantors.exchange.deeds import TEXTS
from guarantors.exchange.entries import Field, form_of
from guarantors.exchange.forms import Form, apart, nullable
from guarantors.exchange.given import CODING, CORRECTED, RELATION, SOURCE
from guarantors.exchange.objects import entries_form
from guarantors.models import Outcome
from guarantors.queries.waiting import Turn

TEXT: Form = {"type": "string"}
URI: Form = {"type": "string", "format": "uri", "description": "Its address in the API."}
DESK: Form = {"type": "string", "format": "uri", "description": "Its address at the desk, for people."}
UUID: Form = {"type": "string", "format": "uuid"}
MOMENT: Form = {"type": "string", "format": "date-time"}
COUNT: Form = {"type": "integer", "minimum": 0, "description": "How many there are on all pages."}
VERSION: Form = {"type": "integer", "minimum": 1, "description": "The version that stands now."}


HANDED_IN = whole("HandedIn", "What was handed in and waits.", id=UUID, state=TEXT, href=URI)

BULK_RESULT: Form = {
    "title": "BulkResult",
    "description": "What became of one statement: its submission, or the problem with it.",
    "type": "object",
    "properties": {
        "index": {"type": "integer", "minimum": 0, "description": "Its place in what was sent, from 0."},
        "status": {"type": "integer", "description": "The status that it would have had alone."},
        **HANDED_IN["properties"],
        **{name: form for name, form in PROBLEM["properties"].items() if name != "status"},
    },
    "required": ["index", "status"],
}
BULK_RESULTS = whole(
    "BulkResults",
    "One result for each statement, in their order.",
    mode=TEXT,
    count=COUNT,
    results={"type": "array", "items": BULK_RESULT},
)


def _as_answered(form: Form) -> Form:
    """What was left out is answered as empty."""
    return {
        **form,
        "properties": {
            name: {key: value for key, value in each.items() if key not in ("minLength", "pattern")}
            for name, each in form["properties"].items()
        },
    }


# What is read may leave things out; what is answered has them all.
_CODING = explained({**form_of(CODING, "CodingRead"), "required": list(CODING)})
_STATEMENT = explained(
    form_of(
        {
            **CORRECTED,
            "source": Field(apart(_as_answered(form_of(SOURCE, "SourceWaiting")))),
            "relations": Field(apart(entries_form(RELATION, "RelationGiven"))),
        },
        "StatementWaiting",
    )
)
_SHEET = whole(
    "CodingSheet",
    "All that one coder read.",
    coder=TEXT,
    coded_at=MOMENT,
    codings={"type": "array", "items": _CODING},
)
SUBMISSION = whole(
    "Submission",
    "What was handed in, as the person of the token may see it: whoever may still code it gets nothing of the first "
    "coding.",
    id=UUID,
    href=URI,
    desk=DESK,
    proposal={**TEXT, "description": "The slug of the proposal."},
    statement=_STATEMENT,
    source_on_record={"type": ["string", "null"], "description": "The id of the source, where it is on record."},
    logged_by=TEXT,
    logged_at=MOMENT,
    turn={"$ref": forms.word(Turn), "description": "What the person of the token can do next with it."},
    coded_by={"type": ["string", "null"], "description": "Who coded it a second time."},
    codings={
        "type": "object",
        "title": "CodingsOfBoth",
        "description": "The two readings; null where there is none, or none that this person may see.",
        "properties": {name: nullable(_SHEET) for name in ("first", "second")},
        "required": ["first", "second"],
    },
    flags={
        "type": "array",
        "description": "What a reviewer should look at twice.",
        "items": whole("Flag", "Why it wants a second look.", risk=forms.word(Risk), says=TEXT),
    },
    outcome={**nullable(forms.word(Outcome)), "description": "What became of it; null while it waits."},
    decided_by={"type": ["string", "null"]},
    decided_at=nullable(MOMENT),
    reason={"type": ["string", "null"], "description": "Why it was sent back."},
    published_as={"type": ["string", "null"], "description": "The id of the statement that it became."},
)
SUBMISSIONS = whole(
    "SubmissionPage",
    "A page of what waits, the oldest first.",
    count=COUNT,
    next=NEXT,
    results={"type": "array", "items": SUBMISSION},
)
DRAFT = whole(
    "Draft",
    "A draft: the fields of the desk’s form as they were typed, right or wrong.",
    id=UUID,
    href=URI,
    desk=DESK,
    revision={"type": "integer", "minimum": 1, "description": "How often it was saved; its ETag."},
    proposal={"type": ["string", "null"], "description": "The slug of the proposal, where it is known yet."},
    saved_at=MOMENT,
    note={"type": ["string", "null"], "description": "Why it was sent back."},
    submission={**nullable(UUID), "description": "What was made of it and waits, or was published."},
    fields={"type": "object", "additionalProperties": {"type": "array", "items": TEXTS.read.form["items"]}},
)
DRAFTS = whole("DraftList", "One’s own, the last saved first.", count=COUNT, results={"type": "array", "items": DRAFT})

_STATE: Form = {**TEXT, "description": "What was done with it."}
STATEMENT_DONE: Form = whole(
    "StatementDone", "What became of the statement.", id=TEXT, version=VERSION, state=_STATE, href=URI
)
STATEMENT_DONE["properties"]["into"] = {**TEXT, "description": "The id of the statement that stands in its place."}
STANCE_DONE = whole(
    "StanceDone", "What became of the record.", proposal=TEXT, id=TEXT, version=VERSION, state=_STATE, href=URI
)
