"""Names that stand in addresses (of sources, speakers, statements): free when they are chosen, and chosen again where
somebody who publishes about another proposal took the same one meanwhile.
"""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from guarantors.domain.errors import Refused, gettext_noop, refuse
from guarantors.models import Speaker

Row = TypeVar("Row")

ATTEMPTS = 5


def made_under_a_free_name(make: Callable[[], Row]) -> Row:
    """What `make` answers, which looks for a free name each time that it is called."""
    for _ in range(ATTEMPTS - 1):
        try:
            with transaction.atomic():
                return make()
        except IntegrityError:
            continue
        except Refused as refused:
            if any(breach.rule != "id-is-free" for breach in refused.breaches):
                raise
    return make()


def id_taken(ref: str) -> Refused:
    """What is said of an id that is on record, of a statement or of a stance record; to be raised by the caller."""
    wording = gettext_noop("%(ref)s is on record already; correct it, or choose another id.")
    return refuse("id-is-free", "id", wording, ref=ref)


def speaker_named(name: str) -> Speaker | None:
    """The speaker of that name, added at the first mention; two names that shorten alike get a number. None for ""."""

    def make() -> Speaker:
        known = Speaker.objects.filter(name=name).first()
        if known:
            return known
        base = slugify(name)[:100] or "speaker"
        taken = set(Speaker.objects.filter(ref__startswith=base).values_list("ref", flat=True))
        ref = next(ref for ref in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if ref not in taken)
        return Speaker.objects.create(name=name, ref=ref)

    return made_under_a_free_name(make) if name else None
