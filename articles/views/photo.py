from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from articles.caching import freshness, headers
from articles.caching.public_page import CacheablePage, permanent_redirect, public
from articles.models import Edition
from articles.pages.site import House
from articles.pages.story.photo import gone_page, photo_page
from articles.pages.story.pictures import address_of, in_order

from .story import withdrawn


@public
def photo(
    request: HttpRequest, section: str, article_id: int, slug: str, photo: int
) -> HttpResponse | CacheablePage:
    """The page of one photo of a live story.

    It lives with the story: 404 and 410 where that answers so. A story on hold, or one whose
    newer edition has dropped the photo, is what the reader gets instead.
    """
    at = timezone.now()
    stamp = freshness.stamp("site", "", at)
    edition = Edition.objects.current(at).for_page().filter(article_id=article_id).first()
    if edition is None:
        raise Http404
    if edition.is_withdrawn:
        return withdrawn(request, edition, at)
    if edition.is_held or photo not in {row["id"] for row in in_order(edition.content)}:
        return _without_it(edition, photo, at)
    if request.path != address_of(edition, photo):
        return permanent_redirect(address_of(edition, photo))
    context = photo_page(edition, photo, at, House.known(stamp.house, at))
    key = f"article:{article_id}"
    if context:
        facts = (edition.pk, photo)
        return CacheablePage(
            "articles/photo.html", lambda: context, stamp, at, key=key, facts=facts
        )
    gone = render(request, "articles/photo_gone.html", gone_page(edition, at), status=410)
    return headers.ending(gone, key, f"photo:{photo}", "site")


def _without_it(edition: Edition, photo: int, at: datetime) -> HttpResponse:
    """The story itself, for it may show the photo again; nothing where it never did."""
    before = Edition.objects.really_live(at).filter(article_id=edition.article_id)
    if not before.filter(photos__photo=photo).exists():
        raise Http404
    return headers.ending(redirect(edition.get_absolute_url()))
