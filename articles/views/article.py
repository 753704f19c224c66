from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from articles import pages
from articles.enums import Outcome
from articles.models import Edition

from .public import moved, public


@public
def article(request: HttpRequest, section: str, article_id: int, slug: str) -> HttpResponse:
    """The page of a story, found by id alone; then its address is compared.

    Drafts, scheduled stories and nonsense take the same one query to the same 404
    (docs/rules.md 16), so that nobody learns from an answer what is being written.
    """
    at = timezone.now()
    edition = Edition.objects.current(at).for_page().filter(article_id=article_id).first()
    if edition is None:
        raise Http404
    if edition.language:
        translation.activate(edition.language)
    if edition.is_withdrawn:
        return withdrawn(request, edition, at)
    if request.path != edition.get_absolute_url():
        return moved(edition.get_absolute_url())
    template = "articles/hold.html" if edition.is_held else "articles/article.html"
    return render(request, template, pages.article(edition, at))


def withdrawn(request: HttpRequest, edition: Edition, at) -> HttpResponse:
    """The substitute where there is a live one; else a page that says no word of the story."""
    if edition.outcome == Outcome.REPLACED_BY:
        found = Edition.objects.live(at).select_related("section")
        substitute = found.filter(article_id=edition.replaced_by_id).first()
        if substitute:
            response = moved(substitute.get_absolute_url())
            response["Cache-Control"] = "no-store"
            return response
    reason = edition.what if edition.outcome == Outcome.NOTICE else ""
    context = {"reason": reason, "edition": edition, "robots": "noindex"}
    response = render(request, "articles/withdrawn.html", context, status=410)
    response["Cache-Control"] = "no-store"
    return response
