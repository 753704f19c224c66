"""What every answer says about itself."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from newsroom.web import middleware

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "report-uri /csp-report",
    "report-to csp",
}


def policy(response):
    return set(response.headers["Content-Security-Policy"].split("; "))


@pytest.mark.django_db
def test_a_page_allows_nothing_from_elsewhere_and_nothing_inline(client):
    response = client.get("/no-such-page/")

    assert policy(response) == POLICY


@pytest.mark.django_db
def test_the_admin_has_the_same_policy_but_for_a_nonce_and_named_hashes(client, settings):
    settings.ADMIN_CONTENT_SECURITY_POLICY = {"style-src": ["'sha256-abc='"]}

    found = policy(client.get("/admin/login/"))

    assert {part for part in found if not part.startswith(("script-src", "style-src"))} == {
        part for part in POLICY if not part.startswith(("script-src", "style-src"))
    }
    assert "style-src 'self' 'sha256-abc='" in found
    assert not any("unsafe" in part for part in found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/admin/login/", "/admin/", "/admin/x.css", "/admin/jsi18n/"]
)
def test_nothing_of_the_admin_is_kept(client, path):
    response = client.get(path)

    assert response.headers["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
def test_the_other_headers(client):
    headers = client.get("/no-such-page/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_a_reader_gets_no_cookie(client):
    response = client.get("/no-such-page/")

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
def test_the_csrf_cookie_is_not_for_scripts(client):
    cookie = client.get("/admin/login/").cookies["csrftoken"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/media/a.jpg", "cross-origin"),
        ("/static/articles/icon-64.png", "cross-origin"),
        ("/feed.rss", "same-origin"),
    ],
)
def test_readers_elsewhere_may_show_photos_and_icons(path, policy):
    answer = middleware.headers(lambda request: HttpResponse())(RequestFactory().get(path))

    assert answer.headers["Cross-Origin-Resource-Policy"] == policy


@pytest.mark.parametrize(
    "path", ["/", "/sitemap.xml", "/robots.txt", "/feeds.opml", "/nowhere/"]
)
def test_a_broken_session_gets_no_cookie_from_a_public_page(client, db, path):
    plain = client.get(path)
    client.cookies[settings.SESSION_COOKIE_NAME] = "short"

    response = client.get(path)

    assert "Set-Cookie" not in response and not response.cookies
    assert response.get("Vary") == plain.get("Vary")
