"""One file, everything from the environment; `.env.example` explains each variable. Production unless DEBUG=1."""

import sys
from pathlib import Path

from csp.constants import NONE, SELF

from config.environment import cache_url, caches, contacts, databases, env, log_format, minutes, rate, secret, switch
from config.secret import kept_secret
from config.watch.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = switch("DEBUG", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default="") or BASE_DIR / "var").resolve()  # an empty setting means its default
SECRET_KEY = secret("SECRET_KEY") or kept_secret(VAR_DIR / "secret_key")
SECRET_KEY_FALLBACKS = secret("SECRET_KEY_FALLBACKS").split()  # what was made with a key that was changed still holds
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
HTTPS = switch("HTTPS", default=False)
DEMO = switch("DEMO", default=False)
REQUIRE_MFA = switch("REQUIRE_MFA", default=not DEMO)
REVIEW = switch("REVIEW", default=True)
SITE_URL = (env.str("SITE_URL", default="") or "http://localhost:8000").rstrip("/")
WEBHOOK_PRIVATE_ADDRESSES = switch("WEBHOOK_PRIVATE_ADDRESSES", default=False)
SECURITY_CONTACT = contacts()

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "guarantors.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "guarantors.apps.StaticFilesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "knox",
    "corsheaders",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "template_partials",
    "csp",
    "guarantors.apps.GuarantorsConfig",
]

MIDDLEWARE = [
    "config.watch.requests.Watched",
    "config.isolation.Isolation",
    "config.crowd.Door",
    "django.middleware.security.SecurityMiddleware",
    "guarantors.api.cors.OfReads",
    "guarantors.api.limits.Told",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.editions.Editions",
    "config.crowd.Crowd",
    "config.replicas.Replicas",
    "config.compression.Compression",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.languages.InTheAddress",
    "guarantors.pages.desk.privacy.NeverKept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "guarantors.pages.errors.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = databases(VAR_DIR)
DATABASE_ROUTERS = ["guarantors.models.replicas.Router"] if len(DATABASES) > 1 else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# English is the source, and an address without a language is in English; the others stand in front (CONTRIBUTING.md).
LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en-gb", "English"),
    ("uk", "Українська"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("pl", "Polski"),
    ("tr", "Türkçe"),
]
LANGUAGES_OF_THE_DESK = ["uk", "fr", "de", "pl", "tr"]
LOCALE_PATHS = [BASE_DIR / "guarantors" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

TESTING = "pytest" in sys.modules
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Hashed names, so that browsers may keep them for ever; developers and tests read the files as they lie.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Looked for when asked for, not gathered before each test; production gathers them once.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or TESTING
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our own pages alone load them
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # no page asks for another, and each file is packed but once

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_RULES}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_RULES}.CommonPasswordValidator"},
    {"NAME": "guarantors.pages.desk.accounts.NotTooLong"},
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
CSRF_FAILURE_VIEW = "guarantors.pages.desk.again.csrf_failure"

# People are made by an administrator, and their address is theirs because an administrator says so.
ACCOUNT_ADAPTER = "guarantors.pages.desk.accounts.Accounts"
ACCOUNT_FORMS = {"login": "guarantors.pages.desk.accounts.SignIn"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Guarantor Tracker: "
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,5/h/key"}  # nobody's letter box is filled by somebody else
MFA_ADAPTER = "guarantors.pages.desk.accounts.SecondFactors"
MFA_FORMS = {
    f"{name}_webauthn": f"guarantors.pages.desk.passkeys.{name.title()}"
    for name in ("login", "authenticate", "reauthenticate", "add")
} | {name: f"guarantors.pages.desk.codes.{name.title()}" for name in ("authenticate", "reauthenticate")}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
# Whose address counts for the limits: the proxy's word for it where there is one, the connection's otherwise.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0

CACHE_URL = cache_url()
CACHES = caches(CACHE_URL)
# Whole public answers, made once an edition of the record; tests and developers see each made anew.
KEPT_ANSWERS = 0 if DEBUG or TESTING else int(env.str("KEPT_ANSWERS", default="") or 64)
# Threads of a process that are shared out among readers and the desk; tests and developers share out none.
PLACES = 0 if DEBUG or TESTING else int(env.str("THREADS", default="") or 24)
API_READS = rate("API_READS", default="600/minute")
API_TOKEN_READS = rate("API_TOKEN_READS", default="3000/minute")
API_WRITES = rate("API_WRITES", default="600/minute")

vars().update(env.email_url_config(secret("EMAIL_URL") or "consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or "Guarantor Tracker <tracker@localhost>"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
FILE_UPLOAD_HANDLERS = ["config.uploads.NoFiles"]
SECURE_CONTENT_TYPE_NOSNIFF = SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "guarantors.models.session"
SESSION_COOKIE_AGE = 12 * 3600  # a day at the desk; what was being typed outlives it (pages/desk/again.py)
SESSION_IDLE_MINUTES = minutes("SESSION_IDLE_MINUTES", default=30, most=SESSION_COOKIE_AGE // 60)
if HTTPS:  # so named, a browser takes them from this very host alone, and never without TLS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "guarantors.api.schema.generated.Described",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["guarantors.api.rights.ByToken"],
    "DEFAULT_THROTTLE_CLASSES": ["guarantors.api.limits.Limit"],
    "NUM_PROXIES": 1 if HTTPS else 0,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "guarantors.api.problems.problem_handler",
    "URL_FORMAT_OVERRIDE": None,
}

# Other sites' pages read the API without a name: no cookie, no token, nothing that writes.
CORS_URLS_REGEX = r"^/api/v1/(?!(docs|problems|tutorial)/)"  # those are pages
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "if-modified-since", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Link", "Last-Modified", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"]

SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "PREPROCESSING_HOOKS": ["guarantors.api.schema.generated.renamed"],
    "POSTPROCESSING_HOOKS": ["guarantors.api.schema.generated.completed"],
    "GET_MOCK_REQUEST": "guarantors.api.schema.generated.no_request",
    "SORT_OPERATIONS": False,
    "SWAGGER_UI_DIST": "SIDECAR",
}

KNOX_TOKEN_MODEL = "guarantors.Token"  # noqa: S105 - the name of a model
REST_KNOX = {"TOKEN_PREFIX": "gt_", "AUTH_HEADER_PREFIX": "Bearer"}

LOGGING = logging_settings(log_format(env.str("LOG_FORMAT", default="")), env.str("LOG_LEVEL", default="") or "INFO")
ACCESS_LOG = switch("ACCESS_LOG", default=False)
REQUEST_ID_FROM_PROXY = switch("REQUEST_ID_FROM_PROXY", default=False)
METRICS_TOKEN = secret("METRICS_TOKEN")
