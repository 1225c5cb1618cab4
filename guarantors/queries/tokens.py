"""Which tokens there are, and whose is the one that was sent?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest

from knox.crypto import hash_token
from knox.settings import CONSTANTS

from guarantors.domain.roles import Scope
from guarantors.models import Token

_KEY = CONSTANTS.TOKEN_KEY_LENGTH


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token as it is listed. `start` is how it begins; more of it is not known to anybody but its holder.

    `is_idle` where its person may not sign in, so that it does nothing.
    """

    owner: str
    name: str
    start: str
    scopes: tuple[Scope, ...]
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    is_expired: bool
    is_idle: bool


def of(owner: str, *, now: datetime) -> list[TokenRow]:
    """The tokens of one person, newest first."""
    return _rows(Token.objects.filter(user__username=owner).select_related("user"), now)


def of_others(owner: str, *, now: datetime) -> list[TokenRow]:
    """The tokens of everybody else, person by person."""
    others = Token.objects.exclude(user__username=owner).select_related("user")
    return _rows(others.order_by("user__username", "-created", "digest"), now)


def find(sent: str) -> Token | None:
    """The token that was sent, expired or not, with its person; None for what is none of ours.

    Only digests are stored, and they are compared in constant time.
    """
    if "\0" in sent:  # PostgreSQL takes none
        return None
    digest = hash_token(sent)
    rows = Token.objects.filter(token_key=sent[:_KEY]).select_related("user")
    return next((row for row in rows if compare_digest(row.digest, digest)), None)


def has_expired(token: Token, now: datetime) -> bool:
    """Whether it holds no longer. One without an end was not made by us, and never held."""
    return token.expiry is None or bool(token.expiry <= now)


def _rows(tokens: Iterable[Token], now: datetime) -> list[TokenRow]:
    return [
        TokenRow(
            owner=token.user.get_username(),
            name=token.name,
            start=token.token_key,
            scopes=tuple(scope for scope in Scope if scope in token.scopes),
            made_at=token.created,
            expires_at=token.expiry or datetime.min.replace(tzinfo=UTC),
            last_used_at=token.last_used_at,
            is_expired=has_expired(token, now),
            is_idle=not token.user.is_active,
        )
        for token in tokens
    ]
