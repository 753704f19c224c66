"""The MDN Observatory's rules, by which anybody will judge the site (docs: its scoring table)."""

import pytest

from tests import build

pytestmark = pytest.mark.django_db
BASE = 100


def score(response):
    """Penalties and bonuses of the tests that apply to a page without cookies from elsewhere."""
    headers = response.headers
    found = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )
    policy = {name: set(values.split()) for name, values in found.items()}
    scripts = policy.get("script-src", policy["default-src"])
    styles = policy.get("style-src", policy["default-src"])
    unsafe = {"'unsafe-inline'", "'unsafe-eval'", "data:", "https:", "http:", "*"}
    hsts = headers.get("Strict-Transport-Security", "max-age=0")
    age = int(hsts.partition("max-age=")[2].split(";")[0])
    rules = {
        "csp, scripts": -20 if scripts & unsafe else 5,
        "csp, default-src none": 10 - 5 if policy["default-src"] == {"'none'"} else 0,
        "csp, styles": -20 if styles & unsafe else 0,
        "hsts": 0 if age >= 15_768_000 else -20,
        "nosniff": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "framing": 5 if policy.get("frame-ancestors") == {"'none'"} else -20,
        "referrer": 5 if "strict-origin" in headers.get("Referrer-Policy", "") else 0,
        "corp": 10 if headers.get("Cross-Origin-Resource-Policy") == "same-origin" else 0,
        "cookies": 0 if not response.cookies else -5,
        "cors": -50 if headers.get("Access-Control-Allow-Origin") == "*" else 0,
    }
    return BASE + sum(rules.values())


@pytest.mark.parametrize("path", ["/", "/latest/", "/no-such-page/", "/robots.txt"])
def test_each_page_reaches_a_hundred_over_https(client, settings, path):
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    build.live()

    assert score(client.get(path, secure=True)) >= 100


@pytest.mark.parametrize(
    "path", ["/", "/feed.rss", "/feed.atom", "/sitemap.xml", "/robots.txt", "/media/x.jpg",
             "/no-such/", "/healthz", "/admin/login/", "/readers-own.css"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "put"])
def test_every_kind_of_answer_has_the_headers(client, path, method):
    headers = getattr(client, method)(path, follow=True).headers

    wanted = {
        "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
    }  # fmt: skip
    assert wanted - set(headers) == set()
    assert headers["X-Content-Type-Options"] == "nosniff"
