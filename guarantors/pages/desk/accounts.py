"""How people sign in: allauth's views with this site's rules. There is no sign-up; an administrator makes people."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse

from guarantors.domain.browser import coarse
from guarantors.exchange.spoken import gettext as _
from guarantors.models.sealed import seal, unseal

log = logging.getLogger(__name__)


class _Told:
    """What fails is the operator’s news; not what was typed, since a name may be a password in the wrong field."""

    def validation_error(self, code: str, *args: Any) -> Any:
        log.warning("An attempt to sign in, or to change an account, was refused: %s.", code)
        return super().validation_error(code, *args)  # type: ignore[misc]


class Accounts(_Told, DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """What allauth asks the site."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        request.session["browser"] = coarse(request.headers.get("User-Agent", ""))  # `queries.sessions` reads it
        log.info("%s signed in.", user.get_username())

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count for a name and an address together: nobody locks somebody else out by guessing."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{get_ip(request)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that fails is the operator's news: whoever signs in is not kept waiting before an error."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            log.exception("An e-mail (%s) could not be sent; see EMAIL_URL.", template_prefix)


class SecondFactors(_Told, DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """What an authenticator app and a passkey are told of the site and the person, and how their secrets are kept."""

    def build_totp_svg(self, url: str) -> str:
        """The code to scan, as it may stand within a page: without the line that makes a file of it."""
        return str(super().build_totp_svg(url)).partition("?>")[2].strip()

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.get_username())

    def _get_site_name(self) -> str:
        return "Guarantor Tracker"


class SignIn(LoginForm):  # type: ignore[misc]  # allauth is not typed
    """The first page of a sign-in, with words for its fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail")
        self.fields["login"].max_length = 254
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)  # each has its label


class NotTooLong:
    """A rule for passwords: hashing one takes the longer the longer it is, so that there is an end."""

    MOST = 128

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > self.MOST:
            wording = _("This password has %(count)s characters; at most %(most)s are taken.")
            raise ValidationError(wording % {"count": len(password), "most": self.MOST})

    def get_help_text(self) -> str:
        return _("Your password has at most %(most)s characters.") % {"most": self.MOST}


def no_sign_up(request: HttpRequest) -> HttpResponse:
    """The address where other sites have a sign-up."""
    raise Http404(_("There is no sign-up here: an administrator of this site makes people."))
