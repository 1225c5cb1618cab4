"""`/accounts/`: the addresses of allauth that this site uses. What is not named here is closed."""

from allauth.account import views
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from guarantors.pages.desk import accounts, devices, own, sessions

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="desk")),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", accounts.no_sign_up),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("sessions/", sessions.page, name="account_sessions"),
    path("data/", own.page, name="account_data"),
    path("data.json", own.download, name="account_data_json"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,12})-(?P<key>[^/]{1,200})/$",
        devices.PasswordReset.as_view(),
        name="account_reset_password_from_key",
    ),
    path("2fa/", include("allauth.mfa.urls")),
]
