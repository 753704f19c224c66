from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from articles import pages, stamps
from articles.enums import Outcome
from articles.formats.house import House
from articles.models import Edition

from .public import BESIDE, Page, moved, not_kept, public


@public
def article(request: HttpRequest, section: str, article_id: int, slug: str) -> HttpResponse | Page:
    """The page of a story, found by id alone; then its address is compared.

    Drafts, scheduled stories and nonsense take the same two queries to the same 404
    (docs/rules.md 16), so that nobody learns from an answer what is being written. All other
    stories that the page names change with `latest`.
    """
    at = timezone.now()
    stamp = stamps.stamp("site", "", at)
    edition = Edition.objects.current(at).for_page().filter(article_id=article_id).first()
    if edition is None:
        raise Http404
    if edition.language:
        translation.activate(edition.language)
    if edition.is_withdrawn:
        return withdrawn(request, edition, at)
    if request.path != edition.get_absolute_url():
        return moved(edition.get_absolute_url())
    if edition.is_held:
        return not_kept(render(request, "articles/hold.html", pages.article(edition, at)))
    return Page(
        "articles/article.html",
        lambda: pages.article(edition, at, House.known(stamp.house, at)),
        stamp,
        at,
        key=f"article:{article_id}",
        facts=(edition.pk,),
        holds=BESIDE,
    )


def withdrawn(request: HttpRequest, edition: Edition, at) -> HttpResponse:
    """The substitute where there is a live one; else a page that says no word of the story."""
    if edition.outcome == Outcome.REPLACED_BY:
        found = Edition.objects.live(at).select_related("section")
        substitute = found.filter(article_id=edition.replaced_by_id).first()
        if substitute:
            return not_kept(moved(substitute.get_absolute_url()))
    reason = edition.what if edition.outcome == Outcome.NOTICE else ""
    context = {"reason": reason, "edition": edition, "robots": "noindex"}
    return not_kept(render(request, "articles/withdrawn.html", context, status=410))
