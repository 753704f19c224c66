"""The pages of a story: the story itself, its photos, its earlier editions, its preview."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles import desk
from articles.caching import headers, surrogate_keys
from articles.caching.freshness import Freshness
from articles.caching.public_page import (
    RELATED_MAX_AGE,
    CacheablePage,
    permanent_redirect,
    public,
    temporary_redirect,
)
from articles.enums import Outcome
from articles.models import Edition
from articles.models.edition import EditionQuerySet
from articles.pages.site import SiteContext
from articles.pages.story.earlier_editions import earlier_url, history, readable
from articles.pages.story.page import earlier_page, story_page
from articles.pages.story.photo import gone_page, photo_page
from articles.pages.story.pictures import in_order, photo_url


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
    freshness = Freshness.of("site", "", at)
    edition = _first(Edition.objects.current(at), article_id)
    if edition.language:
        translation.activate(edition.language)
    if edition.is_withdrawn:
        return _withdrawn(request, edition, at)
    if request.path != edition.get_absolute_url():
        return permanent_redirect(edition.get_absolute_url(), request)
    key = f"article:{article_id}"
    if edition.is_held:
        context = story_page(edition, at)
        response = render(request, "articles/story/hold.html", context)
        return headers.cache_briefly(response, key, "site", *surrogate_keys.keys(context))
    return CacheablePage(
        "articles/story/article.html",
        lambda: story_page(edition, at, SiteContext.cached(freshness.site, at)),
        freshness,
        at,
        key=key,
        facts=(edition.pk,),
        surrogate_max_age=RELATED_MAX_AGE,
    )


@public
def photo(
    request: HttpRequest, section: str, article_id: int, slug: str, photo: int
) -> HttpResponse | CacheablePage:
    """The page of one photo of a live story.

    It lives with the story: 404 and 410 where that answers so. A story on hold, or one whose
    newer edition has dropped the photo, is what the reader gets instead.
    """
    at = timezone.now()
    freshness = Freshness.of("site", "", at)
    edition = _first(Edition.objects.current(at), article_id)
    if edition.is_withdrawn:
        return _withdrawn(request, edition, at)
    if edition.is_held or photo not in {row["id"] for row in in_order(edition.content)}:
        return _redirect_to_story(request, edition, photo, at)
    if request.path != photo_url(edition, photo):
        return permanent_redirect(photo_url(edition, photo), request)
    # Made at once, also for a 304: only the page knows whether the photo may be shown.
    context = photo_page(edition, photo, at, SiteContext.cached(freshness.site, at))
    key = f"article:{article_id}"
    if context is None:
        gone = render(
            request, "articles/story/photo_gone.html", gone_page(edition, at), status=410
        )
        return headers.cache_briefly(gone, key, f"photo:{photo}", "site")
    return CacheablePage(
        "articles/story/photo.html",
        lambda: context,
        freshness,
        at,
        key=key,
        facts=(edition.pk, photo),
    )


def _withdrawn(request: HttpRequest, edition: Edition, at: datetime) -> HttpResponse:
    """The substitute where there is a live one; else a page that says no word of the story."""
    if edition.outcome == Outcome.REPLACED_BY:
        live = Edition.objects.live(at).select_related("section")
        substitute = live.filter(article_id=edition.replaced_by_id).first()
        if substitute:
            return permanent_redirect(substitute.get_absolute_url(), request)
    reason = edition.note if edition.outcome == Outcome.NOTICE else ""
    context = {"reason": reason, "edition": edition, "robots": "noindex"}
    response = render(request, "articles/story/withdrawn.html", context, status=410)
    return headers.cache_briefly(response, f"article:{edition.article_id}", "site")


def _redirect_to_story(
    request: HttpRequest, edition: Edition, photo: int, at: datetime
) -> HttpResponse:
    """The story itself, for it may show the photo again; nothing where it never did."""
    editions = Edition.objects.really_live(at).filter(article_id=edition.article_id)
    if not editions.filter(photos__photo=photo).exists():
        raise Http404
    return temporary_redirect(edition.get_absolute_url(), request)


@public
def edition(
    request: HttpRequest, section: str, article_id: int, slug: str, number: int
) -> HttpResponse:
    """The text of an earlier edition of a live story, where the desk lets readers read it.

    Whatever may not be read answers as nonsense does (docs/rules.md 16, 29).
    """
    at = timezone.now()
    site = SiteContext()
    current = _first(Edition.objects.live(at), article_id)
    if not site.settings.show_earlier:
        raise Http404
    replaced_by = readable(history(article_id, at)).get(number)
    if replaced_by is None:
        raise Http404
    # Only now: a redirect must not tell of a text that may not be read.
    if request.path != earlier_url(current, number):
        return permanent_redirect(earlier_url(current, number), request)
    earlier = Edition.objects.select_related("section").get(
        article=article_id, number=number
    )
    translation.activate(earlier.language)
    context = earlier_page(earlier, replaced_by, current, at, site)
    response = render(request, "articles/story/edition.html", context)
    response["Cache-Control"] = "no-store"  # gone with the next hold: no cache ever has it
    return response


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """One revision as the readers' own page, to who has its link; cached and indexed by nobody."""
    revision = desk.linked_revision(token)
    if revision is None:
        raise Http404
    edition = desk.preview_of(revision)
    with translation.override(edition.language):
        context = story_page(edition, timezone.now())
        response = render(request, "articles/story/article.html", context)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Its address is all that it takes to read it: links must not tell it to other sites.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _first(editions: EditionQuerySet, article_id: int) -> Edition:
    """The edition that answers; were there ever two, the page must not end in a 500."""
    edition = editions.for_page().filter(article_id=article_id).first()
    if edition is None:
        raise Http404
    return edition
