"""Every knob of the newsroom, from environment variables; docs/operators/settings.md explains them.

A wrong value stops the process with one sentence. Assignments only: what needs code to be read or
refused is in newsroom/environment.py.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import Environment, local_secret_key, refuse_weak_key
from newsroom.mail_address import mail_settings, sender
from newsroom.photo_storages import photo_storages

env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")

# Where this runs. Production unless told otherwise: manage.py, make and pytest say "local".
NEWSROOM_ENV = env.choice("NEWSROOM_ENV", ("local", "production"), default="production")
PRODUCTION = NEWSROOM_ENV == "production"
DEBUG = env.flag("DEBUG", False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG must be off in production: it shows source and settings.")

# Keys
SECRET_KEY = env.text("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", [])
if PRODUCTION:
    refuse_weak_key(SECRET_KEY)
elif not SECRET_KEY:
    SECRET_KEY = local_secret_key(VAR_DIR / "secret_key")

# Addresses
PUBLIC_URL = env.origin(
    "PUBLIC_URL",
    default="" if PRODUCTION else "http://localhost:8000",
    schemes=("https",) if PRODUCTION else ("http", "https"),
)
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS",
    [urlsplit(PUBLIC_URL).hostname] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"],
)
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts in production: '*' is refused.")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
ADMIN_PATH = env.admin_path("ADMIN_PATH", default="admin")
SITE_NAME = env.text("SITE_NAME", "Newsroom")

# Language and time: stored in UTC, shown in the newsroom's zone. The desk speaks English; readers'
# pages speak the language of their story or section, and where they have neither, the site's.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("az", "Azərbaycanca"), ("ru", "Русский")]
SITE_LANGUAGE = env.choice("NEWSROOM_LANGUAGE", ("en", "az", "ru"), default="en")
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.time_zone("NEWSROOM_TIME_ZONE", default="Asia/Baku")

# The application
INSTALLED_APPS = [
    "newsroom",
    "articles",
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_prose_editor",
    "taggit",
    "csp",
]
MIDDLEWARE = [
    "newsroom.tracing.trace",
    "newsroom.logs.requests",
    "newsroom.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.surrogates.surrogates",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.health.probes.probes",
    "newsroom.middleware.private_desk",
    "newsroom.request_body.bodies",
    "newsroom.middleware.refusals",
    "articles.desk.moments.no_past_for_requests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.desk_places.desk_places",
    "newsroom.accounts.middleware.throttled",
    "newsroom.accounts.middleware.session_rules",
    "newsroom.accounts.middleware.second_factor",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
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
            ],
        },
    },
]

# Server. Proxies believed when they name the sender and the request's id.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", ["127.0.0.0/8", "::1"])
# The name by which a cache of ours in front announces itself, to be told when pages change.
SURROGATE_NAME = env.text("SURROGATE_NAME", "")
WORKERS = env.number("WORKERS", 1, least=1, most=64)
THREADS = env.number("THREADS", 8, least=1, most=64)
# Seconds that each further 10 KB of what somebody sends may take (newsroom/request_body.py).
BODY_SECONDS = env.number("BODY_SECONDS", 10, least=1, most=600)

# Who asks how it is: addresses that reach it past the proxy, and a word for /metrics through it.
HEALTH_ADDRESSES = env.networks("HEALTH_ADDRESSES", ["127.0.0.0/8", "::1"])
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
# Whom to tell of a weakness: an address with https:, mailto: or tel:, for security.txt,
# which also names the page that says how weaknesses are dealt with.
SECURITY_CONTACT = env.text("SECURITY_CONTACT", "")
SECURITY_POLICY = env.text("SECURITY_POLICY", "")
METRICS_DIR = VAR_DIR / "metrics"

# Beside it, the program that follows the event log (docs/operators/followers.md).
FOLLOW = env.flag("FOLLOW", True)
WEBSUB_HUBS = env.hubs("WEBSUB_HUBS", plain_on_loopback=not PRODUCTION)

# Database
CONN_MAX_AGE = env.number("CONN_MAX_AGE", 600, least=0, most=86_400)
DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        default=VAR_DIR / "newsroom.sqlite3",
        conn_max_age=CONN_MAX_AGE,
    ),
}
# Seconds that one request may wait for the database in all; then the reader has the 503. Limits of
# connections are in newsroom/environment.py.
DATABASE_PATIENCE = env.number("DATABASE_PATIENCE", 8, least=2, most=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # allauth counts attempts in it, and nothing else is kept there.
    "default": {"BACKEND": "newsroom.accounts.throttle.ThrottleCache"},
    # What readers are served again, in the memory of each process.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}

# Files: what readers get lies in public/, originals of photos in private/, which has no address.
MEDIA_ROOT = env.folder("MEDIA_ROOT", BASE_DIR / "media")
MEDIA_URL = "/media/"
# Where nginx finds public files when it is told by X-Accel-Redirect to send one: deploy/nginx.conf.
MEDIA_SENT_FROM = env.inner_address("MEDIA_SENT_FROM", "")
STATIC_ROOT = env.folder("STATIC_ROOT", VAR_DIR / "static")
STATIC_URL = "/static/"
STATIC_HASHED = env.flag("STATIC_HASHED", True)
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "webp", "avif", "gz", "br", "woff2"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not STATIC_HASHED
MEDIA_S3 = env.buckets("MEDIA_S3")
STORAGES = {
    **photo_storages(MEDIA_ROOT, MEDIA_URL, MEDIA_S3),
    "staticfiles": {
        "BACKEND": (
            "newsroom.storage.HashedStaticStorage"
            if STATIC_HASHED
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        ),
    },
}
BACKUP_STAMP = VAR_DIR / "backup.json"  # Written by `manage.py backup`, read by the doctor.
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_HANDLERS = [
    "articles.photos.arriving.OneFileLimit",  # Names what is too large, and keeps nothing of it.
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # A form without its files: a very long story.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
REQUEST_MAX_BYTES = 200 * 1024 * 1024

# People
AUTH_USER_MODEL = "newsroom.Staff"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["newsroom.accounts.backend.PeopleBackend"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 60 * 60
INVITATION_HOURS = 72
FRESH_SECONDS = 15 * 60  # How long after signing in one may change people, roles and keys.
# Groups, and "Administrator", whose people must have a second factor.
MFA_ROLES = env.words("MFA_ROLES", ["Chief", "Administrator"] if PRODUCTION else [])

# Sign-in: django-allauth, without its sign-up, its e-mail addresses and other sites' accounts.
ACCOUNT_ADAPTER = "newsroom.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_LOGOUT_REDIRECT_URL = "admin:login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = FRESH_SECONDS
ACCOUNT_REAUTHENTICATION_METHODS = {"password", "mfa"}  # Never a code by mail.
ACCOUNT_RATE_LIMITS = {
    "login": None,  # What counts is failures.
    "login_failed": "100/15m/ip,10/15m/key",
    "reauthenticate": "20/15m/user",
    "change_password": "20/15m/user",
    "reset_password": "20/15m/ip,5/15m/key",
    "invitation": "60/15m/ip",
}
MFA_ADAPTER = "newsroom.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "newsroom.accounts.forms.SecondStepForm",
    "reauthenticate": "newsroom.accounts.forms.AgainForm",
    "activate_totp": "newsroom.accounts.forms.ActivateAppForm",
    "add_webauthn": "newsroom.accounts.forms.AddPasskeyForm",
}

# Mail: password resets, invitations, notices. Without EMAIL_URL none is sent, and the pages say so.
EMAIL_URL = env.text("EMAIL_URL", "")
EMAIL_FROM = sender(env.text("EMAIL_FROM", "")) or f"newsroom@{urlsplit(PUBLIC_URL).hostname}"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM
MAIL = mail_settings(EMAIL_URL)
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_HOST = MAIL["EMAIL_HOST"]
EMAIL_PORT = MAIL["EMAIL_PORT"]
EMAIL_HOST_USER = MAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = MAIL["EMAIL_USE_TLS"]
EMAIL_USE_SSL = MAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
ACCOUNT_EMAIL_NOTIFICATIONS = bool(EMAIL_URL)
DEMO_PASSWORD = env.text("DEMO_PASSWORD", "dateline-baku-2025")

# Cookies: only in the admin. Locally the site is plain http, where __Host- cannot be.
COOKIE_PREFIX = "__Host-" if PRODUCTION else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "newsroom.accounts.sessions"  # In the database, each with its person.
SESSION_COOKIE_AGE = 8 * 60 * 60  # Idle; renewed while one works,
SESSION_MAX_AGE = 7 * 24 * 60 * 60  # but never beyond a week.
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# Transport and headers
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked past the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", False)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("TRUST_FORWARDED_PROTO", PRODUCTION) else None
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    # Whether all other hosts under the same domain speak https, for good, is their owner's to say:
    # HSTS_SUBDOMAINS and HSTS_PRELOAD.
    "security.W005",
    "security.W021",
]

# A strict policy. The nonce is written only where a template asks for it: in the admin.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "report-uri": ["/csp-report"],
        "report-to": ["csp"],
    },
}
# Added to the policy on the admin's pages: the one style that the body editor writes (Tiptap's own;
# tests/editors/test_in_a_browser.py fails where a new version of it needs another hash).
ADMIN_CONTENT_SECURITY_POLICY: dict[str, list[str]] = {
    "style-src": ["'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
}

# Logs to stderr: JSON for programs, lines for people.
LOG_LEVEL = env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO")
LOG_FORMAT = env.choice("LOG_FORMAT", ("json", "line"), default="json" if PRODUCTION else "line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "newsroom.logs.JSON"},
        "line": {
            "()": "newsroom.logs.Line",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
    },
    "filters": {
        "route": {"()": "newsroom.logs.RouteNotPath"},
        "one_sentence": {"()": "newsroom.logs.OneSentence"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["one_sentence"],
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # A 404 has its line; Django's own would name the path, which may be a secret.
        "django.request": {"level": "ERROR", "filters": ["route"]},
        # A stranger's Host header gets its 400; a line for each would bury what matters.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        "django.security.DisallowedRedirect": {"handlers": ["nowhere"], "propagate": False},
        "django.security.csrf": {"filters": ["route"]},
    },
}
