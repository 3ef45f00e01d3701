"""Everything an installation can choose, read from the environment. One file for all."""

import os
import sys
from pathlib import Path
from typing import Any  # what each part of Django and its libraries asks

from django.core.exceptions import ImproperlyConfigured

from dwarsverband.config.modules import MODULES as MODULES
from dwarsverband.foundation.database import addresses, embedded

BASE = Path(__file__).resolve().parent.parent.parent
IS_TEST = "pytest" in sys.modules


def _text(name: str, default: str | None = None) -> str:
    """One value, or a file with the value (NAME_FILE), or the default."""
    if name in os.environ:
        return os.environ[name]
    if f"{name}_FILE" in os.environ:
        return Path(os.environ[f"{name}_FILE"]).read_text(encoding="utf-8").strip()
    if default is None:
        raise ImproperlyConfigured(
            f"{name} is missing. Set it in the environment; docs/reference/settings.md says what it is for."
        )
    return default


def _list(name: str, default: str) -> list[str]:
    return [part.strip() for part in _text(name, default).split(",") if part.strip()]


def _is_on(name: str, default: str = "") -> bool:
    return _text(name, default).lower() in {"1", "true", "yes", "on"}


# What kind of installation this is
DEMO = _is_on("DEMO")
DEBUG = False
SECRET_KEY = _text("SECRET_KEY", "only-for-tests" * 4 if IS_TEST else None)
ALLOWED_HOSTS = _list(
    "ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver" if DEMO or IS_TEST else ""
)
PUBLIC_ADDRESS = _text("PUBLIC_ADDRESS", "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = _list("CSRF_TRUSTED_ORIGINS", "")
LEDGER_PATH = Path(
    _text("LEDGER_PATH", str(BASE / (".cache/ledger.jsonl" if IS_TEST else ".demo/ledger.jsonl")))
)
# The log is signed with a key that the database does not have, in files beside the ledger.
CHECKPOINT_KEY = _text("CHECKPOINT_KEY", "")
CHECKPOINTS_PATH = Path(_text("CHECKPOINTS_PATH", str(LEDGER_PATH.parent / "checkpoints")))
# Who may open backups: public keys of the form age1…; the private ones are never here.
BACKUP_RECIPIENTS = _list("BACKUP_RECIPIENTS", "")

# The database: an own server unless DATABASE_URL leads elsewhere
if not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
    _state = BASE / (".cache/test-database" if IS_TEST else ".demo")
    _started = embedded.start(_state, is_passing=IS_TEST)
    os.environ["DATABASE_URL"] = _started.application
    os.environ["DATABASE_OWNER_URL"] = _started.owner
    if not IS_TEST:
        os.environ["DATABASE_FOLDERS"] = ",".join(map(str, embedded.folders(_state)))
DATABASE_OWNER = addresses.parse(_text("DATABASE_OWNER_URL", _text("DATABASE_URL")))
# Where PostgreSQL keeps its tables and its journal, when this machine can see that: watched for room
DATABASE_FOLDERS = _list("DATABASE_FOLDERS", "")
THREADS = int(_text("THREADS", "4"))
_DATABASE = addresses.parse(_text("DATABASE_URL"))
_PATIENCE = {
    "connect_timeout": "5",
    "tcp_user_timeout": "20000",
    "keepalives_idle": "20",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "options": " ".join(
        f"-c {name}={seconds}s"
        for name, seconds in {
            "statement_timeout": int(_text("QUERY_SECONDS", "30")),
            "idle_in_transaction_session_timeout": 600,
            "client_connection_check_interval": 2,
        }.items()
    ),
}
# `reconnect_timeout`: ask anew for each visitor, rather than wait longer after each failure.
_POOL = {"min_size": 1, "max_size": THREADS, "timeout": 5, "reconnect_timeout": 3}
APPLICATION_ROLE = str(_DATABASE["USER"])
DATABASES = {
    "default": {
        **_DATABASE,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0,
        # A query that takes longer is stopped; a server that does not answer is taken for gone.
        # As many connections as threads; "never two in one request" is what makes that enough.
        "OPTIONS": {
            **_PATIENCE,
            **_DATABASE["OPTIONS"],
            **({} if IS_TEST else {"pool": _POOL}),
        },
    }
}
# Counts of sign-ins, shared by all web processes
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "KEY_FUNCTION": "dwarsverband.foundation.accounts.adapter.hidden_key",
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What the product consists of
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.postgres",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "ninja",
    "dwarsverband.foundation.database",
    "dwarsverband.foundation.access",
    "dwarsverband.foundation.ui",
    "dwarsverband.foundation.api",
    "dwarsverband.foundation.mail",
    "dwarsverband.foundation.links",
    "dwarsverband.foundation.sheets",
    "dwarsverband.foundation.search",
    "dwarsverband.foundation.accounts",
    *MODULES,
    # Last, so that our own templates come before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "dwarsverband.foundation.access.journal.JournalMiddleware",
    "dwarsverband.foundation.api.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "dwarsverband.foundation.api.origin.OriginMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dwarsverband.foundation.accounts.middleware.ActorMiddleware",
    "dwarsverband.foundation.api.limits.LimitMiddleware",
    "dwarsverband.foundation.access.middleware.AccessMiddleware",
]
ROOT_URLCONF = "dwarsverband.config.urls"
WSGI_APPLICATION = "dwarsverband.config.wsgi.application"
API = "dwarsverband.config.api.api"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["dwarsverband.foundation.ui.templatetags.ui", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dwarsverband.foundation.ui.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Who signs in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
if IS_TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "dwarsverband.foundation.accounts.adapter.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# Guesses are slowed down by ourselves, without keeping anybody out (`accounts.guessing`).
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": None}
ACCOUNT_FORMS = {"reset_password": "dwarsverband.foundation.accounts.forms.AskNewPassword"}
# With what people show who they are besides a password, and whose role asks for it
MFA_ADAPTER = "dwarsverband.foundation.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "dwarsverband.foundation.accounts.forms.factors.SecondStep",
    "authenticate_webauthn": "dwarsverband.foundation.accounts.forms.factors.StepByPasskey",
    "login_webauthn": "dwarsverband.foundation.accounts.forms.factors.SignInByPasskey",
}
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Dwarsverband"
MFA_TOTP_TOLERANCE = 1
SECOND_FACTOR_ROLES = _list(
    "SECOND_FACTOR_ROLES", "" if DEMO or IS_TEST else "coordinator,administrator,privacy_officer"
)
SECOND_FACTOR_FIRST = "dwarsverband.foundation.accounts.views.factors.set_up_first"
PROOF_PAGE = "dwarsverband.foundation.accounts.views.factors.refuse_until_proven"
# Other places that say who somebody is (OpenID Connect); each has settings of its own name
IDENTITY_PROVIDERS: list[dict[str, Any]] = [
    {
        "provider_id": code,
        "name": _text(f"OIDC_{code.upper()}_NAME", code),
        "client_id": _text(f"OIDC_{code.upper()}_CLIENT_ID"),
        "secret": _text(f"OIDC_{code.upper()}_CLIENT_SECRET"),
        "settings": {"server_url": _text(f"OIDC_{code.upper()}_ISSUER"), "fetch_userinfo": False},
        "second_factor": _list(f"OIDC_{code.upper()}_SECOND_FACTOR", "mfa"),
    }
    for code in _list("OIDC_PROVIDERS", "")
]
SOCIALACCOUNT_ADAPTER = "dwarsverband.foundation.accounts.adapter.IdentityAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid"],
        "APPS": IDENTITY_PROVIDERS,
    }
}
# How many proxies stand before us, and say in X-Forwarded-For who asks; sign-ins are counted per address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(_text("TRUSTED_PROXIES", "0"))
LOGIN_URL = "account_login"
# How often a token or a member may ask the API in a minute, and a machine of which nobody is known
API_LIMIT = int(_text("API_LIMIT", "100000" if IS_TEST else "300"))
API_LIMIT_STRANGERS = int(_text("API_LIMIT_STRANGERS", "100000" if IS_TEST else "60"))
MEMBER_ACTOR = "dwarsverband.foundation.accounts.queries.member_actor"
# What follows from other things: before changes are kept, when tables were made, after a restore.
AFTER_CHANGES = ["dwarsverband.foundation.search.index.keep_up"]
AFTER_MIGRATING = ["dwarsverband.foundation.search.watching.watch"]
AFTER_RESTORING = ["dwarsverband.foundation.accounts.actions.restoring.end_again"]
AFTER_STARTING = ["dwarsverband.foundation.search.jobs.catch_up_everywhere"]
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dwarsverband.foundation.ui.views.csrf_failure"
IS_SECURE = PUBLIC_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_REDIRECT_EXEMPT: list[str] = []

