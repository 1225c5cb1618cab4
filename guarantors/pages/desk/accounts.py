"""How people sign in: allauth's views with this site's rules. There is no sign-up; an administrator makes people."""

import logging
from datetime import UTC, datetime
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from guarantors.actions import people
from guarantors.address import worded
from guarantors.domain.browser import coarse
from guarantors.exchange.spoken import gettext as _
from guarantors.models.sealed import seal, unseal
from guarantors.pages.desk import devices
from guarantors.queries import people as question

log = logging.getLogger(__name__)


REFUSALS = {
    "first_password_ran_out": gettext_noop(
        "This password was made for you, and does not work any more. “Forgot your password?” lets you choose your own; "
        "where no mail comes, an administrator of this site helps."
    ),
    "tried_by_strangers": gettext_noop(
        "Browsers that have not signed in to this account before tried it too often. Sign in with one that has, with a "
        "passkey, or after “Forgot your password?”; or wait up to an hour."
    ),
}
"""By the code of each, beside those of allauth."""


class _Told:
    """What fails is the operator’s news; not what was typed, since a name may be a password in the wrong field."""

    def validation_error(self, code: str, *args: Any) -> Any:
        log.warning("An attempt to sign in, or to change an account, was refused: %s.", code)
        if code in REFUSALS:
            return ValidationError(_(REFUSALS[code]), code=code)
        return super().validation_error(code, *args)  # type: ignore[misc]


class Accounts(_Told, DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """What allauth asks the site."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        request.session["browser"] = coarse(request.headers.get("User-Agent", ""))  # `queries.sessions` reads it
        log.info("%s signed in.", user.get_username())

    def post_login(self, request: HttpRequest, user: Any, **hooks: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **hooks)
        devices.remember(request, response, user)
        until = question.first_password_until(user)
        if until is not None:
            text = _("Your password was made for you by somebody else. Choose your own: it stops working on %(day)s.")
            messages.warning(request, text % {"day": worded.long_day(until.date())})
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        names = [credentials[name] for name in ("username", "email") if credentials.get(name)]
        self._guess = devices.take_a_guess(request, names)
        if not self._guess:
            known = devices.is_known(request, names)
            raise self.validation_error("too_many_login_attempts" if known else "tried_by_strangers")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Whose password is right, unless it was made for them too long ago."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            self._guess.rollback()
            until = question.first_password_until(user)
            if until is not None and until < datetime.now(UTC):
                raise self.validation_error("first_password_ran_out")
        return user

    def set_password(self, user: Any, password: str) -> None:
        people.choose_password(user=user, password=password)

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
