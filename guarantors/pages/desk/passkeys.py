"""What a browser sends of a passkey or security key: anything may come, and none of it breaks a page."""

import struct
from typing import Any

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop

from guarantors.exchange.spoken import gettext as _

MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)
"""What the libraries raise when they take apart what is no credential; they themselves refuse only some of it."""

NO_KEY = gettext_noop("This is not an answer of a passkey or security key. Try again.")


class _Answer:
    """An answer of a key, refused where it is none."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except MALFORMED as error:
            raise ValidationError(_(NO_KEY)) from error


class Login(_Answer, LoginWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    """Signing in with a passkey alone."""


class Authenticate(_Answer, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    """A key as the second factor."""


class Reauthenticate(_Answer, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    """A key before a change of the account."""


class Add(AddWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    """A new key. allauth passes over an answer that is `0` or `false`, and would store it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["passwordless"].label = _("Passkey: sign in with it alone")
        says = _("No user name and no password then; the key asks for your fingerprint, face or PIN.")
        self.fields["passwordless"].help_text = says

    def clean_credential(self) -> Any:
        given = self.cleaned_data["credential"]
        if not isinstance(given, dict):
            raise ValidationError(_(NO_KEY))
        return given

    def clean(self) -> Any:
        try:
            return super().clean()
        except MALFORMED as error:
            raise ValidationError(_(NO_KEY)) from error
