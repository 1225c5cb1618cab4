"""Where drf-spectacular is told what each address does: it finds the addresses, so that none can be left out."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from drf_spectacular.drainage import error
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry

from guarantors.api.index import Index
from guarantors.api.reads import guarantors as parties_read
from guarantors.api.reads import lists, sheets
from guarantors.api.schema import about, answers, corrections, drafts, parties, reads, webhooks, writes
from guarantors.api.schema.hoisted import hoisted
from guarantors.api.schema.operation import TAGS, Operation
from guarantors.api.schema.views import SchemaView
from guarantors.api.writes import bulk, submissions
from guarantors.api.writes import corrections as statements_write
from guarantors.api.writes import drafts as drafts_write
from guarantors.api.writes import sources as sources_write
from guarantors.api.writes import stances as stances_write
from guarantors.api.writes import statements as hand_in_write
from guarantors.domain.roles import SCOPE_WORDS

Describe = Callable[[Any], Operation]


def _always(made: Callable[[], Operation]) -> Describe:
    return lambda view: made()


_OPERATIONS: Mapping[tuple[type, str], Describe] = {
    (Index, "GET"): _always(about.index),
    (SchemaView, "GET"): _always(about.schema),
    (lists.ListView, "GET"): lambda view: reads.list_of(view.listing),
    (lists.OneView, "GET"): lambda view: reads.one_of(view.listing),
    (lists.VersionsView, "GET"): lambda view: reads.versions_of(view.listing),
    (parties_read.GuarantorsView, "GET"): _always(parties.guarantors),
    (parties_read.GuarantorView, "GET"): _always(parties.guarantor),
    (sheets.AgreementView, "GET"): about.agreement,
    (sheets.DisagreementsView, "GET"): about.disagreements,
    (sheets.CodebookView, "GET"): about.codebook,
    (hand_in_write.HandIn, "POST"): _always(writes.hand_in),
    (bulk.BulkStatements, "POST"): _always(writes.hand_in_many),
    (submissions.Submissions, "GET"): _always(writes.submissions),
    (submissions.OneSubmission, "GET"): _always(writes.submission),
    (submissions.Code, "POST"): _always(writes.code),
    (submissions.Publish, "POST"): _always(writes.publish),
    (submissions.Adjudicate, "POST"): _always(writes.adjudicate),
    (submissions.Return, "POST"): _always(writes.give_back),
    (drafts_write.Drafts, "GET"): _always(drafts.drafts),
    (drafts_write.Drafts, "POST"): _always(drafts.make),
    (drafts_write.OneDraft, "GET"): _always(drafts.one),
    (drafts_write.OneDraft, "PUT"): _always(drafts.save),
    (drafts_write.OneDraft, "DELETE"): _always(drafts.lay_aside),
    (statements_write.CorrectStatement, "POST"): _always(corrections.correct_statement),
    (statements_write.WithdrawStatement, "POST"): _always(corrections.withdraw_statement),
    (statements_write.MergeStatement, "POST"): _always(corrections.merge_statement),
    (stances_write.CorrectStance, "POST"): _always(corrections.correct_stance),
    (stances_write.WithdrawStance, "POST"): _always(corrections.withdraw_stance),
    (sources_write.MarkSource, "POST"): _always(corrections.mark_source),
    (sources_write.DescribeSource, "POST"): _always(corrections.describe_source),
}

INFO = {
    "title": "Guarantor Tracker",
    "version": "1",
    "description": "Which states are asked to guarantee another’s security, what their officials said, in which "
    "source, and how each state’s stance changed. A tutorial is at `/api/v1/tutorial/`, and `/api/v1/problems/` "
    "explains what can go wrong.",
    "license": {"name": "CC BY 4.0 (the data)", "identifier": "CC-BY-4.0"},
}


class Described(AutoSchema):
    """Takes what an address does from the table above; an address without a description is a fault of the schema."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> dict[str, Any] | None:
        for kind in type(self.view).__mro__:
            describe = _OPERATIONS.get((kind, method))
            if describe is not None:
                return describe(self.view).openapi(path_regex)
        error(f"{method} {path} is not described")
        return None


def no_request(*asked: Any, **more: Any) -> None:
    """What an address does is known without asking it."""


Endpoint = tuple[str, str, str, Any]


def renamed(endpoints: list[Endpoint]) -> list[Endpoint]:
    """The addresses with the names of their parts as programs know them."""
    return [(_renamed(path), _renamed(route), method, view) for path, route, method, view in endpoints]


def _renamed(path: str) -> str:
    path = re.sub(r"\bident(?=[}>])", "id", path)
    return re.sub(r"(guarantors/(?:{|<slug:))slug", r"\1proposal", path)


def completed(result: dict[str, Any], **asked: Any) -> dict[str, Any]:
    """The document with webhooks, tags and components."""
    result["info"] = INFO
    result["servers"] = [{"url": "/", "description": "This site."}]
    result["webhooks"] = webhooks.webhooks()
    result["tags"] = [{"name": tag.value, "description": says} for tag, says in TAGS.items()]
    result["tags"].append({"name": "Webhooks", "description": "What is told to addresses that were made at the desk."})
    found: dict[str, Any] = {}
    responses = hoisted(answers.problem_components(), found)
    result = hoisted(result, found)
    used = set(re.findall(r"#/components/responses/([\w-]+)", str(result["paths"])))
    result["components"] = {
        "schemas": dict(sorted(found.items())),
        "responses": {name: answer for name, answer in responses.items() if name in used},
        "headers": answers.header_components(),
        "securitySchemes": {"token": _token()},
    }
    named = set(re.findall(r"#/components/headers/([\w-]+)", str(result)))
    headers = result["components"]["headers"]
    result["components"]["headers"] = {name: headers[name] for name in headers if name in named}
    return result


def _token() -> dict[str, Any]:
    scopes = "\n".join(f"- `{scope}`: {says}" for scope, says in SCOPE_WORDS.items())
    says = (
        "A token is made at `/desk/tokens/`, holds at most a year, and is sent as `Authorization: Bearer gt_...`. It "
        f"passes on what its person may do, within its scopes:\n\n{scopes}\n\nWhat is on record is read without one; "
        "with one, more may be read in a minute."
    )
    return {"type": "http", "scheme": "bearer", "description": says}
