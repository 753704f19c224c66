"""What programs read before they read us: robots.txt and trust.txt."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from articles.caching import conditional, etags
from articles.caching.public_page import public
from articles.models import SiteSettings
from articles.public_urls import absolute_url

TEXT = "text/plain; charset=utf-8"
# Results are found by asking, not by crawling; feeds of a search are asked for by people. The
# admin is not named: a list of what is forbidden is where a stranger looks first.
RULES = """User-agent: *
Allow: /search/feed.
Allow: /search/summary.
Disallow: /search/

"""


@public
def robots(request: HttpRequest) -> HttpResponseBase:
    """/robots.txt: everything public may be fetched, feeds too; both sitemaps are named."""
    urls = [absolute_url(reverse(name)) for name in ("sitemap", "news_sitemap")]
    return _respond(request, RULES + "".join(f"Sitemap: {url}\n" for url in urls))


@public
def trust(request: HttpRequest) -> HttpResponseBase:
    """/trust.txt: whom we belong to and answer to, where the chief has said so."""
    text = SiteSettings.load().trust
    if not text:
        raise Http404
    return _respond(request, text + "\n")


def _respond(request: HttpRequest, text: str) -> HttpResponseBase:
    body = text.encode()
    return conditional.respond_with_bytes(
        request, lambda: body, content_type=TEXT, etag=etags.etag(body)
    )
