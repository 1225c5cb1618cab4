"""Texts that only this site can read: encrypted with a key made from its secret, which stands in no database.

So a copy of the database alone gives nobody a second factor. While SECRET_KEY is being changed, what was sealed with a
key of SECRET_KEY_FALLBACKS is read too.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from guarantors.domain.errors import gettext_noop, refuse

MARK = "sealed:"
"""How a sealed text begins; what was kept before there were seals has no colon."""


def seal(text: str) -> str:
    """The text, for nobody who has the database alone."""
    return MARK + _boxes(_secrets()).encrypt(text.encode()).decode("ascii")


def unseal(kept: str) -> str:
    """What was sealed, or a plain text of before there were seals. Raises `Refused` if the site lost the key."""
    if not kept.startswith(MARK):
        return kept
    try:
        return _boxes(_secrets()).decrypt(kept.removeprefix(MARK)).decode()
    except InvalidToken:
        wording = gettext_noop(
            "was kept with a key that this site no longer has; an administrator can remove it, to set up a new one."
        )
        raise refuse("second-factor-can-be-read", "code", wording) from None


def is_sealed(kept: str) -> bool:
    """Whether it is sealed with the present key, and not plain or with an earlier one."""
    try:
        _boxes(_secrets()[:1]).decrypt(kept.removeprefix(MARK))
    except InvalidToken:
        return False
    return kept.startswith(MARK)


def _secrets() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache
def _boxes(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(each))) for each in secrets])


def _key(secret: str) -> bytes:
    # HKDF rather than the secret itself: who learns this key learns nothing of what signs sessions.
    return HKDF(SHA256(), 32, salt=None, info=b"guarantors.second-factors").derive(secret.encode())
