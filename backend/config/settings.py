"""All settings, from the environment only. `.env.example` explains each variable that may be set."""

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from backend.config import environment as env
from backend.config.programs import REST_FRAMEWORK, REST_KNOX, SPECTACULAR_SETTINGS  # noqa: F401 -- Django reads them here

ROOT = env.ROOT
TIREK_TESTING = env.flag("TIREK_TESTING", False)
TIREK_DEMO = env.flag("TIREK_DEMO", True)
TIREK_SECOND_FACTOR = env.second_factor(demo=TIREK_DEMO, testing=TIREK_TESTING)  # tests that are about it turn it on
TIREK_ADDRESS = env.text("TIREK_ADDRESS") or "127.0.0.1"
TIREK_PORT = env.port("TIREK_PORT", 8000)
TIREK_DATA_DIR = env.folder("TIREK_DATA_DIR", ROOT / "data")
TIREK_BROKER_URL = env.broker("TIREK_BROKER_URL")
TIREK_QUEUE_PREFIX = env.text("TIREK_QUEUE_PREFIX")  # when several installations share one Redis or RabbitMQ
TIREK_LEASE = env.seconds("TIREK_LEASE", 300)  # after which a silent sender is thought dead: more than mail takes
TIREK_MASTER_KEY_FILE = env.folder("TIREK_MASTER_KEY_FILE", TIREK_DATA_DIR / "master.key")
TIREK_DEMO_TODAY = env.day("TIREK_DEMO_TODAY")
TIREK_NEUTRAL_SITE = env.text("TIREK_NEUTRAL_SITE") or "https://www.kazhydromet.kz/ru/"
TIREK_FIXTURES = ROOT / "fixtures"
TIREK_DOC_TEMPLATES = ROOT / "doc_templates"
TIREK_NOW = env.moment("TIREK_NOW")
if TIREK_NOW and not (TIREK_DEMO or TIREK_TESTING):
    raise ImproperlyConfigured("TIREK_NOW moves the clock and is for the demo (TIREK_DEMO=1) and for tests only.")

SECRET_KEY = "tests-only" if TIREK_TESTING else env.secret_key("TIREK_SECRET_KEY", TIREK_DATA_DIR / "secret.key")
DEBUG = False
ALLOWED_HOSTS = env.names("TIREK_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.names("TIREK_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
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
    "backend.config",
]
MIDDLEWARE = [
    "backend.web.headers.on_every_answer",
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
    "backend.web.threshold.before_content",
    "django_htmx.middleware.HtmxMiddleware",
    "backend.web.middleware.keys_of_the_request",
    "backend.web.middleware.law_of_the_request",
    "backend.web.middleware.tell_refusals",
]
ROOT_URLCONF = "backend.config.urls"
WSGI_APPLICATION = "backend.config.wsgi.application"
DATABASES = {
    "default": env.database("TIREK_DATABASE_URL", TIREK_DATA_DIR / "tirek.sqlite3"),
    "keys": env.database("TIREK_KEYS_DATABASE_URL", TIREK_DATA_DIR / "keys.sqlite3"),
}
if not TIREK_TESTING:
    if DATABASES["default"]["ENGINE"] != DATABASES["keys"]["ENGINE"]:
        # keys beside PostgreSQL data must not be left in a file nobody backs up
        raise ImproperlyConfigured("Set TIREK_KEYS_DATABASE_URL together with TIREK_DATABASE_URL.")
    if env.same_place(DATABASES["default"], DATABASES["keys"]):
        raise ImproperlyConfigured("TIREK_KEYS_DATABASE_URL must name another database than TIREK_DATABASE_URL.")
DATABASE_ROUTERS = ["backend.vault.routers.KeysRouter"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}}
if TIREK_TESTING:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "backend" / "web" / "templates", ROOT / "backend" / "api" / "templates"],
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
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.count("TIREK_TRUSTED_PROXIES", 0)  # whose X-Forwarded-For the limits believe
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/300s/key"}  # an office shares one address; an account stays strict
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds; `accounts.passwords` says the same of its rows
USERSESSIONS_TRACK_ACTIVITY = False
MFA_ADAPTER = "backend.web.second_factor.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever is here came by a link sent to her address
MFA_TOTP_ISSUER = "Tirek"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "s"
SESSION_COOKIE_SAMESITE = "Lax"
TIREK_HTTPS = env.flag("TIREK_HTTPS", False)
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves
CSRF_COOKIE_AGE = None  # gone with the browser, like the session
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

STATICFILES_DIRS = [ROOT / "backend" / "api" / "static"]
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("TIREK_STATIC_DIR", TIREK_DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TIREK_TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["backend.documents.uploading.InMemoryOnly"]  # no file lies on the disk in clear

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("TIREK_SMTP_HOST")
EMAIL_PORT = env.port("TIREK_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("TIREK_SMTP_USER")
EMAIL_HOST_PASSWORD = env.secret("TIREK_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("TIREK_SMTP_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("TIREK_MAIL_FROM") or "tirek@localhost"
if not EMAIL_HOST:  # without a mail server, messages are written as files that the person who runs the demo can read
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = TIREK_DATA_DIR / "mail"
if TIREK_TESTING:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TIREK_BASE_URL = env.text("TIREK_BASE_URL") or f"http://127.0.0.1:{TIREK_PORT}"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "backend.config.logs.RedactedLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True}},
    "root": {"handlers": ["console"], "level": env.level("TIREK_LOG_LEVEL", "WARNING")},
}
