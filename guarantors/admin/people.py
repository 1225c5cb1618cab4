"""People: made, given roles and deactivated through `actions.people`, which the command uses too; never deleted."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, ReadOnlyPasswordHashField
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from guarantors.actions import people
from guarantors.address import refusals
from guarantors.admin.record import LookOnly
from guarantors.domain.errors import Breach
from guarantors.domain.roles import ROLE_WORDS, DeskRole
from guarantors.queries.people import has_second_factor, roles_of

_ROLES = {
    DeskRole.READER: _("Reader"),
    DeskRole.EDITOR: _("Editor"),
    DeskRole.REVIEWER: _("Reviewer"),
    DeskRole.ADMINISTRATOR: _("Administrator"),
}


class Roles(forms.MultipleChoiceField):
    """The roles, each with a box."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Roles"),
            choices=[(role.value, _ROLES[role]) for role in DeskRole],
            widget=forms.CheckboxSelectMultiple,
        )


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """What may change of a person. `by` is whoever changes it."""

    password = ReadOnlyPasswordHashField(label=_("Password"))
    role = Roles()
    by = ""

    class Meta:
        model = User
        fields = ("email", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = sorted(role.value for role in roles_of(self.instance))

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors:
            _say(self, people.change_breaches(user=self.instance, **self.wanted(), by=self.by))
        return self.cleaned_data

    def wanted(self) -> dict[str, Any]:
        """The person as the action takes one."""
        given = self.cleaned_data
        return {"email": given["email"].strip().lower(), "roles": given["role"], "active": given["is_active"]}


class NewPersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A new person with a first password, which they change after signing in."""

    email = forms.EmailField(label=_("E-mail"))
    role = Roles()
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    by = ""

    class Meta:
        model = User
        fields = ("username", "email")

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors:
            _say(self, people.new_breaches(**self.wanted()))
        return self.cleaned_data

    def wanted(self) -> dict[str, Any]:
        """The person as the action takes one."""
        given = self.cleaned_data
        return {
            "username": given["username"].strip(),
            "email": given["email"].strip().lower(),
            "roles": given["role"],
            "password": given["password"],
        }


class AnotherPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A password that an administrator gives somebody, who changes it after signing in."""

    def save(self, commit: bool = True) -> Any:
        user = super().save(commit)
        people.hand_out_password(user=user)
        return user


admin.site.unregister([User, Group, Authenticator, EmailAddress])
admin.site.register(Group, LookOnly)


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """A user name never changes: the record signs with it. Nobody but a superuser changes a superuser."""

    form = PersonForm
    add_form = NewPersonForm
    change_password_form = AnotherPasswordForm
    fieldsets = ((None, {"fields": ("username", "password", "email", "is_active", "role", "last_login")}),)
    add_fieldsets = ((None, {"fields": ("username", "email", "role", "password")}),)
    list_display = ("username", "email", "roles", "second_factor", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "email")
    filter_horizontal = ()
    actions = None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("username", "last_login") if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user.get_username()  # a class made for this request
        return form

    @admin.display(description=_("Roles"))
    def roles(self, user: User) -> str:
        return ", ".join(str(_(ROLE_WORDS[role])) for role in DeskRole if role in roles_of(user))

    @admin.display(description=_("Second factor"), boolean=True)
    def second_factor(self, user: User) -> bool:
        return has_second_factor(user)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            people.change(user=obj, **form.wanted(), by=request.user.get_username())
        else:
            made = people.create(**form.wanted(), by=request.user.get_username(), is_first=True)
            obj.pk, obj.password = made.pk, made.password

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or not obj.is_superuser or bool(getattr(request.user, "is_superuser", False))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


_FACTORS = {
    Authenticator.Type.TOTP: _("authenticator app"),
    Authenticator.Type.WEBAUTHN: _("passkey or security key"),
}


@admin.register(Authenticator)
class SecondFactorAdmin(LookOnly):
    """For whoever lost a telephone or key: an administrator removes it. What is secret of it is never shown."""

    list_display = ("user", "kind", "created_at", "last_used_at")
    fields = ("user", "kind", "created_at", "last_used_at")

    @admin.display(description=_("Kind"))
    def kind(self, factor: Authenticator) -> str:
        return str(_FACTORS.get(factor.type, _("recovery codes")))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_superuser = bool(getattr(request.user, "is_superuser", False))
        return obj is None or not obj.user.is_superuser or is_superuser


def _say(form: Any, breaches: Iterable[Breach]) -> None:
    """Each breach beside its field."""
    for breach in breaches:
        form.add_error(breach.field if breach.field in form.fields else None, refusals.in_words(breach))
