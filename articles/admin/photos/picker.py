"""The window in which photos are chosen for a story: a fragment that script puts into a dialog."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.admin.photos.photo_forms import FilesForm
from articles.imaging.decode import MAX_BYTES
from articles.models import Photo
from articles.permissions import may

from .badges import library_cards
from .library import address_of, page_number

PAGE_SIZE = 18
RECENT, MINE = "recent", "mine"


def choose(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Answer the photos that this story may show: recent or mine, by words, a page at a time."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    tab = MINE if request.GET.get("tab") == MINE else RECENT
    words = request.GET.get("q", "").replace("\0", "")[:500]
    number = page_number(request)
    photos = list(_photos_on_offer(request, tab, words)[(number - 1) * PAGE_SIZE : number * PAGE_SIZE + 1])
    context = {
        "tab": tab,
        "q": words,
        "cards": library_cards(photos[:PAGE_SIZE]),
        "earlier": address_of(request, number - 1) if number > 1 else "",
        "later": address_of(request, number + 1) if len(photos) > PAGE_SIZE else "",
        "form": FilesForm() if may(request.user, "upload_photo") else None,
        "limit": MAX_BYTES,
    }
    return render(request, "desk/photos/_picker.html", context)


def _photos_on_offer(request: HttpRequest, tab: str, words: str) -> Any:
    story = request.GET.get("story", "")
    number = int(story) if story.isascii() and story.isdigit() and len(story) < 19 else None
    photos = Photo.objects.for_library().for_story(number).with_words(words)
    return photos.filter(owner=request.user) if tab == MINE else photos
