"""`/.well-known/security.txt`: whom to tell of a weakness of this site (RFC 9116), where its operator says so."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from guarantors.address import read_address, read_only
from guarantors.citing.answer import file

HOLDS = timedelta(days=180)
"""How long what a started server says holds: one that nobody has looked after for half a year says itself that its
contact may be nobody's any more."""

STARTED = datetime.now(UTC)


@read_only
def security_txt(request: HttpRequest) -> HttpResponse:
    read_address(request, allowed=())
    if not settings.SECURITY_CONTACT:
        raise Http404("The operator of this site has named nobody to tell of a weakness (SECURITY_CONTACT).")
    # At midnight, so that all processes say the same.
    expires = (STARTED + HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return file("\n".join([*lines, ""]), "text/plain; charset=utf-8")
