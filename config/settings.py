"""Every setting. The environment decides, `docs/configuration.md` names each variable."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.environment import (
    env_bool,
    env_cache,
    env_choice,
    env_database,
    env_int,
    env_list,
    env_mail,
    env_replica,
    env_sender,
    env_text,
    env_url,
    fingerprint,
)
from config.keys import development_key, known_key, require_strong
from config.private_folder import bring_in, bring_in_database, private_folder
from config.production import refuse_plain_text, require_host_names, require_https

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
PRIVATE_DIR = private_folder(VAR_DIR / "private")  # all that is secret; before, it stood in `var`

# --- Where are we ---------------------------------------------------------------------------------

ENVIRONMENT = env_choice("ENVIRONMENT", ("production", "development"), "production")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env_bool("DEBUG", default=False)
HOST = env_text("HOST", "127.0.0.1")
PORT = env_int("PORT", 8000, least=1, most=65535)
LOOPBACK = HOST in ("127.0.0.1", "::1", "localhost")

bring_in(KEY_FILE := PRIVATE_DIR / "secret-key")
SECRET_KEY = env_text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")  # what they signed is still believed
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
if PRODUCTION:
    require_strong("SECRET_KEY", SECRET_KEY, besides=known_key(KEY_FILE))
    for key in SECRET_KEY_FALLBACKS:
        require_strong("SECRET_KEY_FALLBACKS", key, besides=known_key(KEY_FILE))
    require_host_names("ALLOWED_HOSTS", ALLOWED_HOSTS)
    if DEBUG:
        raise ImproperlyConfigured("DEBUG=1 shows secrets. Leave it out in production.")
else:
    SECRET_KEY = SECRET_KEY or development_key(KEY_FILE)
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, HOST, "127.0.0.1", "localhost", "[::1]"]

# The address visitors use: for canonical addresses, mail links and security.txt.
_LOCAL_URL = f"http://[{HOST}]:{PORT}" if ":" in HOST else f"http://{HOST}:{PORT}"
PUBLIC_URL = env_url(
    "PUBLIC_URL", f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION else _LOCAL_URL
)
if PRODUCTION:
    require_https("PUBLIC_URL", PUBLIC_URL)
# How many proxies of our own stand before the application (see config/middleware.py).
TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 0, least=0, most=10)

# --- Who publishes --------------------------------------------------------------------------------

# Empty: no page says it, the start page of the desk does, and `check --deploy` (config/checks.py).
PUBLISHER = {
    "name": env_text("PUBLISHER_NAME"),
    "contact_email": env_text("CONTACT_EMAIL"),
    "privacy_email": env_text("PRIVACY_EMAIL"),
    "security_email": env_text("SECURITY_EMAIL"),
    "security_policy": env_url("SECURITY_POLICY_URL"),
    "supervision": env_text("SUPERVISION_TEXT"),
    "licence_name": env_text("CONTENT_LICENCE_NAME", "CC BY 4.0"),
    "licence_url": env_url(
        "CONTENT_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/deed.nl"
    ),
}
if PRODUCTION and PUBLISHER["security_policy"]:
    require_https("SECURITY_POLICY_URL", PUBLISHER["security_policy"])
PUBLISHER_VARIABLES = {
    "name": "PUBLISHER_NAME",
    "contact_email": "CONTACT_EMAIL",
    "privacy_email": "PRIVACY_EMAIL",
    "security_email": "SECURITY_EMAIL",
    "supervision": "SUPERVISION_TEXT",
}

# What the pages are made of, besides the content: it is part of the key of every cached page.
_SOURCES = ("config", "elements", "interventions", "templates", "static")
BUILD = env_text("BUILD") or fingerprint(BASE_DIR, _SOURCES, (PUBLISHER, PUBLIC_URL))

# --- Application ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "elements",
    "interventions",
    "interventions.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "simple_history",
    "csp",
]

MIDDLEWARE = [
    "config.middleware.identified",
    "config.middleware.health",
    "config.middleware.client",
    "interventions.open_data.api.headers.api_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.body_size",
    "config.middleware.hostile_input",
    "config.replica.public_reads",
    "config.middleware.refusals",
    "config.middleware.begun_streams",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.methods",
    "interventions.desk.signing_in.sessions.Sessions",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "public",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "config.rendering.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "desk",
        "DIRS": [BASE_DIR / "templates" / "desk"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

FORM_RENDERER = "config.rendering.FormRenderer"

if not env_text("DATABASE_URL"):
    bring_in_database(PRIVATE_DIR / "db.sqlite3")
    bring_in(PRIVATE_DIR / "accounts.txt")
DATABASE_SECONDS = env_int("DATABASE_SECONDS", 6, least=0, most=60)
# No form is taken in, and nothing is written; the file does the same without a restart.
READ_ONLY = env_bool("READ_ONLY", default=False)
READ_ONLY_FILE = PRIVATE_DIR / "read-only"
_FILE = PRIVATE_DIR / "db.sqlite3"
DATABASES = {
    "default": env_database("DATABASE_URL", _FILE, DATABASE_SECONDS, read_only=READ_ONLY),
}
DATABASES |= env_replica("DATABASE_REPLICA_URL", DATABASES["default"], DATABASE_SECONDS)
DATABASE_ROUTERS = ["config.replica.Router"] if len(DATABASES) > 1 else []
BACKUP_FOLDER = env_text("BACKUP_FOLDER")
PAGE_CACHE_MB = env_int("PAGE_CACHE_MB", 64, least=1, most=4096)
CACHES = {"default": env_cache("CACHE_URL", PAGE_CACHE_MB)}
# How long kept pages are shown while the database is away; 0: not at all.
STALE_SECONDS = env_int("STALE_SECONDS", 3600, least=0, most=86_400)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Forms for everybody --------------------------------------------------------------------------

# How often a form may be used in a day: from one address, and by all together.
SUBMISSION_QUOTA = {
    "per_address": env_int("SUBMISSIONS_PER_ADDRESS", 10, least=1, most=10_000),
    "overall": env_int("SUBMISSIONS_OVERALL", 300, least=1, most=100_000),
}
# The same of reading a document that comes with it, which takes a core for some seconds.
SHEET_QUOTA = {
    "per_address": env_int("SHEETS_PER_ADDRESS", 20, least=1, most=10_000),
    "overall": env_int("SHEETS_OVERALL", 300, least=1, most=100_000),
}
REPORT_QUOTA = {
    "per_address": env_int("REPORTS_PER_ADDRESS", 20, least=1, most=10_000),
    "overall": env_int("REPORTS_OVERALL", 500, least=1, most=100_000),
}
ALERT_QUOTA = {
    "per_address": env_int("ALERTS_PER_ADDRESS", 20, least=1, most=10_000),
    "overall": env_int("ALERTS_OVERALL", 500, least=1, most=100_000),
}
# How many letters these forms together may cause in a day: to one address, by one visitor, in all.
LETTER_QUOTA = {
    "per_recipient": env_int("LETTERS_PER_RECIPIENT", 5, least=1, most=1000),
    "per_sender": env_int("LETTERS_PER_SENDER", 30, least=1, most=10_000),
    "overall": env_int("LETTERS_OVERALL", 1000, least=1, most=100_000),
}
# A form that comes back sooner was not filled in by a person.
FORM_SECONDS = env_int("FORM_SECONDS", 3, least=0, most=60)
# What the invitation says: how long deciding takes, and who decides.
REVIEW_WEEKS = env_int("REVIEW_WEEKS", 4, least=1, most=52)
REVIEW_BY = env_text("REVIEW_BY", "een beoordelaar van de redactie")

# --- Signing in -----------------------------------------------------------------------------------

LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it stops who is locked out
    "interventions.desk.signing_in.backend.DeskBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "interventions.desk.signing_in.worn.WornPasswordValidator"},
]

# --- Mail -----------------------------------------------------------------------------------------

# Mail waits in the outbox; `manage.py send_mail` sends it.
_MAIL = env_mail("EMAIL_URL")
EMAIL_BACKEND = _MAIL["backend"]
EMAIL_HOST, EMAIL_PORT = _MAIL["host"], _MAIL["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["user"], _MAIL["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL["tls"], _MAIL["ssl"]
if PRODUCTION:
    refuse_plain_text(databases=DATABASES, mail=_MAIL)
EMAIL_TIMEOUT = 10  # seconds for each answer of the mail server
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env_sender(
    "DEFAULT_FROM_EMAIL",
    PUBLISHER["contact_email"] or f"kennisbank@{urlsplit(PUBLIC_URL).hostname}",
)

PASSWORD_RESET_TIMEOUT = 3600  # seconds that the link in a mail opens the form for a new password

# After the password comes a code of an app on the telephone (interventions/desk/signing_in).
SECOND_FACTOR = env_bool("SECOND_FACTOR", default=PRODUCTION)
if PRODUCTION and not SECOND_FACTOR:
    raise ImproperlyConfigured(
        "SECOND_FACTOR=0 opens the desk with a password alone. Leave it out in production."
    )
OTP_TOTP_ISSUER = "Werkzame elementen"  # what the app on the telephone shows

# Wrong attempts count for the name and for the address, each for itself.
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else who keeps trying locks for ever
AXES_USERNAME_CALLABLE = "interventions.desk.signing_in.lockout.name_of"
AXES_CLIENT_IP_CALLABLE = "interventions.desk.signing_in.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "interventions.desk.signing_in.lockout.locked_out"
AXES_HANDLER = "interventions.desk.signing_in.lockout.Lockout"
AXES_VERBOSE = False
# What no record may hold; `password` is always left out.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]

# --- Safety ---------------------------------------------------------------------------------------

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
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env_bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env_bool("HSTS_PRELOAD", default=False)
# Subdomains (W005) and preload (W021) bind more than this site: the owner of the domain chooses.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
MESSAGE_COOKIE_NAME = "__Host-messages" if PRODUCTION else "messages"
MESSAGE_STORAGE = "interventions.desk.messages.Messages"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 3600  # seconds without a visit to the desk
SESSION_LONGEST = 12 * 3600  # seconds in all
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "config.logs.Json"},
        "plain": {
            "()": "config.logs.Plain",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
    },
    "filters": {"one line": {"()": "config.logs.OneLine"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if PRODUCTION else "plain",
            "filters": ["one line"],  # of a request that was refused
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Its own handler prints the query.
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Without this, Django would mail every error to nobody and print nothing.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # It says so whenever two visitors come at once.
        "waitress.queue": {"handlers": ["nowhere"], "propagate": False},
    },
}
