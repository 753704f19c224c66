"""A wrong value stops the process with one sentence; the defaults work on a clone."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parents[2]
STRONG = "tests' own 0123456789 abcdefghijklmnopqrstuvwxyz and more of it"
PRODUCTION = {
    "NEWSROOM_ENV": "production",
    "SECRET_KEY": STRONG,
    "PUBLIC_URL": "https://news.example",
}


@pytest.fixture
def load(monkeypatch):
    """newsroom/settings.py as a process with these variables, and no others of ours, has it."""

    def load(**variables):
        for name in variables_of_settings():
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "newsroom/settings.py"))

    return load


def variables_of_settings():
    source = (ROOT / "newsroom/settings.py").read_text()
    return re.findall(r'env\.\w+\(\s*"([A-Z_0-9]+)"', source)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"NEWSROOM_ENV": "prod"},
            "NEWSROOM_ENV is invalid: Must be one of: local, production.",
        ),
        ({"DEBUG": "maybe"}, "DEBUG is invalid: Not a valid boolean."),
        ({"WORKERS": "0"}, "WORKERS is invalid: Must be greater than or equal to 1 and"),
        ({"WORKERS": "two"}, "WORKERS is invalid: Not a valid integer."),
        (
            {"NEWSROOM_LANGUAGE": "de"},
            "NEWSROOM_LANGUAGE is invalid: Must be one of: en, az, ru.",
        ),
        (
            {"NEWSROOM_TIME_ZONE": "Mars"},
            "NEWSROOM_TIME_ZONE is invalid: Must be a time zone such",
        ),
        (
            {"NEWSROOM_TIME_ZONE": "../../etc"},
            "NEWSROOM_TIME_ZONE is invalid: Must be a time zone",
        ),
        (
            {"PUBLIC_URL": "news.example"},
            "PUBLIC_URL is invalid: Must be the address readers use",
        ),
        (
            {"PUBLIC_URL": "http://news.example/x"},
            "PUBLIC_URL is invalid: Must be the address",
        ),
        (
            {"PUBLIC_URL": "http://me@news.example"},
            "PUBLIC_URL is invalid: Must be the address",
        ),
        (
            {"PUBLIC_URL": "http://news.example:x"},
            "PUBLIC_URL is invalid: Must be the address",
        ),
        *[
            (
                {"PUBLIC_URL": address},
                "PUBLIC_URL is invalid: Must be the address readers use",
            )
            for address in (
                "https://xəbər.az",
                "https://xəbər。az",
                "https://x%C9%99b%C9%99r.az",
                "https://\u212a.example",  # the Kelvin sign, a k in lower case
                "https://news_desk.example",
                "https://.news.example",
                "https://news..example",
                "https://news.example..",
                "https://-news.example",
                f"https://{'n' * 64}.example",
                f"https://{'n.' * 127}example",
                "https://news.example:0",
                "https://news.example:65536",
                "https://news.example:٤٤٣",
                "https://[2001:db8::1",
                "https://2001:db8::1",
                "https://[2001:db8:::1]",
                "https://[news]",
                "https://[fe80::1%eth0]",
                "ftp://news.example",
            )
        ],
        *[
            ({"ALLOWED_HOSTS": hosts}, "ALLOWED_HOSTS is invalid: Must be host names")
            for hosts in (
                "news.example,xəbər.az",
                "news.example:443",
                "https://news.example",
                "*.news.example",
                "news_desk",
                "[2001:db8::1]:443",
                "2001:db8:::1",
                "fe80::1%eth0",
                "[news]",
                "..news.example",
            )
        ],
        (
            {"TRUSTED_PROXIES": "10.0.0.0/8,proxy"},
            "TRUSTED_PROXIES is invalid: Must be addresses",
        ),
        (
            {"HEALTH_ADDRESSES": "10.0.0.300"},
            "HEALTH_ADDRESSES is invalid: Must be addresses or",
        ),
        (
            {"DATABASE_URL": "mysql://x/y"},
            "DATABASE_URL must be sqlite:///path or postgres://user",
        ),
        (
            {"DATABASE_URL": "postgres://me@db:port/x"},
            "DATABASE_URL must be sqlite:///path or",
        ),
        ({"DATABASE_URL": "news"}, "DATABASE_URL must be sqlite:///path or postgres://"),
        (
            {"WEBSUB_HUBS": "http://hub.example"},
            "WEBSUB_HUBS is invalid: Must be addresses of hubs",
        ),
        (
            {"WEBSUB_HUBS": "https://a.b,hub"},
            "WEBSUB_HUBS is invalid: Must be addresses of hubs",
        ),
        (
            {"WEBSUB_HUBS": "https://me:hush@a.b"},
            "WEBSUB_HUBS is invalid: Must be addresses of hubs",
        ),
        (
            {"MEDIA_SENT_FROM": "public"},
            "MEDIA_SENT_FROM is invalid: Must be a path such as /public",
        ),
        (
            {"MEDIA_S3": "https://s3.example/one+two"},
            "MEDIA_S3 must be https://key:secret@host/",
        ),
        (
            {"EMAIL_URL": "mail.example"},
            "EMAIL_URL must be smtp://, smtps:// or consolemail://",
        ),
        (
            {"LOG_LEVEL": "loud"},
            "LOG_LEVEL is invalid: Must be one of: DEBUG, INFO, WARNING, ERROR",
        ),
        (
            {"SECRET_KEY_FILE": "/nowhere"},
            "The value of SECRET_KEY_FILE must be a readable file",
        ),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(load, variables, sentence):
    with pytest.raises(ImproperlyConfigured, match=f"^{re.escape(sentence)}"):
        load(**{"NEWSROOM_ENV": "local", "SECRET_KEY": STRONG} | variables)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is weak"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY is weak"),
        ({"SECRET_KEY": "django-insecure-" + STRONG}, "SECRET_KEY is weak"),
        ({"DEBUG": "true"}, "DEBUG must be off in production"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts in production"),
        (
            {"ALLOWED_HOSTS": "news.example,*"},
            "ALLOWED_HOSTS must name the hosts in production",
        ),
        (
            {"WEBSUB_HUBS": "http://localhost/hub"},
            "WEBSUB_HUBS is invalid: Must be addresses of hubs",
        ),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL is invalid: Must be the address readers use"),
        (
            {"PUBLIC_URL": "http://news.example"},
            "PUBLIC_URL is invalid: Must be the address",
        ),
        (
            {"PUBLIC_URL": "https://[2001:db8::1]"},
            "PUBLIC_URL is invalid: Must be the address",
        ),
    ],
)
def test_production_refuses_to_start(load, variables, sentence):
    with pytest.raises(ImproperlyConfigured, match=f"^{re.escape(sentence)}"):
        load(**PRODUCTION | variables)


def test_production_is_the_default_of_a_bare_process(load):
    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY is missing"):
        load()


def test_production_has_to_be_told_its_address(load):
    with pytest.raises(ImproperlyConfigured, match=r'"PUBLIC_URL" not set\.$'):
        load(NEWSROOM_ENV="production", SECRET_KEY=STRONG)


def test_production_is_strict(load):
    values = load(**PRODUCTION)

    assert values["ALLOWED_HOSTS"] == ["news.example"]
    assert values["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert values["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert values["SESSION_COOKIE_SECURE"] is values["CSRF_COOKIE_SECURE"] is True
    assert values["SECURE_SSL_REDIRECT"] is True
    assert values["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert values["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert load(**PRODUCTION | {"STATIC_ROOT": ""})["STATIC_HASHED"] is True


def test_a_clone_is_plain_http_without_debug(load):
    values = load(NEWSROOM_ENV="local", SECRET_KEY=STRONG)

    assert values["DEBUG"] is False
    assert values["PUBLIC_URL"] == "http://localhost:8000"
    assert values["SESSION_COOKIE_NAME"] == "sessionid"
    assert values["SECURE_HSTS_SECONDS"] == 0
    assert values["SECURE_PROXY_SSL_HEADER"] is None
    assert values["STATIC_HASHED"] is True
    unhashed = load(NEWSROOM_ENV="local", SECRET_KEY=STRONG, STATIC_ROOT="")
    assert (unhashed["STATIC_HASHED"], unhashed["STATIC_ROOT"].name) == (False, "static")


def test_hubs_are_named_by_the_environment_alone(load):
    named = load(
        NEWSROOM_ENV="local",
        SECRET_KEY=STRONG,
        WEBSUB_HUBS="https://hub.example/, http://127.0.0.1:9000/hub,https://hub.example/",
    )

    assert load(NEWSROOM_ENV="local", SECRET_KEY=STRONG)["WEBSUB_HUBS"] == []
    assert named["WEBSUB_HUBS"] == ["https://hub.example/", "http://127.0.0.1:9000/hub"]


def test_sqlite_waits_for_its_turn_and_writes_through(load):
    database = load(NEWSROOM_ENV="local", SECRET_KEY=STRONG)["DATABASES"]["default"]

    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    assert (
        "journal_mode=WAL; PRAGMA synchronous=FULL" in database["OPTIONS"]["init_command"]
    )


def test_a_value_can_come_from_a_file(load, tmp_path):
    (tmp_path / "key").write_text(f"{STRONG}\n")

    values = load(
        **PRODUCTION | {"SECRET_KEY": "", "SECRET_KEY_FILE": str(tmp_path / "key")}
    )

    assert values["SECRET_KEY"] == STRONG


def test_origins_and_lists_are_tidied(load):
    values = load(
        NEWSROOM_ENV="local",
        SECRET_KEY=STRONG,
        PUBLIC_URL="http://[::1]:8000/",
        TRUSTED_PROXIES="10.0.0.1, 172.28.0.0/24",
    )

    assert values["PUBLIC_URL"] == "http://[::1]:8000"
    assert values["TRUSTED_PROXIES"] == ["10.0.0.1", "172.28.0.0/24"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("HTTPS://News.Example", "https://news.example"),
        ("https://news.example:443/", "https://news.example"),
        ("https://news.example.", "https://news.example"),
        ("https://news.example.:8443", "https://news.example:8443"),
        ("https://news.example:80", "https://news.example:80"),
        ("https://news.example:00443", "https://news.example"),
        ("https://XN--XBR-DTBB.az", "https://xn--xbr-dtbb.az"),
        ("https://192.0.2.1", "https://192.0.2.1"),
        ("https://newsroom", "https://newsroom"),
    ],
)
def test_the_public_address_has_one_form_which_is_answered_to(
    load, rf, settings, given, kept
):
    values = load(**PRODUCTION | {"PUBLIC_URL": given})
    settings.ALLOWED_HOSTS = values["ALLOWED_HOSTS"]

    assert values["PUBLIC_URL"] == kept
    assert values["CSRF_TRUSTED_ORIGINS"] == [kept]
    assert rf.get("/", HTTP_HOST=urlsplit(kept).netloc).get_host() == urlsplit(kept).netloc


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("http://localhost:80", "http://localhost"),
        ("http://localhost:443", "http://localhost:443"),
        ("http://[0:0::1]:8000", "http://[::1]:8000"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]"),
    ],
)
def test_a_clones_address_has_one_form(load, given, kept):
    values = load(NEWSROOM_ENV="local", SECRET_KEY=STRONG, PUBLIC_URL=given)

    assert values["PUBLIC_URL"] == kept


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("News.Example", "news.example"),
        ("news.example.", "news.example:8000"),
        (".News.Example.", "www.news.example"),
        ("2001:DB8:0::1", "[2001:db8::1]"),
        ("[2001:db8:0::1]", "[2001:db8::1]:8000"),
        ("other.example, ::1,", "[::1]"),
        ("127.0.0.1", "127.0.0.1"),
        ("*", "any.example"),
    ],
)
def test_hosts_are_answered_to_however_they_are_written(load, rf, settings, given, asked):
    values = load(NEWSROOM_ENV="local", SECRET_KEY=STRONG, ALLOWED_HOSTS=given)
    settings.ALLOWED_HOSTS = values["ALLOWED_HOSTS"]

    assert rf.get("/", HTTP_HOST=asked).get_host() == asked


def test_the_address_of_the_database_is_not_repeated_in_a_refusal(load):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(NEWSROOM_ENV="local", SECRET_KEY=STRONG, DATABASE_URL="oracel://me:hush@db/x")

    assert "hush" not in str(refusal.value)


def test_manage_says_the_sentence_and_nothing_else():
    run = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "DEBUG": "maybe"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr == "Newsroom cannot start: DEBUG is invalid: Not a valid boolean.\n"


def test_every_variable_is_in_the_operators_page():
    page = (ROOT / "docs/operators/settings.md").read_text()

    undocumented = [name for name in variables_of_settings() if f"| `{name}` |" not in page]

    assert len(variables_of_settings()) == len(set(variables_of_settings())) <= 28
    assert undocumented == []


def test_the_operators_page_names_no_variable_that_is_not_read():
    page = (ROOT / "docs/operators/settings.md").read_text().partition("## Tests")[0]
    named = re.findall(r"^\| `([A-Z_0-9]+)` \|", page, re.MULTILINE)

    assert [n for n in named if n not in variables_of_settings()] == []


def test_the_suite_runs_as_a_deployment_does():
    assert (settings.DEBUG, settings.USE_TZ, settings.TIME_ZONE) == (
        False,
        True,
        "Asia/Baku",
    )
