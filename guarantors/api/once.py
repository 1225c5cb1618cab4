"""`Idempotency-Key`: a POST that is sent again, because its answer was lost, is not done again.

The key, what is done and the answer come on record in one transaction, so that a client or server that is killed in the
middle has either done it and left its answer, or has done nothing. A twin that comes meanwhile waits, and is given the
answer too.

What is kept is what doing it came to: a 2xx, or that a rule (422) or somebody else (409) was in the way. Not kept is
what came before that or has another cause, since the same request may well succeed later: a body that cannot be read
(400, 413, 415), a missing right (401, 403), nothing at the address (404), too many requests (429), a fault of ours
(5xx). Nothing was done then, and the key is free.
"""

import hashlib
import re
from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.actions import answers
from guarantors.api.bodies import DIGEST
from guarantors.api.problems import broken, problem_handler
from guarantors.domain.errors import Breach, Refused, Stale, refuse
from guarantors.models import KeptAnswer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"

_KEY = re.compile(r"[\x20-\x7e]{1,255}", re.ASCII)
_NOT_KEPT = ("Allow", "Vary")
"""Headers that every answer of the address has; the framework sets them again."""

Act = Callable[[], Response]
AsSent = Callable[[Breach], Breach]


def same(breach: Breach) -> Breach:
    """For deeds whose rules name the fields as they are sent."""
    return breach


def once(request: Request, act: Act, *, as_sent: AsSent = same) -> HttpResponse | Response:
    """Do it, in one transaction; or answer what it came to when it was done under the same key.

    What a rule refuses is a 422 and what came too late a 409, at the keys that were sent (`as_sent`).
    Raises `Refused` for a key that is none; anything else that `act` raises undoes everything.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return _done(act, as_sent)
    if not _KEY.fullmatch(key):
        raise refuse("key-can-be-kept", HEADER, "is not 1 to 255 printable characters of ASCII; a UUID is a good one.")
    asked = _digest(request)
    with transaction.atomic():
        kept, is_new = answers.claim(owner=request.user.get_username(), key=key, request=asked)
        if not is_new:
            return _again(kept, asked)
        return _first(kept, _done(act, as_sent))


def _done(act: Act, as_sent: AsSent) -> Response:
    try:
        with transaction.atomic():
            return act()
    except Stale as late:
        answer = problem_handler(Stale(as_sent(breach) for breach in late.breaches), {})
        assert answer is not None
        return answer
    except Refused as refused:
        return broken(Refused(as_sent(breach) for breach in refused.breaches))


def _digest(request: Request) -> str:
    """What is asked: the method, the address with its parameters, and the body byte by byte."""
    body = (request.parser_context or {}).get(DIGEST, "")
    asked = "\n".join([str(request.method), request.get_full_path(), body])
    return hashlib.sha256(asked.encode()).hexdigest()


def _first(kept: KeptAnswer, answer: Response) -> HttpResponse:
    headers = {name: value for name, value in answer.headers.items() if name not in _NOT_KEPT}
    headers["Content-Type"] = answer.content_type or "application/json"
    answers.keep(kept, status=answer.status_code, headers=headers, body=JSONRenderer().render(answer.data).decode())
    return _sent(kept)


def _again(kept: KeptAnswer, asked: str) -> HttpResponse | Response:
    if kept.request != asked:
        fact = f"was sent with another request at {kept.made_at:%H:%M} UTC; take a new key for each thing to be done."
        return broken(refuse("key-is-used-once", HEADER, fact))
    answer = _sent(kept)
    answer.headers[REPLAYED] = "true"
    return answer


def _sent(kept: KeptAnswer) -> HttpResponse:
    """From the row in either case, so that both answers have the same bytes."""
    return HttpResponse(kept.body.encode(), status=kept.status, headers=kept.headers)
