"""People for tests: made through the action that makes them on a real site, and clients signed in as them.

Ada edits, Ben reviews, Cleo administrates, Rita reads.
"""

from django.contrib.auth.models import User
from django.test import Client

from guarantors.actions import people
from guarantors.domain.roles import DeskRole

PASSWORD = "a-password-for-tests-7"
NAMES = {
    DeskRole.READER: "rita",
    DeskRole.EDITOR: "ada",
    DeskRole.REVIEWER: "ben",
    DeskRole.ADMINISTRATOR: "cleo",
}


def make(*roles: DeskRole, name: str = "") -> User:
    """A person with these roles; called as their first role is in `NAMES` unless a name is given."""
    username = name or NAMES[roles[0]]
    found = User.objects.filter(username=username).first()
    return found or people.create(
        username=username, email=f"{username}@example.org", roles=list(roles), password=PASSWORD, by="tests"
    )


def client_of(*roles: DeskRole, name: str = "", enforce_csrf_checks: bool = False) -> Client:
    """A client that is signed in as a person with these roles; one who is not, for none."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    if roles:
        client.force_login(make(*roles, name=name))
    return client
