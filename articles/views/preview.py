from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles import desk
from articles.pages.story.page import story_page


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """One revision as the readers' own page, to who has its link; kept and indexed by nobody."""
    revision = desk.linked_revision(token)
    if revision is None:
        raise Http404
    edition = desk.preview_of(revision)
    with translation.override(edition.language):
        context = story_page(edition, timezone.now())
        response = render(request, "articles/article.html", context)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
