"""Every knob of the newsroom, from environment variables; docs/operators/settings.md explains them.

A wrong value stops the process with one sentence. Assignments only: what may stand in a variable
is in newsroom/config/environment.py. What nobody would turn is a constant, with its reason; where
Django's own default is right, it is not said again.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import validate

from newsroom.config.database_url import database
from newsroom.config.email_url import mail_settings, sender
from newsroom.config.environment import Environment, hubs, inner_path, networks, time_zone
from newsroom.config.hosts import allowed_hosts, public_origin
from newsroom.config.log_settings import LEVELS, log_settings
from newsroom.config.photo_storages import buckets, photo_storages
from newsroom.config.secret_key import local_secret_key, refuse_weak_key

env = Environment(strip_whitespace=True)
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var").resolve()

# Where this runs. Production unless told otherwise: manage.py, make and pytest say "local".
NEWSROOM_ENV = env.str(
    "NEWSROOM_ENV", "production", validate=validate.OneOf(["local", "production"])
)
PRODUCTION = NEWSROOM_ENV == "production"
DEBUG = env.bool("DEBUG", False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG must be off in production: it shows source and settings."
    )

# Keys
SECRET_KEY = env.str("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", [])
if PRODUCTION:
    refuse_weak_key(SECRET_KEY)
elif not SECRET_KEY:
    SECRET_KEY = local_secret_key(VAR_DIR / "secret_key")

# Addresses
PUBLIC_URL = public_origin(
    # ...: in production it has to be there.
    env.str("PUBLIC_URL", ... if PRODUCTION else "http://localhost:8000"),
    tls=PRODUCTION,
)
ALLOWED_HOSTS = allowed_hosts(
    env.words(
        "ALLOWED_HOSTS",
        [urlsplit(PUBLIC_URL).hostname]
        if PRODUCTION
        else ["localhost", "127.0.0.1", "[::1]"],
    )
)
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS must name the hosts in production: '*' is refused."
    )
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
# Another name would be no secret for long; limits and second factors protect it.
ADMIN_PATH = "admin/"
SITE_NAME = env.str("SITE_NAME", "Newsroom")

# Language and time: stored in UTC, shown in the newsroom's zone. The desk speaks English; readers'
# pages speak the language of their story or section, and where they have neither, the site's.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("az", "Azərbaycanca"), ("ru", "Русский")]
SITE_LANGUAGE = env.str(
    "NEWSROOM_LANGUAGE", "en", validate=validate.OneOf(["en", "az", "ru"])
)
TIME_ZONE = env.str("NEWSROOM_TIME_ZONE", "Asia/Baku", validate=time_zone)

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
    "newsroom.web.request_id.trace",
    "newsroom.web.request_log.requests",
    "newsroom.web.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.web.surrogate_headers.surrogates",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.health.probes.probes",
    "newsroom.web.middleware.private_desk",
    "newsroom.web.request_body.bodies",
    "newsroom.audit.log.refusals",
    "articles.desk.moments.no_past_for_requests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.web.thread_quotas.desk_quota",
    "newsroom.accounts.session_rules.throttled",
    "newsroom.accounts.session_rules.session_rules",
    "newsroom.accounts.session_rules.second_factor",
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
TRUSTED_PROXIES = env.words("TRUSTED_PROXIES", ["127.0.0.0/8", "::1"], validate=networks)
# The name by which a cache of ours in front announces itself, to be told when pages change.
SURROGATE_NAME = env.str("SURROGATE_NAME", "")
WORKERS = env.int("WORKERS", 1, validate=validate.Range(1, 64))
# Python runs one at a time, and eight hide the waiting for the database: more than that only queue,
# more processes do not. Shares of them are kept for readers (newsroom/web/thread_quotas.py).
THREADS = 8
# Seconds that each further 10 KB of what somebody sends may take: 1 KB/s is slower than any line
# on which one can work, and fast enough to end an attack (newsroom/web/request_body.py).
BODY_SECONDS = 10

# Who asks how it is: addresses that reach it past the proxy, and a word for /metrics through it.
HEALTH_ADDRESSES = env.words("HEALTH_ADDRESSES", ["127.0.0.0/8", "::1"], validate=networks)
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
# Whom to tell of a weakness: an address with https:, mailto: or tel:, for security.txt.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")
METRICS_DIR = VAR_DIR / "metrics"

# Beside it, the program that follows the event log (docs/operators/followers.md).
FOLLOW = env.bool("FOLLOW", True)
WEBSUB_HUBS = env.words("WEBSUB_HUBS", [], validate=hubs(tls=PRODUCTION))

# Database
DATABASES = {
    "default": database(env.str("DATABASE_URL", None), VAR_DIR / "newsroom.sqlite3")
}
# Seconds that one request may wait for it in all before its 503: less than proxies wait.
DATABASE_PATIENCE = 8
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # allauth counts attempts in it, and nothing else is kept there.
    "default": {"BACKEND": "newsroom.accounts.throttle.ThrottleCache"},
}

# Files: what readers get lies in public/, originals of photos in private/, which has no address.
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "media").resolve()
MEDIA_URL = "/media/"
# Where nginx finds public files when it is told by X-Accel-Redirect to send one: deploy/nginx.conf.
MEDIA_SENT_FROM = env.str("MEDIA_SENT_FROM", "", validate=inner_path)
# Empty: static files are taken from where they are edited, which is never so in production.
STATIC_ROOT = env.str("STATIC_ROOT", str(VAR_DIR / "static"))
STATIC_HASHED = PRODUCTION or STATIC_ROOT != ""
STATIC_ROOT = Path(STATIC_ROOT or VAR_DIR / "static").resolve()
STATIC_URL = "/static/"
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    "map",
    "png",
    "jpg",
    "webp",
    "avif",
    "gz",
    "br",
    "woff2",
]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not STATIC_HASHED
MEDIA_S3 = buckets(env.str("MEDIA_S3", ""))
HASHED = "newsroom.backends.storages.HashedStaticStorage"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    **photo_storages(MEDIA_ROOT, MEDIA_URL, MEDIA_S3),
    "staticfiles": {"BACKEND": HASHED if STATIC_HASHED else PLAIN},
}
# Written by `manage.py backup`, read by the doctor.
BACKUP_STATUS_FILE = VAR_DIR / "backup.json"
FILE_UPLOAD_HANDLERS = [
    "articles.imaging.upload_limit.OneFileLimit",  # Names what is too large and keeps none of it.
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A form without its files: a very long story.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
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
EMAIL_URL = env.str("EMAIL_URL", "")
EMAIL_FROM = (
    sender(env.str("EMAIL_FROM", "")) or f"newsroom@{urlsplit(PUBLIC_URL).hostname}"
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM
globals().update(mail_settings(EMAIL_URL))  # EMAIL_BACKEND, EMAIL_HOST and their like
EMAIL_TIMEOUT = 10
ACCOUNT_EMAIL_NOTIFICATIONS = bool(EMAIL_URL)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", "dateline-baku-2025")

# Cookies: only in the admin. Locally the site is plain http, where __Host- cannot be.
COOKIE_PREFIX = "__Host-" if PRODUCTION else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_ENGINE = "newsroom.accounts.sessions"  # In the database, each with its person.
SESSION_COOKIE_AGE = 8 * 60 * 60  # Idle; renewed while one works,
SESSION_MAX_AGE = 7 * 24 * 60 * 60  # but never beyond a week.
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True

# Transport and headers
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked past the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
# Other hosts of the domain are their owner's to bind to https for good, in the proxy in front.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
# Our server speaks plain http alone, so in production a proxy stands in front and must set it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Subdomains and preload, see above.
SILENCED_SYSTEM_CHECKS = [
    "security.W005",
    "security.W021",
]

# A strict policy. The nonce is written only where a template asks for it: in the admin.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{
            name: [NONE]
            for name in ("default-src", "base-uri", "object-src", "frame-ancestors")
        },
        **{name: [SELF] for name in ("style-src", "img-src", "font-src", "connect-src")},
        **{name: [SELF] for name in ("manifest-src", "form-action")},
        "script-src": [SELF, NONCE],
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
LOG_LEVEL = env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(LEVELS))
LOGGING = log_settings(LOG_LEVEL, "json" if PRODUCTION else "line")