# Words, dates
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE / (".cache/collected" if IS_TEST else "static")
if IS_TEST:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATICFILES_FINDERS = [
    "dwarsverband.foundation.ui.stylesheets.SiteFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = IS_TEST
# The largest request, files and all; and what is not a file, because reading that takes longer.
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Mail
EMAIL_BACKEND = _text(
    "EMAIL_BACKEND", f"django.core.mail.backends.{'dummy' if DEMO else 'smtp'}.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = _text("MAIL_HOST", "localhost"), int(_text("MAIL_PORT", "25"))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _text("MAIL_USER", ""), _text("MAIL_PASSWORD", "")
EMAIL_USE_TLS = _is_on("MAIL_STARTTLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _text("MAIL_FROM", "Dwarsverband <noreply@localhost>")

# Jobs: found in the door of the same name
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = None

LOG_FORMAT = _text("LOG_FORMAT", "plain" if DEMO or IS_TEST else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrecy": {"()": "dwarsverband.foundation.access.secrecy.HideSecrets"}},
    "formatters": {
        "plain": {"()": "dwarsverband.foundation.access.secrecy.WithoutContent"},
        "json": {"()": "dwarsverband.foundation.access.journal.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "loggers": {
        "django.request": {"filters": ["secrecy"]},
        "django.security.csrf": {"filters": ["secrecy"]},
        # Both name every task at each start
        **{f"procrastinate.{name}": {"level": "WARNING"} for name in ("periodic", "blueprints")},
        "psycopg": {"level": "ERROR"},  # of a connection that breaks, others tell already
    },
    "root": {"handlers": ["console"], "level": _text("LOG_LEVEL", "WARNING")},
}
