"""Django settings. Everything the operator may choose comes from `environment`; nothing here is a secret."""

from __future__ import annotations

from yiwang.config import environment
from yiwang.config.database import addresses
from yiwang.kit.crypto import keyring

ENVIRONMENT = environment.read()
PACK = ENVIRONMENT.pack
CITY = environment.city_code(PACK)
PUBLIC_URL = ENVIRONMENT.public_url
DATA = ENVIRONMENT.data
DEMO = ENVIRONMENT.demo

keyring.use(ENVIRONMENT.keys, create=not ENVIRONMENT.production)

SECRET_KEY = keyring.derive("django").hex()
DEBUG = False
ALLOWED_HOSTS = environment.allowed_hosts(ENVIRONMENT)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []

ROOMS = [
    "yiwang.kit.outbox",
    "yiwang.kit.ledger",
    "yiwang.registers.offices",
    "yiwang.registers.peers",
    "yiwang.registers.parties",
    "yiwang.registers.powers",
    "yiwang.registers.materials",
    "yiwang.registers.catalogue",
    "yiwang.registers.intermediaries",
    "yiwang.registers.drafts",
    "yiwang.registers.things",
    "yiwang.registers.reform",
    "yiwang.registers.conveniences",
    "yiwang.instruments.seals",
    "yiwang.instruments.exchange",
    "yiwang.instruments.licences",
    "yiwang.casework.cases",
    "yiwang.casework.intake",
    "yiwang.casework.helpdesk",
    "yiwang.surfaces.look",
    "yiwang.surfaces.portal",
    "yiwang.surfaces.desk",
    "yiwang.surfaces.gateway",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "django_htmx",
    *ROOMS,
    "yiwang.config",
]

MIDDLEWARE = [
    "yiwang.surfaces.look.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "yiwang.surfaces.look.middleware.reader_choices",
    "django.middleware.csrf.CsrfViewMiddleware",
    "yiwang.surfaces.look.middleware.who",
    "django_htmx.middleware.HtmxMiddleware",
    "yiwang.surfaces.look.middleware.speak_errors",
]

ROOT_URLCONF = "yiwang.config.urls"
WSGI_APPLICATION = "yiwang.config.wsgi.application"
AUTH_USER_MODEL = "parties.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = addresses.databases(ENVIRONMENT)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "yiwang.surfaces.look.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "yiwang.surfaces.look.templatetags.look"],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data / "static"

SESSION_ENGINE = "yiwang.surfaces.look.sessions"
SESSION_COOKIE_NAME = "yiwang_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
# One working day at a desk; a citizen's answers are saved on every page, so nothing is lost when it ends.
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "yiwang.surfaces.look.failures.csrf"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTHENTICATION_BACKENDS = ["yiwang.registers.parties.backend.PartyBackend"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "yiwang.kit.masking.MaskIdentifiers"}},
    "formatters": {"line": {"()": "yiwang.kit.masking.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["mask"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if ENVIRONMENT.kind != "test" else "WARNING"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        # What it says about foreign bytes is in our own verdict; what the pool says, in the worker's own line.
        "pypdf": {"level": "ERROR"},
        "psycopg.pool": {"level": "ERROR"},
        "pyhanko": {"level": "WARNING"},
    },
}
