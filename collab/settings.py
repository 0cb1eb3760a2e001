"""All settings, from the environment (docs/operation.md lists the variables). Defaults open a safe city on one machine."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from collab import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
PROCESSES = env.number("PROCESSES", 1)
REDIS_URL = env.text("REDIS_URL")
DEMO_SECRET = "demo-secret-that-every-reader-of-the-source-knows"
SECRET_KEY = env.text("SECRET_KEY", DEMO_SECRET if DEMO else "")
SECRET_KEY_FALLBACKS = env.words("OLD_SECRET_KEYS")

PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000")
ORIGINS = env.words("ORIGINS", PUBLIC_URL)
OUTSIDE_ALLOWED = env.words("OUTSIDE_ALLOWED")  # host:port of servers inside that web hooks may reach
MAIL_IN = env.text("MAIL_IN", "")  # maildir:///folder or imaps://user:password@host/box; empty: nobody looks
OPEN311_JURISDICTION = env.text("OPEN311_JURISDICTION", "wangchuan.example")
OPEN311_LISTS = env.text("OPEN311_LISTS", "all")  # or "published": only requests whose reply is published
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
SECURE = PUBLIC_URL.startswith("https://")
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)

if not SECRET_KEY:
    raise ImproperlyConfigured("TOWNHALL_SECRET_KEY is not set: give a random text of at least 50 characters.")
if not DEMO:
    if SECRET_KEY == DEMO_SECRET or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured(
            "TOWNHALL_SECRET_KEY is the demo secret or too short: at least 50 random characters."
        )
    if DEBUG:
        raise ImproperlyConfigured("TOWNHALL_DEBUG is on: only a demo city (TOWNHALL_DEMO=yes) may show its insides.")
if PROCESSES > 1 and not REDIS_URL:
    raise ImproperlyConfigured(
        f"TOWNHALL_PROCESSES is {PROCESSES} but TOWNHALL_REDIS_URL is empty: several processes need Redis or Valkey."
    )

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "collab.live",
    "collab.limits",
    "collab.accounts",
    "collab.departments",
    "collab.audit",
    "presence",
    "collab.files",
    "collab.search",
    "collab.notifications",
    "collab.feedback",
    "chat",
    "chat.interviews",
    "frontend",
    "collab.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "collab.accounts.storable.without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "collab.accounts.middleware.preferences",
    "collab.api.middleware.problems",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "collab.urls"
ASGI_APPLICATION = "asgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.page",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("DATABASE_URL", f"sqlite://{DATA_DIR / 'townhall.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
    }
    CACHES: dict[str, Any] = {"default": {"BACKEND": "collab.limits.soft.SoftCache", "LOCATION": REDIS_URL}}
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}
    }

# --- language and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = env.text("TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
FORMAT_MODULE_PATH = "frontend.formats"

# --- people and sessions

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
START_PAGES = {"auditor": "/administration/audit", "admin": "/administration/"}  # by role; all others start at home
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = ORIGINS
CSRF_FAILURE_VIEW = "frontend.views.csrf_failure"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "collab.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "collab.accounts.forms.SignupExtra"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
USERSESSIONS_TRACK_ACTIVITY = False
USERSESSIONS_ADAPTER = "collab.accounts.sessions.SessionsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "collab.accounts.factor_forms.PasskeyForm",
    "edit_webauthn": "collab.accounts.factor_forms.RenamePasskeyForm",
}
MFA_ADAPTER = "collab.accounts.sealing.SealingAdapter"
MFA_TOTP_ISSUER = "Townhall"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
JURISDICTION = env.text("JURISDICTION", "cn")  # whose deadlines hold: cn or uk-lgsco
STAFF_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR", default=not DEMO)

# --- mail

DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Townhall <townhall@localhost>")
MAIL_DIR = DATA_DIR / "mail"
if env.text("SMTP_HOST"):
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": env.text("SMTP_HOST"),
                "port": env.number("SMTP_PORT", 587),
                "username": env.text("SMTP_USER"),
                "password": env.text("SMTP_PASSWORD"),
                "use_tls": env.flag("SMTP_TLS", default=True),
                "timeout": 20,
            },
        }
    }
else:
    MAILERS = {
        "default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": MAIL_DIR}}
    }

# --- files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
CLAMD = env.text("CLAMD")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEMO
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
BODY_LIMIT = 12 * 1024 * 1024  # bytes of a whole request; larger ones are refused before the application reads them

# --- security headers

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF, "blob:"],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

# --- the wire: told to every browser in `welcome`; the figures are those of docs/protocol.md

LIVE: dict[str, Any] = {
    "frame_bytes": 65_536,
    "json_depth": 16,
    "json_keys": 200,
    "message_chars": {"citizen": 8_000, "staff": 20_000},
    "sends": {"citizen": ((5, 5), (30, 60)), "staff": ((20, 5), (120, 60))},
    "frames": {"citizen": (20, 40), "staff": (40, 80)},
    "rooms": {"citizen": 20, "staff": 100},
    "sockets": {
        "citizen": {"session": 5, "person": 10, "address": 100},
        "staff": {"session": 10, "person": 20, "address": 500},
    },
    "replay_room": 500,
    "replay_all": 2_000,
    "unacked_entries": 128,
    "unacked_bytes": 262_144,
    "slow_seconds": 30,
    "hello_seconds": 5,
    "quiet_seconds": 45,
    "heartbeat_seconds": 20,
    "repair_seconds": 15,
    "session_check_seconds": 60,
    "drain_seconds": 25,
    "threads": env.number("THREADS", 4),
    "requests": env.number("REQUESTS", 12),
}

# --- logs: ids only, never what people wrote

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "collab.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING" if DEMO else "INFO")},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security.DisallowedHost": {"level": "CRITICAL"}},
}
