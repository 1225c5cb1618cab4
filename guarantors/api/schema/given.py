"""What is sent, with a sentence for each key: mostly that of the column in which it will stand."""

from collections.abc import Mapping

from guarantors.api.schema.rows import described
from guarantors.exchange.forms import Form
from guarantors.exchange.lists import LISTS
from guarantors.exchange.lists.listing import Listing
from guarantors.exchange.tables import BY_NAME


def _columns(listing: Listing) -> dict[str, str]:
    return {column.name: column.says for column in listing.columns}


_STATEMENT = _columns(LISTS["statements"]) | {
    "source": "What it was read in: one on record by its id alone, or all of a new one.",
    "speaker": "Who spoke; left out for an unnamed voice or an institution.",
    "relayed_by": "Who passed the words on, where they were relayed.",
    "relations": "How it answers earlier statements.",
    "codings": "Your reading of it, for each guarantor on each unit.",
    "draft": "The id of the draft of yours that it was made of.",
}
_CODING = _columns(LISTS["codings"]) | {
    "legal_status": "How a committed guarantor has bound itself.",
    "conditions": "What the stance hangs on.",
}
_CONDITION = {item.column.name: item.column.says for item in BY_NAME["conditions"].attributes}

SAYS: Mapping[str, Mapping[str, str]] = {
    "StatementGiven": _STATEMENT,
    "StatementCorrected": _STATEMENT,
    "StatementWaiting": _STATEMENT,
    "SourceGiven": _columns(LISTS["sources"]),
    "SourceWaiting": _columns(LISTS["sources"]),
    "SourceDescribed": _columns(LISTS["sources"]),
    "CodingGiven": _CODING,
    "CodingRead": _CODING,
    "StanceCorrected": _columns(LISTS["stances"]),
    "ConditionGiven": _CONDITION,
    "RelationGiven": _columns(LISTS["relations"]),
    "PersonGiven": {"name": "The name.", "office": "The office held at the time, as the source has it."},
}
COMMON: Mapping[str, str] = {
    "reason": "Why; it is kept with what is done.",
    "version": "The version that you saw.",
    "into": "The id of the statement that stays.",
    "statement": "The statement as it shall stand.",
    "stance": "The record as it shall stand.",
    "status": "How it is marked from now on.",
    "seen": "How it was marked when you looked.",
    "values": "What is described anew.",
    "statements": "The statements, each as it is handed in alone.",
    "codings": "Your reading, for each guarantor on each unit.",
    "proposal": "The slug of the proposal, where it is known yet.",
    "fields": "What was typed, by the name of the field.",
}


def explained(form: Form) -> Form:
    """The form, with a sentence on every key."""
    found = dict(form)
    says = SAYS.get(form.get("title", ""), COMMON)
    if "properties" in form:
        found["properties"] = {
            name: described(explained(each), says[name]) for name, each in form["properties"].items()
        }
    if "items" in form:
        found["items"] = explained(form["items"])
    if "anyOf" in form:
        found["anyOf"] = [explained(each) for each in form["anyOf"]]
    return found
