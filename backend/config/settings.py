"""All settings, from the environment only. `.env.example` explains each variable that may be set."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from backend.config import environment as env

ROOT = Path(__file__).resolve().parents[2]
TIREK_TESTING = env.flag("TIREK_TESTING", False)
TIREK_DEMO = env.flag("TIREK_DEMO", True)
TIREK_ADDRESS = env.text("TIREK_ADDRESS", "127.0.0.1")
TIREK_PORT = env.whole_number("TIREK_PORT", 8000)
TIREK_DATA_DIR = Path(env.text("TIREK_DATA_DIR") or ROOT / "data").resolve()
TIREK_BROKER_URL = env.text("TIREK_BROKER_URL")
TIREK_MASTER_KEY_FILE = Path(env.text("TIREK_MASTER_KEY_FILE") or TIREK_DATA_DIR / "master.key")
TIREK_DEMO_TODAY = env.day("TIREK_DEMO_TODAY")
TIREK_NEUTRAL_SITE = env.text("TIREK_NEUTRAL_SITE", "https://www.kazhydromet.kz/ru/")
TIREK_FIXTURES = ROOT / "fixtures"
TIREK_DOC_TEMPLATES = ROOT / "doc_templates"
TIREK_NOW = env.moment("TIREK_NOW")
if TIREK_NOW and not (TIREK_DEMO or TIREK_TESTING):
    raise ImproperlyConfigured("TIREK_NOW moves the clock and is for the demo (TIREK_DEMO=1) and for tests only.")


def _secret_key() -> str:
    """The key of the environment, or one of this installation's own, made once and kept beside the data."""
    told = env.text("TIREK_SECRET_KEY")
    if told or TIREK_TESTING:
        return told or "tests-only"
    kept = TIREK_DATA_DIR / "secret.key"
    try:
        if not kept.exists():
            TIREK_DATA_DIR.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(50))
        return kept.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"TIREK_DATA_DIR ({TIREK_DATA_DIR}) cannot be written: {error.strerror}. "
            "Choose another directory with TIREK_DATA_DIR=/path."
        ) from None


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = ["*"] if TIREK_TESTING else env.text("TIREK_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env.text("TIREK_ORIGINS").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_htmx",
    "django_filters",
    "template_partials",
    "lucide",
    "csp",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "backend.audit",
    "backend.law",
    "backend.vault",
    "backend.jobs",
    "backend.accounts",
    "backend.people",
    "backend.notifications",
    "backend.cases",
    "backend.proceedings",
    "backend.deadlines",
    "backend.documents",
    "backend.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "backend.web.middleware.language_of_the_user",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "backend.web.lock.behind_the_lock",
    "backend.web.middleware.with_an_organisation",
    "django_htmx.middleware.HtmxMiddleware",
    "backend.web.middleware.keys_of_the_request",
    "backend.web.middleware.no_store",
    "backend.web.middleware.tell_refusals",
]
ROOT_URLCONF = "backend.config.urls"
WSGI_APPLICATION = "backend.config.wsgi.application"
DATABASES = {
    "default": env.database("TIREK_DATABASE_URL", TIREK_DATA_DIR / "tirek.sqlite3"),
    "keys": env.database("TIREK_KEYS_DATABASE_URL", TIREK_DATA_DIR / "keys.sqlite3"),
}
if (
    DATABASES["default"]["ENGINE"] != DATABASES["keys"]["ENGINE"] and not TIREK_TESTING
):  # keys beside PostgreSQL data must not be left in a file nobody backs up
    raise ImproperlyConfigured("Set TIREK_KEYS_DATABASE_URL together with TIREK_DATABASE_URL.")
DATABASE_ROUTERS = ["backend.vault.routers.KeysRouter"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}}
if TIREK_TESTING:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "backend" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "backend.web.context.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if TIREK_TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "backend.web.sign_in.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "s"
SESSION_COOKIE_SAMESITE = "Lax"
TIREK_HTTPS = env.flag("TIREK_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TIREK_HTTPS
SECURE_SSL_REDIRECT = TIREK_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TIREK_HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if TIREK_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would make Chromium send Origin: null with every form
X_FRAME_OPTIONS = "DENY"
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

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("kk", "Қазақша"), ("en", "English")]
LOCALE_PATHS = [ROOT / "backend" / "locale"]
FORMAT_MODULE_PATH = "backend.config.formats"
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"

STATIC_URL = "/static/"
STATIC_ROOT = TIREK_DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TIREK_TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("TIREK_SMTP_HOST")
EMAIL_PORT = env.whole_number("TIREK_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("TIREK_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("TIREK_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("TIREK_SMTP_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("TIREK_MAIL_FROM", "tirek@localhost")
if not EMAIL_HOST:  # without a mail server, messages are written as files that the person who runs the demo can read
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = TIREK_DATA_DIR / "mail"
if TIREK_TESTING:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TIREK_BASE_URL = env.text("TIREK_BASE_URL", f"http://127.0.0.1:{TIREK_PORT}")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "backend.api.authentication.SessionOfThePages",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "backend.api.pagination.ByCursor",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "backend.api.errors.problem",
    "PAGE_SIZE": 50,
}
REST_KNOX = {"TOKEN_TTL": None, "AUTH_HEADER_PREFIX": "Token"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Tirek API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("TIREK_LOG_LEVEL", "WARNING")},
}
