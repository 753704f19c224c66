from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from articles import conditional, stamps
from articles.formats.house import House
from articles.formats.photo_page import gone_page, photo_page
from articles.formats.story_pictures import address_of, in_order
from articles.models import Edition

from .article import withdrawn
from .public import Page, moved, public


@public
def photo(
    request: HttpRequest, section: str, article_id: int, slug: str, photo: int
) -> HttpResponse | Page:
    """The page of one photo of a live story.

    It lives with the story: 404 and 410 where that answers so. A story on hold, or one whose
    newer edition has dropped the photo, is what the reader gets instead.
    """
    at = timezone.now()
    stamp = stamps.stamp("site", "", at)
    edition = Edition.objects.current(at).for_page().filter(article_id=article_id).first()
    if edition is None:
        raise Http404
    if edition.is_withdrawn:
        return withdrawn(request, edition, at)
    if edition.is_held or photo not in {row["id"] for row in in_order(edition.content)}:
        return _without_it(edition, photo, at)
    if request.path != address_of(edition, photo):
        return moved(address_of(edition, photo))
    context = photo_page(edition, photo, at, House.known(stamp.house, at))
    key = f"article:{article_id}"
    if context:
        facts = (edition.pk, photo)
        return Page("articles/photo.html", lambda: context, stamp, at, key=key, facts=facts)
    gone = render(request, "articles/photo_gone.html", gone_page(edition, at), status=410)
    return conditional.ending(gone, key, f"photo:{photo}", "site")


def _without_it(edition: Edition, photo: int, at: datetime) -> HttpResponse:
    """The story itself, for it may show the photo again; nothing where it never did."""
    before = Edition.objects.really_live(at).filter(article_id=edition.article_id)
    if not before.filter(photos__photo=photo).exists():
        raise Http404
    return conditional.ending(redirect(edition.get_absolute_url()))
