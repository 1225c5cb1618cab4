"""The operations that correct and withdraw what is on record, and mark and describe its sources."""

from collections.abc import Mapping

from guarantors.api.schema import results
from guarantors.api.schema.operation import Operation, Tag
from guarantors.api.schema.rows import whole
from guarantors.api.schema.writes import deed
from guarantors.domain.roles import Scope
from guarantors.domain.voice import SourceStatus
from guarantors.exchange import deeds
from guarantors.exchange.entries import Field
from guarantors.exchange.forms import Form, word

_SOURCE_DONE = whole(
    "SourceDone",
    "The source as it is marked and described now.",
    id=results.TEXT,
    version={"type": "integer", "minimum": 1, "description": "How often it was described or marked, from 1."},
    status=word(SourceStatus),
    href=results.URI,
)


def correct_statement() -> Operation:
    says = (
        "The whole statement as it shall stand; stances that took their day from it move with it, its relations stay. "
        "“version” is the one that you saw: where another stands, the answer is a 409."
    )
    return _of_statement("correctStatement", "Correct a statement", says, "StatementCorrection", deeds.RECAST)


def withdraw_statement() -> Operation:
    says = "Off the record, with the stances that rest on it alone; it stays readable, and nothing takes its place."
    return _of_statement("withdrawStatement", "Withdraw a statement", says, "Withdrawal", deeds.WITHDRAWAL)


def merge_statement() -> Operation:
    says = "It is on record a second time: what rests on it rests on the other one, and its address leads there."
    return _of_statement("mergeStatement", "Merge a statement into another", says, "Merger", deeds.MERGER)


def correct_stance() -> Operation:
    says = (
        "We were wrong about where a state stands: the whole record as it shall be. What a state changed its mind to "
        "is no correction; it follows from a new statement."
    )
    return _done(
        "correctStance", "Correct a stance", says, "StanceCorrection", deeds.STANCE_CORRECTION, results.STANCE_DONE
    )


def withdraw_stance() -> Operation:
    says = "Off the record; it stays readable, and nothing takes its place."
    return _done("withdrawStance", "Withdraw a stance", says, "Withdrawal", deeds.WITHDRAWAL, results.STANCE_DONE)


def mark_source() -> Operation:
    says = (
        "Its publisher corrected it, took it back, or stands by it again; what rests on it stays, marked. “seen” is "
        "how it was marked when you looked: where it is marked otherwise by now, the answer is a 409."
    )
    return _done("markSource", "Mark a source", says, "Mark", deeds.MARK, _SOURCE_DONE)


def describe_source() -> Operation:
    says = "The keys of “values” are described anew, and no others. What each was is kept."
    return _done("describeSource", "Describe a source anew", says, "Description", deeds.DESCRIPTION, _SOURCE_DONE)


def _of_statement(name: str, summary: str, says: str, title: str, fields: Mapping[str, Field]) -> Operation:
    return _done(name, summary, says, title, fields, results.STATEMENT_DONE)


def _done(name: str, summary: str, says: str, title: str, fields: Mapping[str, Field], becomes: Form) -> Operation:
    return deed(name, Tag.CORRECT, Scope.REVIEW, summary, says, title, fields, becomes)
