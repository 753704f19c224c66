"""What programs read before they read us: robots.txt and trust.txt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.caching import conditional, etags
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


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """/robots.txt: everything public may be fetched, feeds too; both sitemaps are named."""
    maps = [absolute_url(reverse(name)) for name in ("sitemap", "news_sitemap")]
    return _answer(request, RULES + "".join(f"Sitemap: {address}\n" for address in maps))


@require_safe
def trust(request: HttpRequest) -> HttpResponse:
    """/trust.txt: whom we belong to and answer to, where the chief has said so."""
    said = SiteSettings.load().trust
    if not said:
        raise Http404
    return _answer(request, said + "\n")


def _answer(request: HttpRequest, text: str) -> HttpResponse:
    body = text.encode()
    return conditional.answer(
        request, lambda: body, content_type=TEXT, etag=etags.etag(body), changed_at=None
    )
