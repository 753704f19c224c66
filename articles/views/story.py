from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from articles.caching import freshness, headers, surrogate_keys
from articles.caching.public_page import BESIDE, CacheablePage, permanent_redirect, public
from articles.enums import Outcome
from articles.models import Edition
from articles.pages.site import House
from articles.pages.story.page import story_page


@public
def article(
    request: HttpRequest, section: str, article_id: int, slug: str
) -> HttpResponse | CacheablePage:
    """The page of a story, found by id alone; then its address is compared.

    Drafts, scheduled stories and nonsense take the same two queries to the same 404
    (docs/rules.md 16), so that nobody learns from an answer what is being written. All other
    stories that the page names change with `latest`.
    """
    at = timezone.now()
    stamp = freshness.stamp("site", "", at)
    edition = Edition.objects.current(at).for_page().filter(article_id=article_id).first()
    if edition is None:
        raise Http404
    if edition.language:
        translation.activate(edition.language)
    if edition.is_withdrawn:
        return withdrawn(request, edition, at)
    if request.path != edition.get_absolute_url():
        return permanent_redirect(edition.get_absolute_url())
    if edition.is_held:
        return held(request, edition, at)
    return CacheablePage(
        "articles/article.html",
        lambda: story_page(edition, at, House.known(stamp.house, at)),
        stamp,
        at,
        key=f"article:{article_id}",
        facts=(edition.pk,),
        holds=BESIDE,
    )


def held(request: HttpRequest, edition: Edition, at) -> HttpResponse:
    context = story_page(edition, at)
    page = render(request, "articles/hold.html", context)
    return headers.ending(
        page, f"article:{edition.article_id}", "site", *surrogate_keys.keys(context)
    )


def withdrawn(request: HttpRequest, edition: Edition, at) -> HttpResponse:
    """The substitute where there is a live one; else a page that says no word of the story."""
    if edition.outcome == Outcome.REPLACED_BY:
        found = Edition.objects.live(at).select_related("section")
        substitute = found.filter(article_id=edition.replaced_by_id).first()
        if substitute:
            return permanent_redirect(substitute.get_absolute_url())
    reason = edition.what if edition.outcome == Outcome.NOTICE else ""
    context = {"reason": reason, "edition": edition, "robots": "noindex"}
    page = render(request, "articles/withdrawn.html", context, status=410)
    return headers.ending(page, f"article:{edition.article_id}", "site")
