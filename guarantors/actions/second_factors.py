"""Second factors as they are kept: sealed with the site's present key."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from guarantors.domain.errors import Refused
from guarantors.models.sealed import is_sealed, seal, unseal

KINDS = ("totp", "recovery_codes")
"""Those that hold a secret; of a passkey the site knows only the public key."""

_SECRETS = ("secret", "seed", "migrated_codes")


@transaction.atomic
def seal_all(authenticators: Any, *, dry_run: bool = False) -> tuple[int, int]:
    """Seal what is plain or sealed with an earlier key; how many factors that were, and how many cannot be read.

    `authenticators` is allauth's model, or a migration's picture of it.
    """
    changed = unreadable = 0
    for row in authenticators.objects.select_for_update().filter(type__in=KINDS).order_by("pk"):
        if all(is_sealed(text) for text in _texts(row.data)):
            continue
        try:
            row.data = _each(row.data, lambda text: seal(unseal(text)))
        except Refused:
            unreadable += 1
            continue
        changed += 1
        if not dry_run:
            row.save(update_fields=["data"])
    return changed, unreadable


@transaction.atomic
def open_all(authenticators: Any) -> None:
    """As it was before there were seals: for whoever goes back to an earlier version."""
    for row in authenticators.objects.select_for_update().filter(type__in=KINDS).order_by("pk"):
        row.data = _each(row.data, unseal)
        row.save(update_fields=["data"])


def _texts(data: dict[str, Any]) -> Iterator[str]:
    for name in _SECRETS:
        held = data.get(name) or []
        yield from [held] if isinstance(held, str) else held


def _each(data: dict[str, Any], act: Callable[[str], str]) -> dict[str, Any]:
    done = {
        name: act(data[name]) if isinstance(data[name], str) else [act(text) for text in data[name]]
        for name in _SECRETS
        if data.get(name)
    }
    return {**data, **done}
