"""Answers kept for requests that are sent again: whoever sends one twice under the same key has it done once.

The key is taken first, in the transaction of what the request does: a twin that comes meanwhile waits for its end, and
whatever breaks off before it leaves neither the deed nor the key.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction

from guarantors.actions.publication import now
from guarantors.models import KeptAnswer

KEPT = timedelta(hours=24)
"""So long an answer is given again; then the key is forgotten, and free."""

ATTEMPTS = 5


def claim(*, owner: str, key: str, request: str) -> tuple[KeptAnswer, bool]:
    """The row of the key, and whether it is new: then what is asked is to be done, and the answer put into it (`keep`).

    `request` is a digest of what is asked. To be called in the transaction of the deed; sweeps what is forgotten.
    """
    moment = now()
    # What somebody else sweeps at the same time is left to them: nobody waits, and nobody waits for each other.
    forgotten = KeptAnswer.objects.filter(made_at__lt=moment - KEPT).select_for_update(skip_locked=True)
    KeptAnswer.objects.filter(pk__in=list(forgotten.values_list("pk", flat=True))).delete()
    for _ in range(ATTEMPTS - 1):
        try:
            with transaction.atomic():
                return KeptAnswer.objects.create(owner=owner, key=key, request=request, made_at=moment), True
        except IntegrityError:
            found = KeptAnswer.objects.filter(owner=owner, key=key).first()
            if found is not None:  # else it was swept a moment ago
                return found, False
    return KeptAnswer.objects.create(owner=owner, key=key, request=request, made_at=moment), True


def keep(kept: KeptAnswer, *, status: int, headers: dict[str, str], body: str) -> None:
    """Put the answer into the row, to be given again."""
    kept.status, kept.headers, kept.body = status, headers, body
    kept.save(update_fields=["status", "headers", "body"])
