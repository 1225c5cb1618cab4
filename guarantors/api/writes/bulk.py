"""`POST /api/v1/bulk/statements/?mode=all|each`: up to a thousand statements in one request, each as it is handed in
alone; all of them or none, or each on its own.
"""

from collections.abc import Sequence
from functools import cache
from http import HTTPStatus
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.api.bodies import BatchJSON
from guarantors.api.once import once
from guarantors.api.rights import holding
from guarantors.api.writes.deed import Answer, Deed, by
from guarantors.api.writes.statements import Find, as_sent, find, handed_in, submit
from guarantors.domain.errors import Breach, Refused, Stale, refuse_any
from guarantors.domain.roles import Right
from guarantors.exchange import problem
from guarantors.exchange.deeds import batch
from guarantors.exchange.given import sent
from guarantors.exchange.objects import moved

ALL, EACH = "all", "each"


class BulkStatements(Deed):
    """One result for each statement, in their order.

    `mode=all` (which is meant where none is named) hands in nothing unless all can be; then it answers 422 with every
    fault of every statement. `mode=each` hands in those that can be, and says of the others what is wrong.
    """

    parser_classes = (BatchJSON,)
    to_write = holding(Right.LOG)
    parameters = {"mode": (ALL, EACH)}

    def post(self, request: Request) -> Answer:
        mode = request.GET.get("mode") or ALL
        statements = batch(request.data)
        return once(request, lambda: Response(_results(request, statements, mode)))


def _results(request: Request, statements: Sequence[object], mode: str) -> dict[str, Any]:
    """Raises `Refused` with the faults of all statements, where all were to be handed in or none."""
    results: list[dict[str, Any]] = []
    faults: list[Breach] = []
    find_once = cache(find)  # a thousand statements are mostly about one proposal
    for index, plain in enumerate(statements):
        result, wrong = _one(request, plain, f"statements.{index}", find_once)
        results.append({"index": index, **result})
        faults += wrong
    if mode == ALL:
        refuse_any(faults)
    return {"mode": mode, "count": len(results), "results": results}


def _one(request: Request, plain: object, place: str, find_once: Find) -> tuple[dict[str, Any], Sequence[Breach]]:
    """What became of one of them; what is wrong with it is said at its place in the batch."""
    status = HTTPStatus.BAD_REQUEST
    try:
        given = sent(plain)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        waiting = submit(given, by(request), find_once)
    except Refused as refused:
        told = Refused(moved(tuple(as_sent(breach) for breach in refused.breaches), place))
        return problem.refusal(told, HTTPStatus.CONFLICT if isinstance(refused, Stale) else status), told.breaches
    return {"status": HTTPStatus.CREATED.value, **handed_in(request, waiting)}, ()
