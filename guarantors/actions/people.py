"""People: made by an administrator or a command, changed, never deleted.

The record names them by their user name for ever. It is therefore never changed or given to anybody else, and who
leaves is deactivated.
"""

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import IntegrityError, transaction

from guarantors.actions import audit
from guarantors.actions.publication import check_by, now
from guarantors.domain.errors import Breach, Refused, gettext_noop, refuse_any
from guarantors.domain.roles import DeskRole, Right, may, role_breaches, username_breaches
from guarantors.models import FirstPassword

LONGEST_PASSWORD = 1000
LONGEST_EMAIL = 254
FIRST_PASSWORD_HOLDS = timedelta(days=7)


def make_groups(using: str = "default") -> None:
    """Make the group of each role on that database, where it is not there yet."""
    for role in DeskRole:
        Group.objects.using(using).get_or_create(name=role.value)


def create(
    *, username: str, email: str, roles: Collection[str], password: str, by: str, is_first: bool = False
) -> User:
    """Make a person with these roles. A first password, made for them, works for some days unless they change it.

    Raises `Refused` for a name that is taken (letter case does not tell names apart) or cannot stand in the record,
    an e-mail address that is none or another person's, no role or an unknown one, and a weak password.
    """
    check_by(by)
    username, email = username.strip(), email.strip().lower()
    refuse_any(new_breaches(username=username, email=email, roles=roles, password=password))
    person = User(username=username, email=email)
    person.set_password(password)
    person.is_staff = _opens_the_admin(roles)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            _give(person, roles)
            if is_first:
                hand_out_password(user=person)
            _tell("made", person, roles, by)
    except IntegrityError as error:  # made by somebody else between the look and the save
        raise Refused([_taken(username)]) from error
    return person


def hand_out_password(*, user: User) -> None:
    """The password that the person has was made for them: it works for some days, unless they choose another."""
    FirstPassword.objects.update_or_create(user=user, defaults={"until": now() + FIRST_PASSWORD_HOLDS})


def choose_password(*, user: User, password: str) -> None:
    """Give the person the password that they chose. The one that was made for them is no choice."""
    is_new = not user.check_password(password)
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        if is_new:
            FirstPassword.objects.filter(user=user).delete()


def change(*, user: User, email: str, roles: Collection[str], active: bool, by: str) -> None:
    """Give a person another address, other roles, or take or give back the right to sign in.

    Raises `Refused` as `create` does, and for an administrator who would take away their own way in.
    """
    check_by(by)
    email = email.strip().lower()
    refuse_any(change_breaches(user=user, email=email, roles=roles, active=active, by=by))
    with transaction.atomic():
        user.email, user.is_active, user.is_staff = email, active, _opens_the_admin(roles) or user.is_superuser
        user.save(update_fields=["email", "is_active", "is_staff"])
        _give(user, roles)
        _tell("changed", user, roles, by)


def new_breaches(*, username: str, email: str, roles: Collection[str], password: str) -> Iterator[Breach]:
    """All that keeps these from being a new person's."""
    yield from username_breaches(username)
    if "\x00" not in username and User.objects.filter(username__iexact=username).exists():
        yield _taken(username)
    yield from _email_breaches(email)
    yield from _role_breaches(roles)
    yield from _password_breaches(password, User(username=username, email=email))


def change_breaches(*, user: User, email: str, roles: Collection[str], active: bool, by: str) -> Iterator[Breach]:
    """All that keeps a person from being changed so."""
    yield from _email_breaches(email, user)
    wrong = list(_role_breaches(roles))
    yield from wrong
    stays = active and (wrong or _opens_the_admin(roles))
    if user.get_username() == by and not user.is_superuser and not stays:
        wording = gettext_noop("you would lock yourself out; ask another administrator to do it.")
        yield Breach("administrator-keeps-the-way-in", "role", wording)


def _taken(username: str) -> Breach:
    wording = gettext_noop("“%(name)s” is taken; choose another one.")
    return Breach("username-is-free", "username", wording, name=username[:150])


def _email_breaches(email: str, user: User | None = None) -> Iterator[Breach]:
    try:
        validate_email(email)
        MaxLengthValidator(LONGEST_EMAIL)(email)
    except ValidationError:
        wording = gettext_noop("give an e-mail address, such as ada@example.org.")
        yield Breach("email-is-an-address", "email", wording)
        return
    others = User.objects.filter(email__iexact=email)
    if (others.exclude(pk=user.pk) if user else others).exists():
        wording = gettext_noop("%(email)s is another person’s; each has their own.")
        yield Breach("email-is-one-persons", "email", wording, email=email)


def _password_breaches(password: str, user: User) -> Iterator[Breach]:
    """By the rules of the settings."""
    if len(password) > LONGEST_PASSWORD:
        wording = gettext_noop("has more than %(longest)s characters.")
        yield Breach("password-is-strong", "password", wording, longest=LONGEST_PASSWORD)
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        for said_by_django in error.messages:
            yield Breach("password-is-strong", "password", said_by_django)


def _role_breaches(roles: Collection[str]) -> Iterator[Breach]:
    if not roles:
        wording = gettext_noop("give at least one role: %(roles)s.")
        yield Breach("person-has-a-role", "role", wording, roles=tuple(DeskRole))
    yield from role_breaches(roles)


def _opens_the_admin(roles: Collection[str]) -> bool:
    return may([DeskRole(role) for role in roles], Right.USERS)


def _tell(verb: str, person: User, roles: Collection[str], by: str) -> None:
    """Put it on the audit list: with which roles, and whether the person may sign in. Never the address."""
    held = {"roles": ", ".join(sorted(roles)), "signs_in": "yes" if person.is_active else "no"}
    audit.keep(by=by, at=now(), verb=verb, noun="person", ref=person.get_username(), detail=held)


def _give(user: User, roles: Collection[str]) -> None:
    """Exactly these roles. Other groups, of which the desk knows nothing, are left alone."""
    user.groups.remove(*Group.objects.filter(name__in=set(DeskRole) - set(roles)))
    user.groups.add(*Group.objects.filter(name__in=list(roles)))
