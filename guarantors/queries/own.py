"""What is kept of somebody at the desk?"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

from guarantors.models import AuditEntry, CodingSheet, Draft, Submission
from guarantors.queries import audit, sessions, tokens
from guarantors.queries.people import first_password_until, roles_of


def of(user: User, *, now: datetime) -> dict[str, Any]:
    """All of it by kind, as it goes into a file. Of what is secret (password, factors, tokens) that it is there."""
    name = user.get_username()
    return {
        "account": {
            "user_name": name,
            "email": user.email,
            "roles": sorted(role.value for role in roles_of(user)),
            "made_at": user.date_joined,
            "last_signed_in_at": user.last_login,
            "password_made_for_you_works_until": first_password_until(user),
        },
        "second_factors": list(
            Authenticator.objects.filter(user=user).order_by("pk").values("type", "created_at", "last_used_at")
        ),
        "sessions": [
            {"browser": row.browser, "system": row.system, "began_at": row.began_at, "last_used_at": row.used_at}
            for row in sessions.of(user, this=None, now=now)
        ],
        "tokens": [
            {
                "name": row.name,
                "begins_with": row.start,
                "scopes": [scope.value for scope in row.scopes],
                "made_at": row.made_at,
                "expires_at": row.expires_at,
                "last_used_at": row.last_used_at,
            }
            for row in tokens.of(name, now=now)
        ],
        "drafts": list(Draft.objects.filter(owner=name).values("id", "saved_at", "discarded_at", "fields")),
        "handed_in": list(Submission.objects.filter(logged_by=name).values("id", "logged_at", "outcome")),
        "coded": list(CodingSheet.objects.filter(coder=name).values("submission", "round", "coded_at")),
        "done_to_the_account": list(
            AuditEntry.objects.filter(noun="person", ref=name).values("at", "by", "verb", "detail")
        ),
        "done": list(_done(name)),
    }


def _done(name: str) -> Iterator[dict[str, Any]]:
    """Every act that names the person, on the record or beside it, newest first."""
    for deed in audit.every(audit.Wanted(by=name)):
        yield {
            "at": deed.at,
            "verb": deed.verb,
            "noun": deed.noun,
            "proposal": deed.proposal,
            "ref": deed.ref,
            "reason": deed.reason,
        }
