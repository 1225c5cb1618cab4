"""The six digits of an authenticator app, each good for one sign-in: whose code comes a second time is told."""

import logging
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import ValidationError

TOLD_EVERY = 3600
"""Seconds in which one mail about it is enough."""

log = logging.getLogger(__name__)


class _Once:
    """A code, refused where it is wrong or was used."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_code(self) -> Any:
        try:
            return super().clean_code()  # type: ignore[misc]
        except ValidationError as error:
            if error.code == "incorrect_code" and _is_right(self.user, self.cleaned_data["code"]):
                _tell(self.user)
            raise


class Authenticate(_Once, AuthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """A code as the second factor."""


class Reauthenticate(_Once, ReauthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """A code before a change of the account."""


def _is_right(user: User, code: str) -> bool:
    """Whether the person's app shows it: then it was refused since it had been used."""
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return app is not None and bool(validate_totp_code(decrypt(app.data["secret"]), code))


def _tell(user: User) -> None:
    log.warning("A code of %s’s authenticator app was used a second time.", user.get_username())
    if cache.add(f"told-of-a-code-used-again:{user.pk}", 1, TOLD_EVERY):
        get_adapter().send_notification_mail("mfa/email/code_used_again", user)
